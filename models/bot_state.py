"""BotState: the little a bot must remember across restarts that is no one's row: a 429 pause."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import telegram_id


class BotState(SQLModel, table=True):
    """`halted_until` is when Telegram's last flood refusal ends."""

    __tablename__ = "bot_state"

    bot_id: int = telegram_id(unique=True)
    id: int | None = Field(default=None, primary_key=True)
    halted_until: datetime | None = None
