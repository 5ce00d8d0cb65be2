"""Reports that were filed for the wrong kampung or period, and where they were put."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

REFERENCES = {
    "submission_id": "submission",
    "person_id": "person",
    "from_kampung_id": "kampung",
    "to_kampung_id": "kampung",
    "review_id": "review",
}


def upgrade() -> None:
    op.create_table(
        "report_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_kampung_id", sa.Integer(), nullable=False),
        sa.Column("from_period", sa.String(length=24), nullable=False),
        sa.Column("to_kampung_id", sa.Integer(), nullable=False),
        sa.Column("to_period", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_report_move_{name}_{table}"))
            for name, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_move")),
    )
    for name in ("number", "person_id", "submission_id"):
        op.create_index(op.f(f"ix_report_move_{name}"), "report_move", [name])


def downgrade() -> None:
    op.drop_table("report_move")
