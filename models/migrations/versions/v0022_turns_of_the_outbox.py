"""Messages take turns, by the region that they go to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("outbound_message", sa.Column("lane", sa.String(length=5), nullable=False, server_default="-"))
    op.add_column("outbound_message", sa.Column("turn", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE outbound_message SET turn = not_before")
    with op.batch_alter_table("outbound_message") as table:
        table.alter_column("turn", nullable=False)
        table.alter_column("lane", server_default=None)
        table.create_index("ix_outbound_message_state_turn", ["state", "turn"])
        table.create_index("ix_outbound_message_lane_state_turn", ["lane", "state", "turn"])


def downgrade() -> None:
    op.drop_index("ix_outbound_message_lane_state_turn", "outbound_message")
    op.drop_index("ix_outbound_message_state_turn", "outbound_message")
    op.drop_column("outbound_message", "turn")
    op.drop_column("outbound_message", "lane")
