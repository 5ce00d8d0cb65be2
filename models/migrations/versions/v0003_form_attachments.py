"""Files that belong to a form version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "form_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_form_file")),
    )
    op.create_table(
        "form_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_version_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_version_id"], ["form_version.id"], name=op.f("fk_form_attachment_form_version_id_form_version")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["form_file.sha256"], name=op.f("fk_form_attachment_sha256_form_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_attachment")),
        sa.UniqueConstraint("form_version_id", "name", name=op.f("uq_form_attachment_form_version_id_name")),
    )
    op.create_index(op.f("ix_form_attachment_sha256"), "form_attachment", ["sha256"])


def downgrade() -> None:
    op.drop_table("form_attachment")
    op.drop_table("form_file")
