"""InboundUpdate: what Telegram delivered, committed before the offset moves on. One end of the wire."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import Json, json_column, telegram_id


class InboundUpdate(SQLModel, table=True):
    """`natural_key` refuses duplicates and begins with the bot's id; `lane` is the sender's user id (updates of a lane
    are handled in order of `id`). `state` is new, done or quarantined; `raw` is emptied when done."""

    __tablename__ = "inbound_update"

    id: int | None = Field(default=None, primary_key=True)
    bot_id: int = telegram_id()
    natural_key: str = Field(unique=True, max_length=100)
    update_id: int = telegram_id()
    lane: int = telegram_id(index=True)
    raw: Json = json_column(nullable=True)
    had_nik: bool = False
    state: str = Field(default="new", index=True, max_length=12)
    tries: int = 0
    error: str = ""
    received_at: datetime
    done_at: datetime | None = None
