"""Reminder: one step for one obligation and one person; the message it became is an outbound message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Index, Update, bindparam, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select, update

from models import outbound_message
from models.columns import Json
from models.database import Transaction
from models.obligation import Obligation
from models.outbound_message import OutboundMessage
from models.person import Person


class Reminder(SQLModel, table=True):
    """`step` is days from the due day ("-1", "0", "1"). `due_at` is the person's slot. `state`: planned, queued,
    cancelled, missed."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("obligation_id", "step", "person_id"),
        Index("ix_reminder_due", "state", "due_at", "person_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    step: str = Field(max_length=8)
    person_id: int = Field(foreign_key="person.id", index=True)
    due_at: datetime
    state: str = Field(default="planned", max_length=10)
    outbound_message_id: int | None = Field(default=None, foreign_key="outbound_message.id", index=True)


def cancel(tx: Transaction, obligation_id: int) -> None:
    """Stops what is planned or queued for the obligation. A message none of whose reminders stands is cancelled too,
    as long as nobody has begun to send it."""
    rows = tx.exec(
        select(Reminder).where(Reminder.obligation_id == obligation_id, col(Reminder.state).in_(["planned", "queued"]))
    ).all()
    for row in rows:
        row.state = "cancelled"
        tx.add(row)
    tx.flush()
    for message_id in {row.outbound_message_id for row in rows if row.outbound_message_id}:
        standing = tx.exec(
            select(Reminder.id).where(Reminder.outbound_message_id == message_id, Reminder.state == "queued")
        ).first()
        message = tx.get_one(OutboundMessage, message_id)
        if standing is None and message.state in ("queued", "claimed"):
            message.state = "cancelled"
            tx.add(message)


def resume(tx: Transaction, obligation_id: int, person_id: int) -> None:
    """Plans again what was cancelled for the person and has not come yet: the report is owed after all."""
    mine = (Reminder.obligation_id == obligation_id, Reminder.person_id == person_id, Reminder.state == "cancelled")
    for row in tx.exec(select(Reminder).where(*mine, Reminder.due_at > tx.now)).all():
        row.state, row.outbound_message_id = "planned", None
        tx.add(row)


def cancel_queued(tx: Transaction, person_id: int) -> None:
    """Stops what is queued for the person, as long as nobody has begun to send it."""
    rows = tx.exec(select(Reminder).where(Reminder.person_id == person_id, Reminder.state == "queued")).all()
    for row in rows:
        if row.outbound_message_id is not None and outbound_message.cancel(tx, row.outbound_message_id):
            row.state = "cancelled"
            tx.add(row)


def plan(tx: Transaction, rows: list[dict[str, Json]]) -> None:
    """Adds reminders, each a mapping of columns; those that are there already stay as they are."""
    if rows:
        is_postgresql = tx.get_bind().dialect.name == "postgresql"
        add = postgresql.insert(Reminder) if is_postgresql else sqlite.insert(Reminder)
        keys = ["obligation_id", "step", "person_id"]
        tx.connection().execute(add.on_conflict_do_nothing(index_elements=keys), rows)


def due(tx: Transaction, at: datetime, people: Sequence[int]) -> Sequence[tuple[Reminder, Obligation]]:
    """What is planned for those people and a moment that has come, for this transaction alone, by person."""
    return tx.exec(
        select(Reminder, Obligation)
        .join(Obligation, col(Obligation.id) == Reminder.obligation_id)
        .where(Reminder.state == "planned", Reminder.due_at <= at, col(Reminder.person_id).in_(people))
        .order_by(col(Reminder.person_id), col(Reminder.due_at), col(Reminder.id))
        .with_for_update(of=Reminder)
    ).all()


def counts_sent(tx: Transaction, obligation_ids: Sequence[int]) -> dict[tuple[int, int], int]:
    """How many messages of the calendar reminded of each obligation, by obligation and person."""
    mine = (col(Reminder.obligation_id).in_(obligation_ids), Reminder.state == "queued")
    rows = tx.exec(
        select(Reminder.obligation_id, Reminder.person_id, func.count(func.distinct(Reminder.outbound_message_id)))
        .where(*mine)
        .group_by(col(Reminder.obligation_id), col(Reminder.person_id))
    )
    return {(owed, person_id): count for owed, person_id, count in rows}


def settle(tx: Transaction, ids: Sequence[int], state: str) -> None:
    """What became of planned reminders."""
    if ids:
        tx.connection().execute(_planned(ids).values(state=state))


def queue(tx: Transaction, messages: Mapping[int, int]) -> None:
    """Planned reminders became messages; ids of these by ids of those."""
    if messages:
        mine = (col(Reminder.id) == bindparam("reminder"), col(Reminder.state) == "planned")
        statement = update(Reminder).where(*mine).values(state="queued", outbound_message_id=bindparam("message"))
        rows = [{"reminder": one, "message": message} for one, message in messages.items()]
        tx.connection().execute(statement, rows)


def miss(tx: Transaction, message_ids: Sequence[int]) -> None:
    """What was queued as these messages did not go out in its time."""
    if message_ids:
        mine = (col(Reminder.outbound_message_id).in_(message_ids), col(Reminder.state) == "queued")
        tx.connection().execute(update(Reminder).where(*mine).values(state="missed"))


def people_due(tx: Transaction, at: datetime, after: int, limit: int) -> tuple[Sequence[Person], int | None]:
    """Who is to be reminded at that moment: the next people after that id, for this transaction alone; those whom
    another is reminding just now are left to it. And the last id looked at, None when there is nobody beyond."""
    mine = (Reminder.state == "planned", Reminder.due_at <= at, Reminder.person_id > after)
    found = tx.exec(
        select(Reminder.person_id).where(*mine).distinct().order_by(col(Reminder.person_id)).limit(limit)
    ).all()
    people = select(Person).where(col(Person.id).in_(found)).order_by(col(Person.id))
    free = tx.exec(people.with_for_update(skip_locked=True, key_share=True)).all() if found else ()
    return free, found[-1] if len(found) == limit else None


def postpone(tx: Transaction, ids: Sequence[int], until: datetime) -> None:
    """Planned reminders wait until then."""
    if ids:
        tx.connection().execute(_planned(ids).values(due_at=until))


def _planned(ids: Sequence[int]) -> Update:
    return update(Reminder).where(col(Reminder.id).in_(ids), col(Reminder.state) == "planned")


def planned_for(tx: Transaction, person_id: int) -> Sequence[tuple[Reminder, Obligation]]:
    """What the person is still to be reminded of."""
    return tx.exec(
        select(Reminder, Obligation)
        .join(Obligation, col(Obligation.id) == Reminder.obligation_id)
        .where(Reminder.person_id == person_id, Reminder.state == "planned")
        .order_by(col(Reminder.id))
    ).all()


def people_planned(tx: Transaction, after: int, limit: int) -> Sequence[int]:
    """Who is still to be reminded of something: the next people after that id."""
    planned = (Reminder.state == "planned", col(Reminder.person_id) > after)
    return tx.exec(
        select(Reminder.person_id).where(*planned).distinct().order_by(col(Reminder.person_id)).limit(limit)
    ).all()


def planned_of(tx: Transaction, obligation_ids: Sequence[int]) -> Sequence[tuple[Reminder, Obligation, Person]]:
    """What is planned for those obligations, and for whom."""
    found: list[tuple[Reminder, Obligation, Person]] = []
    for start in range(0, len(obligation_ids), 5_000):
        part = obligation_ids[start : start + 5_000]
        found += tx.exec(
            select(Reminder, Obligation, Person)
            .join(Obligation, col(Obligation.id) == Reminder.obligation_id)
            .join(Person, col(Person.id) == Reminder.person_id)
            .where(col(Reminder.obligation_id).in_(part), Reminder.state == "planned")
            .order_by(col(Reminder.id))
        ).all()
    return found


def next_after(tx: Transaction, after: datetime) -> datetime | None:
    """When the next planned reminder falls due."""
    return tx.exec(
        select(Reminder.due_at)
        .where(Reminder.state == "planned", Reminder.due_at > after)
        .order_by(col(Reminder.due_at))
        .limit(1)
    ).first()


def cancel_for(tx: Transaction, person_id: int) -> None:
    """Nobody is reminded any more of what was this person's to file; the obligation stands for whoever comes next."""
    for row in tx.exec(select(Reminder).where(Reminder.person_id == person_id, Reminder.state == "planned")).all():
        row.state = "cancelled"
        tx.add(row)
