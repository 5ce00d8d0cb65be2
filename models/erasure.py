"""Erasure: a request that everything about a person be erased, and who confirmed it. One asks, another decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel, col, select, update

from models.database import Transaction

WAITING, DONE, REFUSED = "waiting", "done", "refused"


class Erasure(SQLModel, table=True):
    """`asked_by` and `decided_by` are two administrators. `state`: waiting, done, refused."""

    __tablename__ = "erasure"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    asked_by: int = Field(foreign_key="person.id")
    asked_at: datetime
    state: str = Field(default=WAITING, max_length=8)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None


def get(tx: Transaction, erasure_id: int) -> Erasure | None:
    return tx.get(Erasure, erasure_id)


def open_of(tx: Transaction, person_id: int, since: datetime) -> Erasure | None:
    """The request for the person that waits, if it was made after that moment."""
    waiting = (Erasure.person_id == person_id, Erasure.state == WAITING, Erasure.asked_at > since)
    return tx.exec(select(Erasure).where(*waiting).order_by(col(Erasure.id).desc())).first()


def decide(tx: Transaction, erasure_id: int, by: int, state: str) -> bool:
    """Done or refused, once. False when somebody else was faster."""
    waiting: Any = (col(Erasure.id) == erasure_id, col(Erasure.state) == WAITING)
    changed = update(Erasure).where(*waiting).values(state=state, decided_by=by, decided_at=tx.now)
    return tx.connection().execute(changed).rowcount == 1
