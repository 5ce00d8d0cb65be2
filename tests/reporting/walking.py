"""The field with a clock: ticks, walks, and what they left in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from models import chat as chats
from models import obligation, reminder
from models.database import Database, Transaction
from models.outbound_message import OutboundMessage
from models.reminder import Reminder
from reporting import ledger
from reporting.reminding import Reminding
from tests.reporting import field
from tests.reporting.field import reminding, wib

START, END = wib(2, 8), wib(9, 9)


def settled(database: Database) -> Database:
    with database.transaction(START) as tx:
        field.settle(tx)
    return database


def tick(database: Database, at: datetime, by: Reminding | None = None) -> None:
    with database.transaction(at) as tx:
        (by or reminding()).tick(tx, at)


def walk(database: Database, start: datetime, end: datetime) -> list[datetime]:
    """As the clock walks in a demo: from one moment to the next at which something is due."""
    at: datetime | None = start
    steps = []
    while at is not None and at <= end:
        steps.append(at)
        tick(database, at)
        with database.reading(at) as tx:
            at = reminding().next_due(tx, at)
    return steps


def change(database: Database, at: datetime, do: Callable[[Transaction], Any]) -> None:
    with database.transaction(at) as tx:
        do(tx)


def outbox(database: Database, kind: str = "") -> list[OutboundMessage]:
    with database.reading(END) as tx:
        rows = tx.exec(select(OutboundMessage).order_by(col(OutboundMessage.not_before), col(OutboundMessage.id)))
        return [row for row in rows if kind in ("", row.kind)]


def keys(database: Database) -> list[tuple[str, str]]:
    return sorted((row.dedupe_key, row.not_before.isoformat()) for row in outbox(database))


def states(database: Database) -> list[tuple[int, str, int, str]]:
    with database.reading(END) as tx:
        rows = tx.exec(select(Reminder).order_by(col(Reminder.obligation_id), col(Reminder.due_at))).all()
        return [(row.obligation_id, row.step, row.person_id, row.state) for row in rows]


def meet(tx: Transaction, kampung_id: int) -> None:
    """What a submission does to its obligation."""
    owed = obligation.of_slot(tx, "bulanan_kkb", kampung_id, "2026-10")
    assert owed is not None and owed.id is not None
    ledger.with_counts(tx, owed, "sent", sent_at=tx.now)
    reminder.cancel(tx, owed.id)


def block(tx: Transaction, *people: int) -> None:
    for person_id in people:
        chat = chats.of_person(tx, person_id)
        assert chat is not None
        chat.blocked_at = START
        tx.add(chat)
