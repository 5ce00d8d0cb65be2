"""What is odd about a report, and that it was looked at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "report_look",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_report_look_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_report_look")),
    )
    op.create_index(op.f("ix_report_look_likeness"), "report_look", ["likeness"])
    op.create_table(
        "report_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=12), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("other", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_report_flag_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_flag")),
    )
    op.create_index(op.f("ix_report_flag_submission_id"), "report_flag", ["submission_id"])


def downgrade() -> None:
    op.drop_table("report_flag")
    op.drop_table("report_look")
