"""BotState: the little a bot must remember across restarts that is no one's row: a 429 pause."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel, select

from models.columns import telegram_id
from models.database import Transaction


class BotState(SQLModel, table=True):
    """`halted_until` is when Telegram's last flood refusal ends."""

    __tablename__ = "bot_state"

    bot_id: int = telegram_id(unique=True)
    id: int | None = Field(default=None, primary_key=True)
    halted_until: datetime | None = None


def halt(tx: Transaction, bot_id: int, until: datetime) -> None:
    """Remembers that Telegram asked for silence until then; the later of two such moments counts."""
    state = tx.exec(select(BotState).where(BotState.bot_id == bot_id)).first() or BotState(bot_id=bot_id)
    state.halted_until = max(until, state.halted_until or until)
    tx.add(state)


def halted_until(tx: Transaction, bot_id: int) -> datetime | None:
    return tx.exec(select(BotState.halted_until).where(BotState.bot_id == bot_id)).first()
