"""Exchange: which message of a chat asked which question, and which one answered it.

Kept for as long as Telegram lets people edit what they wrote: then nothing can refer to these messages any more, but a
reply to an old card, and that is read as if it were none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel, col, delete, func, select

from models.columns import telegram_id
from models.database import Transaction

Role = Literal["asked", "answered"]


class Exchange(SQLModel, table=True):
    """`role` is "asked" for a card of ours that showed the question, "answered" for a message that answered it.

    A card is edited in place, so one message may have asked several questions, the latest `at` last; a message that
    held several answers stands there once for each. `path` has repeat positions; "" is the review page.
    """

    __tablename__ = "exchange"
    __table_args__ = (UniqueConstraint("telegram_chat_id", "message_id", "draft_id", "path"),)

    id: int | None = Field(default=None, primary_key=True)
    telegram_chat_id: int = telegram_id()
    message_id: int = telegram_id()
    role: str = Field(max_length=8)
    draft_id: int = Field(foreign_key="draft.id", index=True)
    path: str
    at: datetime = Field(index=True)


def note(tx: Transaction, chat_id: int, message_id: int, role: Role, draft_id: int, path: str) -> None:
    """The message asked, or answered, the question."""
    here = (Exchange.telegram_chat_id == chat_id, Exchange.message_id == message_id)
    row = tx.exec(select(Exchange).where(*here, Exchange.draft_id == draft_id, Exchange.path == path)).first()
    row = row or Exchange(
        telegram_chat_id=chat_id, message_id=message_id, role=role, draft_id=draft_id, path=path, at=tx.now
    )
    row.at = tx.now
    tx.add(row)


def of_message(tx: Transaction, chat_id: int, message_id: int, role: Role) -> Sequence[Exchange]:
    """What the message asked or answered, the latest first."""
    here = (Exchange.telegram_chat_id == chat_id, Exchange.message_id == message_id, Exchange.role == role)
    return tx.exec(select(Exchange).where(*here).order_by(col(Exchange.at).desc(), col(Exchange.id).desc())).all()


def first_asked(tx: Transaction, chat_id: int, draft_id: int, path: str) -> int | None:
    """The first message that showed the question."""
    here = (Exchange.telegram_chat_id == chat_id, Exchange.draft_id == draft_id, Exchange.path == path)
    return tx.exec(select(func.min(Exchange.message_id)).where(*here, Exchange.role == "asked")).one()


def answers_unseen(tx: Transaction, chat_id: int, draft_id: int, before: int) -> Sequence[Exchange]:
    """The answers to the draft that were written after the last card that came before that message, in order: who
    wrote them had seen no card since."""
    here = (Exchange.telegram_chat_id == chat_id, Exchange.message_id < before)
    card = tx.exec(select(func.max(Exchange.message_id)).where(*here, Exchange.role == "asked")).one() or 0
    mine = (*here, Exchange.message_id > card, Exchange.role == "answered", Exchange.draft_id == draft_id)
    return tx.exec(select(Exchange).where(*mine).order_by(col(Exchange.message_id), col(Exchange.id))).all()


def take_back(tx: Transaction, chat_id: int, messages: Sequence[int]) -> None:
    """These messages answer nothing any more."""
    here = (col(Exchange.telegram_chat_id) == chat_id, col(Exchange.message_id).in_(messages))
    tx.execute(delete(Exchange).where(*here, col(Exchange.role) == "answered"))


def forget(tx: Transaction, before: datetime) -> int:
    """Forgets what is older; returns how many."""
    return tx.connection().execute(delete(Exchange).where(col(Exchange.at) < before)).rowcount
