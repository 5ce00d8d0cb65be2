"""SentFile: a file that Telegram has from us, by its content: the next chat gets it without another upload.

A file id is good for one bot and does not expire (Bot API, "Sending files").
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from models.columns import telegram_id
from models.database import Transaction


class SentFile(SQLModel, table=True):
    """`sha256` in hex is that of the content, or of what it was drawn from; `kind` says by which method it was sent:
    photo, audio, voice, video or document."""

    __tablename__ = "sent_file"
    __table_args__ = (UniqueConstraint("bot_id", "sha256"),)

    id: int | None = Field(default=None, primary_key=True)
    bot_id: int = telegram_id()
    sha256: str = Field(max_length=64)
    kind: str = Field(max_length=8)
    file_id: str
    sent_at: datetime


def find(tx: Transaction, bot_id: int, sha256: str) -> SentFile | None:
    return tx.exec(select(SentFile).where(SentFile.bot_id == bot_id, SentFile.sha256 == sha256)).first()


def keep(tx: Transaction, bot_id: int, sha256: str, kind: str, file_id: str) -> None:
    """Notes it; the latest id holds."""
    row = find(tx, bot_id, sha256) or SentFile(bot_id=bot_id, sha256=sha256, kind=kind, file_id="", sent_at=tx.now)
    row.kind, row.file_id, row.sent_at = kind, file_id, tx.now
    tx.add(row)
    tx.flush()


def forget(tx: Transaction, bot_id: int, sha256: str) -> None:
    """Telegram doesn't know that id any more."""
    tx.execute(delete(SentFile).where(col(SentFile.bot_id) == bot_id, col(SentFile.sha256) == sha256))
