"""What people ask to be reminded of, why they can't report, and how many questions a draft may have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("draft", sa.Column("questions", sa.Integer(), nullable=True))
    op.create_table(
        "later",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("outbound_message_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_later_draft_id_draft")),
        sa.ForeignKeyConstraint(
            ["outbound_message_id"], ["outbound_message.id"], name=op.f("fk_later_outbound_message_id_outbound_message")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_later_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_later")),
    )
    for column in ("draft_id", "due_at", "person_id", "state"):
        op.create_index(op.f(f"ix_later_{column}"), "later", [column])
    op.create_table(
        "obstacle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=8), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_obstacle_person_id_person")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_obstacle_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacle")),
    )
    op.create_index(op.f("ix_obstacle_person_id"), "obstacle", ["person_id"])


def downgrade() -> None:
    op.drop_table("obstacle")
    op.drop_table("later")
    op.drop_column("draft", "questions")
