"""Rescheduling: other days for one period, as when a holiday comes between, or for every period from the next on.

What is owed and still open follows. What was late when somebody gave more time stays late: only its lock moves. What
was sent stays as it was, in time or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from models import audit_event, obligation, reminder
from models.database import Transaction
from models.obligation import Obligation
from models.schedule import Schedule
from models.schedule_change import ScheduleChange
from reporting import days_off, due, following, periods, scheduling
from reporting.due import Instead
from reporting.periods import Cadence
from reporting.scheduling import Schedules


class ScheduleError(ValueError):
    """What can't be set so; `code` is nothing_owed, order, past or reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Followed:
    """What a change of one period moves: how many obligations, and whose they are."""

    change: ScheduleChange
    obligations: int
    people: tuple[int, ...]


def later(row: Schedule, period: str, days: int, before: Instead | None = None) -> Instead:
    """The period's days, so many days later."""
    said, more = scheduling.terms(row), timedelta(days=days)
    then = before or Instead()
    return Instead(
        (then.due_on or due.day_of(period, said.due_day, said)) + more,
        (then.late_on or due.day_of(period, said.late_day, said)) + more,
        (then.lock_on or due.day_of(period, said.lock_day, said)) + more,
    )


def extend(
    tx: Transaction, by: int | None, form_id: str, area_code: str, period: str, instead: Instead, reason: str
) -> Followed:
    """Other days for the period in the area, from now on. Raises ScheduleError."""
    row = _checked(tx, form_id, area_code, period, instead, reason)
    told: dict[str, Any] = {"due_on": instead.due_on, "late_on": instead.late_on, "lock_on": instead.lock_on}
    about = {"form_id": form_id, "area_code": area_code, "period": period, "reason": " ".join(reason.split())}
    change = ScheduleChange(**(about | told), person_id=by, created_at=tx.now)
    tx.add(change)
    tx.flush()
    days = {name: day.isoformat() for name, day in told.items() if day is not None}
    audit_event.log(tx, by, "schedule.extended", "schedule", row.id, area=area_code, period=period, **days)
    followed = _follow(tx, form_id, area_code, period)
    people = sorted({one.person_id for one in followed if one.person_id is not None})
    return Followed(change, len(followed), tuple(people))


def open_in(tx: Transaction, form_id: str, area_code: str, period: str) -> Sequence[Obligation]:
    """What would follow a change: what is owed there and not yet sent, excused or void."""
    return [one for one in obligation.of_area(tx, form_id, area_code, period) if one.state == "waiting"]


def change(tx: Transaction, by: int | None, form_id: str, area_code: str, values: Mapping[str, Any]) -> Schedule:
    """Other terms in the area (`due_day`, `late_day`, ...) from the first period on that is not open yet; what is open
    stays. Raises ScheduleError."""
    book = Schedules(tx)
    before = book.of(form_id, area_code, due.today(tx.now, due.WIB))
    if before is None:
        raise ScheduleError("nothing_owed")
    try:
        terms = scheduling.changed(scheduling.terms(before), values)
    except ValueError:
        raise ScheduleError("order") from None
    first = book.first_unopened(before, tx.now)
    row = _from_then(tx, before, area_code, first)
    for name in scheduling.TERMS:
        setattr(row, name, getattr(terms, name))
    tx.add(row)
    tx.flush()
    audit_event.log(tx, by, "schedule.changed", "schedule", row.id, area=area_code, since=row.since, **values)
    return row


def owe(tx: Transaction, by: int | None, form_id: str, area_code: str, cadence: Cadence, **more: Any) -> Schedule:
    """A form begins to be owed in the area, from the running period on; `more` are columns of the schedule. For whoever
    publishes a form. One that the area has already ends before."""
    since = periods.containing(cadence, due.today(tx.now, due.WIB))
    columns: dict[str, Any] = {"since": since, "steps": list(due.steps_of(cadence)), **more}
    row = Schedule(form_id=form_id, area_code=area_code, cadence=cadence, **columns)
    if not scheduling.terms(row).is_in_order:
        raise ScheduleError("order")
    tx.add(row)
    tx.flush()
    audit_event.log(tx, by, "schedule.made", "schedule", row.id, area=area_code, since=row.since)
    return row


def _checked(tx: Transaction, form_id: str, area_code: str, period: str, instead: Instead, reason: str) -> Schedule:
    told = periods.span(period)
    row = Schedules(tx).of(form_id, area_code, told.last) if told else None
    if row is None or told is None or row.cadence != told.cadence:
        raise ScheduleError("nothing_owed")
    window = due.window(period, due.WIB, scheduling.terms(row), instead)
    if not window.due_at < window.late_at < window.lock_at:
        raise ScheduleError("order")
    if window.lock_at <= tx.now:
        raise ScheduleError("past")
    if not reason.strip():
        raise ScheduleError("reason")
    return row


def _follow(tx: Transaction, form_id: str, area_code: str, period: str) -> list[Obligation]:
    """The open obligations get the days that hold now, their reminders too."""
    book = Schedules(tx)
    rows = {row.id: row for row in book.rows}
    found = list(open_in(tx, form_id, area_code, period))
    for owed in found:
        window = book.window(rows[owed.schedule_id], period, owed.area_code, owed.zone)
        if owed.late_at > tx.now:
            owed.due_at, owed.late_at = window.due_at, window.late_at
        owed.lock_at = window.lock_at
        tx.add(owed)
    tx.flush()
    calendar = days_off.load(tx)
    for planned, owed, who in reminder.planned_of(tx, [one.id or 0 for one in found]):
        slot = following.slot_of(who, owed, int(planned.step), calendar) if _is_step(planned.step) else planned.due_at
        if slot > tx.now:
            planned.due_at = slot
            tx.add(planned)
    tx.flush()
    return found


def _is_step(step: str) -> bool:
    """Whether the calendar planned it, and no coordinator."""
    return step.removeprefix("-").isdecimal()


def _from_then(tx: Transaction, before: Schedule, area_code: str, first: str) -> Schedule:
    """The schedule of exactly that area from the period on: the same row where none of its periods is open."""
    if before.area_code == area_code and before.since >= first:
        return before
    columns = before.model_dump(exclude={"id", "area_code", "since", "until"})
    if before.area_code == area_code:
        before.until = periods.before(first)
        tx.add(before)
    return Schedule(**columns, area_code=area_code, since=first)
