"""Obligation: who owes which form for which kampung and period. Counts are kept here, not counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from models.database import Transaction
from models.scope import Scope


class Obligation(SQLModel, table=True):
    """`state` is waiting, sent, returned or accepted; late and locked are read off the times. `person_id` is who is
    responsible now, null where a village has no officer."""

    __tablename__ = "obligation"
    __table_args__ = (UniqueConstraint("form_id", "kampung_id", "period"),)

    id: int | None = Field(default=None, primary_key=True)
    schedule_id: int = Field(foreign_key="schedule.id")
    form_id: str = Field(max_length=64)
    kampung_id: int = Field(foreign_key="kampung.id", index=True)
    area_code: str = Field(index=True, max_length=13)
    period: str = Field(index=True, max_length=10)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: str = Field(default="waiting", index=True, max_length=10)
    submission_id: int | None = Field(default=None, foreign_key="submission.id")
    opens_at: datetime
    due_at: datetime = Field(index=True)
    late_at: datetime
    lock_at: datetime
    sent_at: datetime | None = None  # when it was first sent; the history of what was late is never rewritten


def owed_by(tx: Transaction, person_id: int, at: datetime) -> Sequence[Obligation]:
    """What the person still owes and may send at that moment, the most urgent first."""
    return tx.exec(
        select(Obligation)
        .where(Obligation.person_id == person_id, Obligation.state == "waiting")
        .where(Obligation.opens_at <= at, Obligation.lock_at > at)
        .order_by(col(Obligation.due_at), col(Obligation.id))
    ).all()


def of_slot(tx: Transaction, form_id: str, kampung_id: int, period: str) -> Obligation | None:
    return tx.exec(
        select(Obligation).where(
            Obligation.form_id == form_id, Obligation.kampung_id == kampung_id, Obligation.period == period
        )
    ).first()


def get(tx: Transaction, obligation_id: int) -> Obligation | None:
    return tx.get(Obligation, obligation_id)


def missing(tx: Transaction, scope: Scope, at: datetime) -> Sequence[Obligation]:
    """What is owed in the scope and may still be sent, by kampung."""
    return tx.exec(
        select(Obligation)
        .where(Obligation.state == "waiting", Obligation.opens_at <= at, Obligation.lock_at > at)
        .where(scope.covers(Obligation.area_code, Obligation.kampung_id))
        .order_by(Obligation.area_code, col(Obligation.id))
    ).all()


def count_missing(tx: Transaction, scope: Scope, at: datetime) -> int:
    return len(missing(tx, scope, at))
