"""Which message asked or answered which question, and whom Kabar owes an apology for a late reply."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "exchange",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telegram_chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_exchange_draft_id_draft")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange")),
        sa.UniqueConstraint(
            "telegram_chat_id",
            "message_id",
            "draft_id",
            "path",
            name=op.f("uq_exchange_telegram_chat_id_message_id_draft_id_path"),
        ),
    )
    op.create_index(op.f("ix_exchange_at"), "exchange", ["at"])
    op.create_index(op.f("ix_exchange_draft_id"), "exchange", ["draft_id"])
    op.add_column("chat", sa.Column("sorry_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("chat", sa.Column("owes_sorry", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("chat", "owes_sorry")
    op.drop_column("chat", "sorry_at")
    op.drop_table("exchange")
