"""Until when a region is one, and a number that tells who holds regions in memory that they changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("region", sa.Column("until", sa.Date(), nullable=True))
    op.create_table(
        "region_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_edition")),
    )
    op.execute("INSERT INTO region_edition (id, number) SELECT 1, 1 WHERE EXISTS (SELECT 1 FROM region)")


def downgrade() -> None:
    op.drop_table("region_edition")
    op.drop_column("region", "until")
