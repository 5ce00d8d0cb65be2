"""OutboundMessage: what is to be pushed, as rendered. The other end of the wire."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, null
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, and_, col, or_, select, update

from models.columns import Json, json_column, telegram_id
from models.database import Transaction


class OutboundMessage(SQLModel, table=True):
    """`state`: queued, claimed, sending, sent, failed, unknown, cancelled. `html` and `buttons` are what the person
    reads (buttons: rows of {"text", "data"}), `chart` the figures of a picture that is drawn before sending, or what
    stands in a document, until it was sent. For a phone that others use too `html` says only that something waits, and
    `behind` is the screen that it is about. `dedupe_key` makes a second scheduler or a restart harmless. `kind`:
    reminder, missing, summary, notice."""

    __tablename__ = "outbound_message"

    id: int | None = Field(default=None, primary_key=True)
    dedupe_key: str = Field(unique=True, max_length=120)
    kind: str = Field(index=True, max_length=16)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    telegram_chat_id: int = telegram_id(index=True)
    html: str
    buttons: Json = json_column(nullable=True)
    chart: Json = json_column(nullable=True)
    behind: Json = json_column(nullable=True)
    is_silent: bool = False
    state: str = Field(default="queued", index=True, max_length=10)
    not_before: datetime
    lease_until: datetime | None = None
    tries: int = 0
    message_id: int | None = telegram_id(nullable=True, default=None)
    error: str = ""
    created_at: datetime
    sent_at: datetime | None = None


def enqueue(
    tx: Transaction,
    *,
    dedupe_key: str,
    kind: str,
    telegram_chat_id: int,
    html: str,
    person_id: int | None = None,
    buttons: Json = None,
    chart: Json = None,
    behind: Json = None,
    is_silent: bool = False,
    not_before: datetime | None = None,
) -> int | None:
    """Queues a message; returns its id, None when one with that key is there already."""
    values = {
        "dedupe_key": dedupe_key,
        "kind": kind,
        "person_id": person_id,
        "telegram_chat_id": telegram_chat_id,
        "html": html,
        "buttons": buttons,
        "chart": chart,
        "behind": behind,
        "is_silent": is_silent,
        "not_before": not_before or tx.now,
        "created_at": tx.now,
    }
    is_postgresql = tx.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(OutboundMessage) if is_postgresql else sqlite.insert(OutboundMessage)
    statement = insert.values(**values).on_conflict_do_nothing(index_elements=["dedupe_key"])
    row_id: int | None = tx.execute(statement.returning(col(OutboundMessage.id))).scalar()
    return row_id


def put_buttons(tx: Transaction, row_id: int, buttons: Json) -> None:
    """Sets the buttons of a message that has just been queued: those that name it need its id."""
    tx.execute(update(OutboundMessage).where(col(OutboundMessage.id) == row_id).values(buttons=buttons))


def move(tx: Transaction, row_id: int, before: Sequence[str], after: str, **values: Json) -> bool:
    """Changes the state if it is one of `before`; sets other columns along. False when it is not."""
    statement = update(OutboundMessage).where(col(OutboundMessage.id) == row_id, col(OutboundMessage.state).in_(before))
    return tx.connection().execute(statement.values(state=after, **values)).rowcount == 1


def cancel(tx: Transaction, row_id: int) -> bool:
    """Takes a message back. False when it is on its way already."""
    return move(tx, row_id, ("queued", "claimed"), "cancelled", lease_until=None)


def cancel_for(tx: Transaction, person_id: int) -> None:
    """Takes back all that waits for the person."""
    mine = (col(OutboundMessage.person_id) == person_id, col(OutboundMessage.state).in_(("queued", "claimed")))
    tx.execute(update(OutboundMessage).where(*mine).values(state="cancelled", lease_until=None))


def take_back(tx: Transaction, dedupe_key: str) -> bool:
    """Takes back the message with that key. False when it is on its way or out; a message never queued is taken."""
    row_id = tx.exec(select(OutboundMessage.id).where(OutboundMessage.dedupe_key == dedupe_key)).first()
    return row_id is None or cancel(tx, row_id)


def claim(tx: Transaction, lease_until: datetime, limit: int) -> list[OutboundMessage]:
    """Takes what is due, oldest first, for oneself until `lease_until`: the queued, and what a dead process had."""
    due = (
        select(OutboundMessage.id)
        .where(
            or_(
                _is_due(tx.now),
                and_(col(OutboundMessage.state) == "claimed", col(OutboundMessage.lease_until) < tx.now),
            )
        )
        .order_by(col(OutboundMessage.not_before), col(OutboundMessage.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    statement = (
        update(OutboundMessage)
        .where(col(OutboundMessage.id).in_(due))
        .values(state="claimed", lease_until=lease_until)
        .returning(OutboundMessage)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return sorted(tx.scalars(statement), key=lambda row: (row.not_before, row.id))


def begin(tx: Transaction, row_id: int, lease_until: datetime) -> bool:
    """Marks one's own claim as on its way. False when it was cancelled or another has it now."""
    statement = update(OutboundMessage).where(
        col(OutboundMessage.id) == row_id,
        col(OutboundMessage.state) == "claimed",
        col(OutboundMessage.lease_until) == lease_until,
    )
    return tx.connection().execute(statement.values(state="sending")).rowcount == 1


def in_state(tx: Transaction, state: str) -> Sequence[OutboundMessage]:
    return tx.exec(
        select(OutboundMessage).where(OutboundMessage.state == state).order_by(col(OutboundMessage.id))
    ).all()


def count_unsent(tx: Transaction) -> int:
    """How many are due and not yet out."""
    on_its_way = col(OutboundMessage.state).in_(("claimed", "sending"))
    statement = select(func.count()).select_from(OutboundMessage).where(or_(_is_due(tx.now), on_its_way))
    return tx.exec(statement).one()


def _is_due(now: datetime) -> Json:
    return and_(col(OutboundMessage.state) == "queued", col(OutboundMessage.not_before) <= now)


def has_since(tx: Transaction, dedupe_key: str, since: datetime) -> bool:
    """Whether a message with that key was queued for then or later."""
    statement = select(OutboundMessage.id).where(
        OutboundMessage.dedupe_key == dedupe_key, OutboundMessage.not_before >= since
    )
    return tx.exec(statement).first() is not None


def count_since(tx: Transaction, prefix: str, since: datetime) -> int:
    """How many messages whose key begins so were queued for then or later, without those that were taken back."""
    statement = (
        select(func.count())
        .select_from(OutboundMessage)
        .where(
            col(OutboundMessage.dedupe_key).startswith(prefix),
            OutboundMessage.not_before >= since,
            OutboundMessage.state != "cancelled",
        )
    )
    return tx.exec(statement).one()


def has(tx: Transaction, dedupe_key: str) -> bool:
    """Whether a message with that key was ever queued."""
    statement = select(OutboundMessage.id).where(OutboundMessage.dedupe_key == dedupe_key)
    return tx.exec(statement).first() is not None


def own(tx: Transaction, person_id: int, row_id: int) -> OutboundMessage | None:
    """The message, if it went to the person."""
    row = tx.get(OutboundMessage, row_id)
    return row if row and row.person_id == person_id else None


def of_person(tx: Transaction, person_id: int) -> Sequence[OutboundMessage]:
    """What was pushed to the person, the oldest first."""
    return tx.exec(
        select(OutboundMessage).where(OutboundMessage.person_id == person_id).order_by(col(OutboundMessage.id))
    ).all()


def withdraw(tx: Transaction, person_id: int) -> None:
    """Takes back what waits for the person, and empties what was said to them."""
    mine = update(OutboundMessage).where(col(OutboundMessage.person_id) == person_id)
    waiting = mine.where(col(OutboundMessage.state).in_(("queued", "claimed")))
    tx.execute(waiting.values(state="cancelled", lease_until=None))
    tx.execute(mine.values(html="", buttons=null(), chart=null(), behind=null()))
