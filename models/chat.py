"""Chat: what one private chat shows, and what free text in it means now.

`screen` is what should be on the live card, complete (template, arguments, buttons); `revision` grows with it and
`shown_revision` follows once Telegram has it. Whoever finds the two apart shows the screen again: a crash, a failed
send and an outage are one case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Field, SQLModel, col, func, select, update

from models.columns import Json, json_column, telegram_id
from models.database import Transaction


class Chat(SQLModel, table=True):
    """`card` counts the questions shown: a tap names the card it belongs to, and only the live one may write.

    `expects` names what free text means ("" nothing, "answer", "return_reason", "question", ...); `focus` holds what
    the conversation is about (a draft, a submission), as a plain mapping. `card_message_id` is the live card,
    `last_message_id` the newest message in the chat, whoever sent it, None while nobody knows. `sorry_at` is when a
    message was handled late for the last time; `owes_sorry` until the reply has said so.
    """

    __tablename__ = "chat"

    id: int | None = Field(default=None, primary_key=True)
    bot_id: int = telegram_id()
    telegram_chat_id: int = telegram_id(unique=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    language: str = Field(default="id", max_length=8)
    expects: str = ""
    focus: Json = json_column(nullable=True)
    screen: Json = json_column(nullable=True)
    card: int = 0
    bar: str = Field(default="", max_length=16)  # the reply keyboard that is up, and its language: "location-id"
    commands: str | None = Field(default=None, max_length=16)  # the list of commands that is set, likewise: "plkb-id"
    revision: int = Field(default=0, index=True)
    shown_revision: int = 0
    card_message_id: int | None = telegram_id(nullable=True, default=None)
    last_message_id: int | None = telegram_id(nullable=True, default=None)
    blocked_at: datetime | None = None
    sorry_at: datetime | None = None
    owes_sorry: bool | None = None  # None is no: a column that came later
    hint_at: datetime | None = None  # when the card says what may help, if nothing has come
    updated_at: datetime


def find(tx: Transaction, chat_id: int) -> Chat | None:
    return tx.exec(_FIND, params={"chat": chat_id}).first()


def of(tx: Transaction, bot_id: int, chat_id: int) -> Chat:
    """The private chat with that id for writing, made when it is new. On PostgreSQL the row is held until the end of
    the transaction: what is read of it (its card, its last message) is still true when it is written."""
    chat = tx.exec(_HOLD, params={"chat": chat_id}).first()
    if chat is None:
        chat = Chat(bot_id=bot_id, telegram_chat_id=chat_id, updated_at=tx.now)
        tx.add(chat)
        tx.flush()
    return chat


def of_person(tx: Transaction, person_id: int) -> Chat | None:
    """The chat in which the person can be reached, if there is one that is not blocked."""
    return tx.exec(select(Chat).where(Chat.person_id == person_id, col(Chat.blocked_at).is_(None))).first()


def of_people(tx: Transaction, person_ids: Sequence[int]) -> dict[int, Chat]:
    """The same for many people; those who can't be reached are not among them."""
    mine = (col(Chat.person_id).in_(person_ids), col(Chat.blocked_at).is_(None))
    rows = tx.exec(select(Chat).where(*mine).order_by(col(Chat.id).desc()))
    return {row.person_id: row for row in rows if row.person_id is not None}


def find_of(tx: Transaction, person_id: int) -> Chat | None:
    """The person's chat, blocked or not."""
    return tx.exec(select(Chat).where(Chat.person_id == person_id)).first()


def readdress(tx: Transaction, old: int, new: int) -> None:
    """A group has another id now. Its messages are counted anew, so none of those known stands there. Where the new
    chat is known already, nothing is owed to the old one any more."""
    mine = update(Chat).where(col(Chat.telegram_chat_id) == old)
    if find(tx, new) is None:
        tx.execute(mine.values(telegram_chat_id=new, card_message_id=None, last_message_id=None))
    else:
        tx.execute(mine.values(shown_revision=col(Chat.revision)))


def stands_last(tx: Transaction, chat_id: int, message_id: int) -> None:
    """The message came into the chat; a later one may have come since."""
    is_newer = func.coalesce(Chat.last_message_id, 0) < message_id
    statement = update(Chat).where(col(Chat.telegram_chat_id) == chat_id, is_newer)
    tx.connection().execute(statement.values(last_message_id=message_id))


def reachable(tx: Transaction) -> Sequence[int]:
    """Ids of all people whose chat is not blocked: for the operator, who tells everybody the same."""
    mine = (col(Chat.person_id).is_not(None), col(Chat.blocked_at).is_(None))
    return [one for one in tx.exec(select(Chat.person_id).where(*mine).order_by(col(Chat.id))) if one is not None]


def blocked_since(tx: Transaction, since: datetime) -> Sequence[Chat]:
    """The chats whose person blocked the bot after that moment, and did not come back."""
    return tx.exec(select(Chat).where(col(Chat.blocked_at) > since).order_by(col(Chat.id))).all()


def behind(tx: Transaction, bot_id: int) -> Sequence[int]:
    """Telegram ids of the chats whose card is not yet what it should be."""
    return tx.exec(
        select(Chat.telegram_chat_id)
        .where(Chat.bot_id == bot_id, Chat.revision > Chat.shown_revision, col(Chat.blocked_at).is_(None))
        .order_by(col(Chat.updated_at))
    ).all()


def to_hint(tx: Transaction, bot_id: int, at: datetime) -> Sequence[int]:
    """Telegram ids of the chats whose card was seen and is to say what may help."""
    return tx.exec(
        select(Chat.telegram_chat_id).where(
            Chat.bot_id == bot_id,
            col(Chat.hint_at) <= at,
            Chat.revision <= Chat.shown_revision,
            col(Chat.blocked_at).is_(None),
        )
    ).all()


# Every update asks for one of these: to build the statement costs more than to run it.
_FIND = select(Chat).where(Chat.telegram_chat_id == bindparam("chat"))
_HOLD = _FIND.with_for_update()
