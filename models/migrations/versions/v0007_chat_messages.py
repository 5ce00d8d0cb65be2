"""Which messages of the last two days stand in a chat, and what a discreet message is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "chat_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telegram_chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_message")),
        sa.UniqueConstraint("telegram_chat_id", "message_id", name=op.f("uq_chat_message_telegram_chat_id_message_id")),
    )
    op.create_index(op.f("ix_chat_message_at"), "chat_message", ["at"])
    op.add_column("outbound_message", sa.Column("behind", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbound_message", "behind")
    op.drop_table("chat_message")
