"""ChatMessage: which messages of the last two days stand in a chat, so that they can be taken out of it together.

Telegram lets a bot delete messages for 48 hours and doesn't tell it which there are (Bot API, deleteMessages).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from models.columns import telegram_id
from models.database import Transaction


class ChatMessage(SQLModel, table=True):
    """No content: only that there is a message, and since when."""

    __tablename__ = "chat_message"
    __table_args__ = (UniqueConstraint("telegram_chat_id", "message_id"),)

    id: int | None = Field(default=None, primary_key=True)
    telegram_chat_id: int = telegram_id()
    message_id: int = telegram_id()
    at: datetime = Field(index=True)


def note(tx: Transaction, chat_id: int, message_id: int) -> None:
    """Remembers a message; a second time changes nothing."""
    statement = _NOTE_POSTGRESQL if tx.get_bind().dialect.name == "postgresql" else _NOTE_SQLITE
    tx.connection().execute(statement, {"telegram_chat_id": chat_id, "message_id": message_id, "at": tx.now})


def since(tx: Transaction, chat_id: int, at: datetime) -> Sequence[int]:
    """Ids of the messages in the chat from that moment on, the oldest first."""
    return tx.exec(
        select(ChatMessage.message_id)
        .where(ChatMessage.telegram_chat_id == chat_id, ChatMessage.at >= at)
        .order_by(col(ChatMessage.message_id))
    ).all()


def forget(tx: Transaction, chat_id: int, message_ids: Sequence[int]) -> None:
    """These are gone from the chat."""
    mine = (col(ChatMessage.telegram_chat_id) == chat_id, col(ChatMessage.message_id).in_(message_ids))
    tx.execute(delete(ChatMessage).where(*mine))


def forget_before(tx: Transaction, at: datetime) -> int:
    """Forgets what is older than that; returns how many."""
    return tx.connection().execute(delete(ChatMessage).where(col(ChatMessage.at) < at)).rowcount


_TABLE = ChatMessage.__table__  # type: ignore[attr-defined]
_NOTE_SQLITE = sqlite.insert(_TABLE).on_conflict_do_nothing(index_elements=["telegram_chat_id", "message_id"])
_NOTE_POSTGRESQL = postgresql.insert(_TABLE).on_conflict_do_nothing(index_elements=["telegram_chat_id", "message_id"])
