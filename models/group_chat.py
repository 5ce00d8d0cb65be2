"""GroupChat: a group on Telegram that a coordinator registered for the summary of an area. Ended ones stay, as
history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col, or_, select, update

from models.columns import telegram_id
from models.database import Transaction

OPEN = "ended_at IS NULL"


class GroupChat(SQLModel, table=True):
    """`person_id` is who registered it; when they lead the area no more it ends. `told_at` is the Monday for which the
    last summary was queued. `ended_why`: asked, no_role, removed."""

    __tablename__ = "group_chat"
    __table_args__ = (
        sa.Index(
            "ix_group_chat_open",
            "telegram_chat_id",
            unique=True,
            sqlite_where=sa.text(OPEN),
            postgresql_where=sa.text(OPEN),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    telegram_chat_id: int = telegram_id()
    person_id: int = Field(foreign_key="person.id", index=True)
    area_code: str = Field(max_length=13)
    language: str = Field(max_length=8)
    registered_at: datetime
    told_at: datetime | None = None
    ended_at: datetime | None = None
    ended_why: str = Field(default="", max_length=8)


def find(tx: Transaction, chat_id: int) -> GroupChat | None:
    """The group's registration that has not ended."""
    return tx.exec(select(GroupChat).where(GroupChat.telegram_chat_id == chat_id, _open())).first()


def last(tx: Transaction, chat_id: int) -> GroupChat | None:
    """The group's latest registration, which may have ended."""
    rows = select(GroupChat).where(GroupChat.telegram_chat_id == chat_id)
    return tx.exec(rows.order_by(col(GroupChat.id).desc()).limit(1)).first()


def to_tell(tx: Transaction, since: datetime, after: int, limit: int) -> Sequence[GroupChat]:
    """The next registrations after that id that have not ended, and were told of no Monday since then."""
    untold = or_(col(GroupChat.told_at).is_(None), col(GroupChat.told_at) <= since)
    rows = select(GroupChat).where(_open(), untold, col(GroupChat.id) > after)
    return tx.exec(rows.order_by(col(GroupChat.id)).limit(limit)).all()


def readdress(tx: Transaction, old: int, new: int) -> None:
    """The group has another id now: in all that there is of it."""
    tx.execute(update(GroupChat).where(col(GroupChat.telegram_chat_id) == old).values(telegram_chat_id=new))


def _open() -> sa.ColumnElement[bool]:
    return col(GroupChat.ended_at).is_(None)
