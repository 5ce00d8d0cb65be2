"""Obligation: who owes which form for which unit and period. How many there are is kept in `tally`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import case, func, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, UniqueConstraint, col, or_, select

from models.columns import Json, by_area
from models.database import Transaction
from models.membership import Membership
from models.scope import Scope

NOT_ASKED = ("excused", "void")  # states of what nobody waits for
UNPLANNED = "NOT is_planned AND state = 'waiting'"  # word for word in index and query, or SQLite does not use it


class Obligation(SQLModel, table=True):
    """`unit` is what owes: kampung:12, poktan:3, officer:7, family:9, region:13.72 or plan:KB-7F3A9.2, with the place
    it belongs to (`kampung_id` None for officers and regions) and its `zone`. `person_id` is who is responsible now,
    None where there is nobody.

    `state` is waiting, sent, returned, accepted, excused or void (its unit is no more); it is written by
    `reporting/ledger.py` alone, which keeps the counts. Late and locked are read off the times. What happened stays:
    `sent_at` is when it first came, and what was late then was late."""

    __tablename__ = "obligation"
    __table_args__ = (
        UniqueConstraint("form_id", "unit", "period"),
        by_area("ix_obligation_area_code"),
        by_area("ix_obligation_slot", "period", "form_id"),
        by_area("ix_obligation_standing", "state"),
        sa.Index(
            "ix_obligation_unplanned",
            "schedule_id",
            sqlite_where=sa.text(UNPLANNED),
            postgresql_where=sa.text(UNPLANNED),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    schedule_id: int = Field(foreign_key="schedule.id")
    form_id: str = Field(max_length=255)
    unit: str = Field(index=True, max_length=40)
    kampung_id: int | None = Field(default=None, foreign_key="kampung.id", index=True)
    area_code: str = Field(max_length=13)
    zone: str = Field(default="Asia/Jakarta", max_length=32)
    period: str = Field(max_length=10)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: str = Field(default="waiting", max_length=10)
    submission_id: int | None = Field(default=None, foreign_key="submission.id", index=True)
    opens_at: datetime
    due_at: datetime = Field(index=True)
    late_at: datetime
    lock_at: datetime
    sent_at: datetime | None = None
    accepted_at: datetime | None = None
    excused_at: datetime | None = None
    excused_by_id: int | None = Field(default=None, foreign_key="person.id")
    excused_why: str = ""
    # Whether reminders of its person are planned; what lacks them is found by the index.
    is_planned: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})


def give(tx: Transaction, row: Obligation, person_id: int | None) -> None:
    """The person is responsible from now on; their reminders are to be planned."""
    if row.person_id != person_id:
        row.person_id, row.is_planned = person_id, False
        tx.add(row)


def unplanned(tx: Transaction, schedule_id: int, limit: int) -> Sequence[Obligation]:
    """What is owed by somebody under the schedule, and whose reminders are not planned yet."""
    return tx.exec(
        select(Obligation)
        .where(Obligation.schedule_id == schedule_id, sa.text(UNPLANNED), col(Obligation.person_id).is_not(None))
        .order_by(col(Obligation.id))
        .limit(limit)
    ).all()


def planned(tx: Transaction, ids: Sequence[int]) -> None:
    """Their reminders are planned."""
    if ids:
        tx.connection().execute(sa.update(Obligation).where(col(Obligation.id).in_(ids)).values(is_planned=True))


def plan_again(tx: Transaction, schedule_id: int) -> None:
    """The schedule's steps have changed: reminders that are there stay, others are added."""
    mine = (col(Obligation.schedule_id) == schedule_id, col(Obligation.state) == "waiting")
    tx.connection().execute(sa.update(Obligation).where(*mine).values(is_planned=False))


def kampung_unit(kampung_id: int) -> str:
    """The kampung itself, as a unit."""
    return f"kampung:{kampung_id}"


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


def of_slot(tx: Transaction, form_id: str, kampung_id: int, period: str, unit: str = "") -> Obligation | None:
    """Of the kampung itself, or of a unit in it."""
    wanted = unit or kampung_unit(kampung_id)
    return tx.exec(
        select(Obligation).where(Obligation.form_id == form_id, Obligation.unit == wanted, Obligation.period == period)
    ).first()


def of_unit(tx: Transaction, form_id: str, unit: str) -> Sequence[Obligation]:
    """All that the unit owes or has sent on the form, the earliest due first."""
    return tx.exec(
        select(Obligation)
        .where(Obligation.form_id == form_id, Obligation.unit == unit)
        .order_by(col(Obligation.due_at), col(Obligation.id))
    ).all()


def met_by(tx: Transaction, submission_id: int) -> Obligation | None:
    """What that report was sent for."""
    return tx.exec(select(Obligation).where(Obligation.submission_id == submission_id)).first()


def of_units(tx: Transaction, form_id: str, period: str, units: Sequence[str]) -> set[str]:
    """Those of the units that have an obligation for the period, of whatever state."""
    found: set[str] = set()
    for start in range(0, len(units), 5_000):
        part = units[start : start + 5_000]
        mine = (Obligation.form_id == form_id, Obligation.period == period, col(Obligation.unit).in_(part))
        found.update(tx.exec(select(Obligation.unit).where(*mine)))
    return found


def of_area(tx: Transaction, form_id: str, area_code: str, period: str) -> Sequence[Obligation]:
    """What is or was owed for the period in the area, whatever became of it: for whoever changes its days."""
    return tx.exec(
        select(Obligation)
        .where(Obligation.form_id == form_id, Obligation.period == period)
        .where(Scope((area_code,)).covers(Obligation.area_code, Obligation.kampung_id))
        .order_by(Obligation.area_code, col(Obligation.id))
    ).all()


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
        select(Obligation).where(*_missing(scope, at)).order_by(Obligation.area_code, col(Obligation.id))
    ).all()


class Lacking(NamedTuple):
    """How many are owed of a form and period in an area, which its code's first letters name."""

    period: str
    form_id: str
    area_code: str
    owed: int


def lacking(tx: Transaction, scope: Scope, at: datetime, letters: int) -> list[Lacking]:
    """What `missing` would list, counted."""
    part = func.substr(Obligation.area_code, 1, letters)
    rows = tx.connection().execute(
        sa.select(col(Obligation.period), col(Obligation.form_id), part, func.count())
        .where(*_missing(scope, at))
        .group_by(col(Obligation.period), col(Obligation.form_id), part)
    )
    return [Lacking(*row) for row in rows]


def count_debtors(tx: Transaction, scope: Scope, at: datetime, but: int | None) -> int:
    """How many people owe it, that one aside."""
    found = sa.select(func.count(sa.distinct(col(Obligation.person_id)))).where(*_missing(scope, at))
    return int(tx.connection().execute(found.where(col(Obligation.person_id) != (but or 0))).scalar_one())


def count_missing(tx: Transaction, scope: Scope, at: datetime) -> int:
    return int(tx.connection().execute(sa.select(func.count()).where(*_missing(scope, at))).scalar_one())


def _missing(scope: Scope, at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    owed = (col(Obligation.state) == "waiting", col(Obligation.opens_at) <= at, col(Obligation.lock_at) > at)
    return (*owed, scope.covers(Obligation.area_code, Obligation.kampung_id))


class Standing(NamedTuple):
    """How a kampung stands with a period."""

    kampung_id: int
    period: str
    state: str
    sent_at: datetime | None
    due_at: datetime
    lock_at: datetime


def standings(tx: Transaction, scope: Scope, form_id: str, periods: Sequence[str]) -> list[Standing]:
    """What the kampung in the scope owe or have sent for these periods; what is void is left out."""
    rows = tx.connection().execute(
        sa.select(*(getattr(Obligation, name) for name in Standing._fields))
        .where(col(Obligation.form_id) == form_id, col(Obligation.period).in_(periods))
        .where(col(Obligation.state) != "void", col(Obligation.kampung_id).is_not(None))
        .where(scope.covers(Obligation.area_code, Obligation.kampung_id))
    )
    return [Standing(*row) for row in rows]


class Share(NamedTuple):
    """How many of how many reported for a period."""

    period: str
    expected: int
    reported: int


def open_all(tx: Transaction, rows: list[dict[str, Json]]) -> None:
    """Adds obligations, each a mapping of columns; those that are there already stay as they are."""
    if rows:
        is_postgresql = tx.get_bind().dialect.name == "postgresql"
        add = postgresql.insert(Obligation) if is_postgresql else sqlite.insert(Obligation)
        keys = ["form_id", "unit", "period"]
        tx.connection().execute(add.on_conflict_do_nothing(index_elements=keys), rows)


def waiting_of_kampung(tx: Transaction, kampung_id: int) -> Sequence[Obligation]:
    """What the kampung, and every unit in it, has not reported."""
    return tx.exec(select(Obligation).where(Obligation.kampung_id == kampung_id, Obligation.state == "waiting")).all()


def not_yet_late(tx: Transaction, unit: str, at: datetime) -> Sequence[Obligation]:
    """What the unit has not reported and is not late with then."""
    waiting = (Obligation.unit == unit, Obligation.state == "waiting", Obligation.late_at > at)
    return tx.exec(select(Obligation).where(*waiting)).all()


def without_officer(
    tx: Transaction, roles: tuple[str, ...], at: datetime, after: int, limit: int
) -> tuple[Sequence[Obligation], int | None]:
    """Of the next open obligations after that id those that are owed by nobody, or by somebody who holds none of the
    roles there; and the last id looked at, None when there is none beyond."""
    waiting = (Obligation.state == "waiting", Obligation.lock_at > at, col(Obligation.id) > after)
    ids = tx.exec(select(Obligation.id).where(*waiting).order_by(col(Obligation.id)).limit(limit)).all()
    last = ids[-1] if len(ids) == limit else None
    until = (col(Obligation.id) <= last,) if last is not None else ()
    lacking = select(Obligation).where(*waiting, *until, ~_holds(roles, at)).order_by(col(Obligation.id))
    return tx.exec(lacking).all(), last


def _holds(roles: tuple[str, ...], at: datetime) -> sa.ColumnElement[bool]:
    """The person responsible holds one of the roles there."""
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
    return holds.exists()


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
