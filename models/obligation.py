"""Obligation: who owes which form for which kampung and period. Counts are kept here, not counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, func, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, UniqueConstraint, col, or_, select

from models.columns import Json
from models.database import Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.scope import Scope


class Obligation(SQLModel, table=True):
    """`state` is waiting, sent, returned, accepted or void (its kampung was closed); late and locked are read off the
    times. `person_id` is who is responsible now, null where a village has no officer."""

    __tablename__ = "obligation"
    __table_args__ = (UniqueConstraint("form_id", "kampung_id", "period"),)

    id: int | None = Field(default=None, primary_key=True)
    schedule_id: int = Field(foreign_key="schedule.id")
    form_id: str = Field(max_length=255)
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


def open_for(tx: Transaction, person_id: int, at: datetime) -> Sequence[Obligation]:
    """The person's obligations that may be met at that moment, met or not, the most urgent first."""
    return tx.exec(
        select(Obligation)
        .where(Obligation.person_id == person_id, Obligation.opens_at <= at, Obligation.lock_at > at)
        .order_by(col(Obligation.due_at), col(Obligation.id))
    ).all()


def of_slot(tx: Transaction, form_id: str, kampung_id: int, period: str) -> Obligation | None:
    return tx.exec(
        select(Obligation).where(
            Obligation.form_id == form_id, Obligation.kampung_id == kampung_id, Obligation.period == period
        )
    ).first()


def of_kampung(tx: Transaction, kampung_id: int, at: datetime, limit: int) -> Sequence[Obligation]:
    """What the kampung owes or has sent of what was open by that moment, the latest period first."""
    return tx.exec(
        select(Obligation)
        .where(Obligation.kampung_id == kampung_id, Obligation.opens_at <= at)
        .order_by(col(Obligation.period).desc(), col(Obligation.id))
        .limit(limit)
    ).all()


def of_month(tx: Transaction, scope: Scope, period: str, at: datetime) -> Sequence[Obligation]:
    """The same for a period of all kampung in the scope."""
    return tx.exec(
        select(Obligation)
        .where(Obligation.period == period, Obligation.opens_at <= at)
        .where(scope.covers(Obligation.area_code, Obligation.kampung_id))
        .order_by(col(Obligation.id))
    ).all()


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


class Share(NamedTuple):
    """How many of how many reported for a period."""

    period: str
    expected: int
    reported: int


def unopened(tx: Transaction, form_id: str, period: str, area_code: str) -> Sequence[Kampung]:
    """The active kampung in the area that have no obligation for the form and period yet."""
    opened = select(Obligation.kampung_id).where(Obligation.form_id == form_id, Obligation.period == period)
    return tx.exec(
        select(Kampung)
        .where(Kampung.is_active, Scope(areas=(area_code,)).covers(Kampung.village_code, Kampung.id))
        .where(col(Kampung.id).not_in(opened))
        .order_by(Kampung.village_code, col(Kampung.id))
    ).all()


def open_all(tx: Transaction, rows: list[dict[str, Json]]) -> None:
    """Adds obligations, each a mapping of columns; those that are there already stay as they are."""
    if rows:
        is_postgresql = tx.get_bind().dialect.name == "postgresql"
        add = postgresql.insert(Obligation) if is_postgresql else sqlite.insert(Obligation)
        keys = ["form_id", "kampung_id", "period"]
        tx.connection().execute(add.on_conflict_do_nothing(index_elements=keys), rows)


def void(tx: Transaction, kampung_id: int) -> list[int]:
    """Nobody owes any more what the kampung has not reported. Returns the ids."""
    rows = tx.exec(select(Obligation).where(Obligation.kampung_id == kampung_id, Obligation.state == "waiting")).all()
    for row in rows:
        row.state = "void"
        tx.add(row)
    return [row.id for row in rows if row.id is not None]


def without_officer(tx: Transaction, roles: tuple[str, ...], at: datetime) -> Sequence[Obligation]:
    """What is still owed by nobody, or by somebody who no longer holds any of the roles there."""
    place = col(Membership.area_code)
    holds = (
        select(Membership.id)
        .where(Membership.person_id == Obligation.person_id, col(Membership.role).in_(roles), Membership.since <= at)
        .where(or_(col(Membership.until).is_(None), col(Membership.until) > at))
        .where(
            or_(
                Membership.kampung_id == Obligation.kampung_id,
                col(Membership.kampung_id).is_(None)
                & or_(
                    place == "",
                    place == Obligation.area_code,
                    col(Obligation.area_code).startswith(place + literal(".")),
                ),
            )
        )
    )
    return tx.exec(
        select(Obligation)
        .where(Obligation.state == "waiting", Obligation.lock_at > at, ~holds.exists())
        .order_by(col(Obligation.id))
    ).all()


def still_waiting(tx: Transaction, scope: Scope, at: datetime) -> Sequence[Obligation]:
    """What is owed in the scope and not yet closed, opened or soon to be."""
    return tx.exec(
        select(Obligation)
        .where(Obligation.state == "waiting", Obligation.lock_at > at)
        .where(scope.covers(Obligation.area_code, Obligation.kampung_id))
        .order_by(col(Obligation.id))
    ).all()


def of_period(tx: Transaction, scope: Scope, form_id: str, period: str) -> Sequence[Obligation]:
    """All obligations of the form and period in the scope, met or not, by area."""
    return tx.exec(
        select(Obligation)
        .where(Obligation.form_id == form_id, Obligation.period == period, Obligation.state != "void")
        .where(scope.covers(Obligation.area_code, Obligation.kampung_id))
        .order_by(Obligation.area_code, col(Obligation.id))
    ).all()


def shares(tx: Transaction, scope: Scope, form_id: str, until: str, limit: int) -> list[Share]:
    """The last `limit` periods up to and with `until`, the oldest first."""
    reported = func.sum(case((col(Obligation.state) == "waiting", 0), else_=1))
    found = tx.exec(
        select(Obligation.period, func.count(), reported)
        .where(Obligation.form_id == form_id, Obligation.period <= until, Obligation.state != "void")
        .where(scope.covers(Obligation.area_code, Obligation.kampung_id))
        .group_by(Obligation.period)
        .order_by(col(Obligation.period).desc())
        .limit(limit)
    ).all()
    return [Share(period, expected, int(done)) for period, expected, done in reversed(found)]
