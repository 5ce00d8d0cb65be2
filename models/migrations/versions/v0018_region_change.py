"""What regions were called, and under which codes they stood."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "region_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=13), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("old_code", sa.String(length=13), nullable=False),
        sa.Column("old_name", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["region.code"], name=op.f("fk_region_change_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_change")),
    )
    op.create_index(op.f("ix_region_change_code"), "region_change", ["code"])
    op.create_index(op.f("ix_region_change_old_code"), "region_change", ["old_code"])


def downgrade() -> None:
    op.drop_table("region_change")
