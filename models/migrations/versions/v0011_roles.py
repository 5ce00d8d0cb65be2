"""What a membership is for besides a place, whose work it does meanwhile, and why it ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("membership", sa.Column("poktan_id", sa.Integer(), nullable=True))
    op.add_column("membership", sa.Column("agency", sa.String(length=48), nullable=True))
    op.add_column("membership", sa.Column("stands_in_for", sa.Integer(), nullable=True))
    op.add_column("membership", sa.Column("because", sa.String(length=16), nullable=True))
    for column in ("poktan_id", "stands_in_for"):
        op.create_index(op.f(f"ix_membership_{column}"), "membership", [column])


def downgrade() -> None:
    for column in ("poktan_id", "stands_in_for"):
        op.drop_index(op.f(f"ix_membership_{column}"), "membership")
    for column in ("because", "stands_in_for", "agency", "poktan_id"):
        op.drop_column("membership", column)
