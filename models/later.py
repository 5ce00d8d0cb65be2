"""Later: what a person asked to be reminded of, and when. The message it became is an outbound message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from models import outbound_message
from models.database import Transaction
from models.person import Person


class Later(SQLModel, table=True):
    """With `draft_id` it is about that draft; without, about all that the person owes by then. `state`: planned,
    queued, cancelled, missed."""

    __tablename__ = "later"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id", index=True)
    due_at: datetime = Field(index=True)
    state: str = Field(default="planned", index=True, max_length=10)
    outbound_message_id: int | None = Field(default=None, foreign_key="outbound_message.id")


def ask(tx: Transaction, person_id: int, draft_id: int | None, due_at: datetime) -> None:
    """Plans it; what was planned for the same draft moves there."""
    same = col(Later.draft_id) == draft_id if draft_id is not None else col(Later.draft_id).is_(None)
    row = tx.exec(select(Later).where(Later.person_id == person_id, Later.state == "planned", same)).first()
    row = row or Later(person_id=person_id, draft_id=draft_id, due_at=due_at)
    row.due_at = due_at
    tx.add(row)
    tx.flush()


def due(tx: Transaction, at: datetime) -> Sequence[tuple[Later, Person]]:
    """What is planned for a moment that has come, for this transaction alone."""
    return tx.exec(
        select(Later, Person)
        .join(Person, col(Person.id) == Later.person_id)
        .where(Later.state == "planned", Later.due_at <= at)
        .order_by(col(Later.due_at), col(Later.id))
        .with_for_update(of=Later)
    ).all()


def settle(tx: Transaction, row: Later, state: str, outbound_message_id: int | None = None) -> None:
    """What became of it."""
    row.state, row.outbound_message_id = state, outbound_message_id
    tx.add(row)


def postpone(tx: Transaction, row: Later, until: datetime) -> None:
    """It waits until then."""
    row.due_at = until
    tx.add(row)


def cancel(tx: Transaction, draft_id: int) -> None:
    """Stops what is planned for the draft, and its message as long as nobody has begun to send it."""
    rows = tx.exec(select(Later).where(Later.draft_id == draft_id, col(Later.state).in_(["planned", "queued"]))).all()
    for row in rows:
        settle(tx, row, "cancelled", row.outbound_message_id)
        if row.outbound_message_id is not None:
            outbound_message.cancel(tx, row.outbound_message_id)


def next_after(tx: Transaction, after: datetime) -> datetime | None:
    """When the next planned one falls due."""
    return tx.exec(
        select(Later.due_at).where(Later.state == "planned", Later.due_at > after).order_by(col(Later.due_at)).limit(1)
    ).first()
