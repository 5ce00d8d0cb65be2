"""What a tick has to do is found by what has changed, not by looking through all there is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

UNPLANNED = "NOT is_planned AND state = 'waiting'"


def upgrade() -> None:
    op.add_column("obligation", sa.Column("is_planned", sa.Boolean(), nullable=False, server_default=sa.false()))
    where = sa.text(UNPLANNED)
    op.create_index(
        "ix_obligation_unplanned", "obligation", ["schedule_id"], sqlite_where=where, postgresql_where=where
    )
    op.add_column("leadership", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    for column in ("since", "until"):
        op.create_index(op.f(f"ix_membership_{column}"), "membership", [column])
    op.create_index("ix_reminder_due", "reminder", ["state", "due_at", "person_id"])
    for column in ("due_at", "state"):
        op.drop_index(op.f(f"ix_reminder_{column}"), "reminder")


def downgrade() -> None:
    for column in ("due_at", "state"):
        op.create_index(op.f(f"ix_reminder_{column}"), "reminder", [column])
    op.drop_index("ix_reminder_due", "reminder")
    for column in ("since", "until"):
        op.drop_index(op.f(f"ix_membership_{column}"), "membership")
    op.drop_column("leadership", "told_at")
    op.drop_index("ix_obligation_unplanned", "obligation")
    op.drop_column("obligation", "is_planned")
