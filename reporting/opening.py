"""Opening: schedules become obligations, obligations become planned reminders. All rows, all harmless to repeat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from models import obligation, person, reminder, schedule
from models.database import Transaction
from models.kampung import Kampung
from models.obligation import Obligation
from models.person import Person
from models.schedule import Schedule
from reporting import due, rolling_up
from reporting.access import FILERS
from reporting.preferences import preferences
from reporting.programme import BULANAN, previous_month
from reporting.responsible import Responsible

DUE_DAY, LATE_DAY, LOCK_DAY = 5, 11, 15
STEPS = (-1, 0, 1)


def ensure_schedules(tx: Transaction, since: str) -> None:
    """The programme's default: the monthly report, in the whole country, owed from that period ("2026-04") on."""
    if schedule.of_form(tx, BULANAN) is None:
        tx.add(
            Schedule(
                form_id=BULANAN,
                cadence="monthly",
                due_day=DUE_DAY,
                late_day=LATE_DAY,
                lock_day=LOCK_DAY,
                steps=list(STEPS),
                since=since,
            )
        )
        tx.flush()


def open_period(tx: Transaction, period: str) -> int:
    """Opens the obligations of that period for every schedule and active kampung, however long ago it was; how many.
    The officers are those of the transaction's time."""
    return sum(_open(tx, row, period, tx.now) for row in schedule.all_of(tx) if row.since <= period)


def open_ahead(tx: Transaction, at: datetime) -> None:
    """Opens what opens soon, gives every open obligation its officer, and plans what they are reminded of."""
    for row in schedule.all_of(tx):
        for period in periods(row, at):
            _open(tx, row, period, at)
    _assign(tx, at)
    for row in schedule.all_of(tx):
        _plan(tx, row, at)


def periods(row: Schedule, at: datetime) -> list[str]:
    """The periods of the schedule whose obligations are rows at that moment and not yet closed."""
    last = due.running(at)
    return [period for period in (last, due.next_period(last)) if row.since <= period and _is_current(row, period, at)]


def next_opening(row: Schedule, after: datetime) -> datetime:
    """When the schedule next makes obligations."""
    period = max(row.since, previous_month(due.running(after)))
    while due.opened_ahead_at(period) <= after:
        period = due.next_period(period)
    return due.opened_ahead_at(period)


def due_after(tx: Transaction, done: Obligation, zone: str) -> tuple[str, datetime]:
    """The period after the one of that obligation, and when its report is due."""
    row, period = schedule.get(tx, done.schedule_id), due.next_period(done.period)
    return period, due.window(period, zone, row.due_day, row.late_day, row.lock_day).due_at


def _is_current(row: Schedule, period: str, at: datetime) -> bool:
    lock_at = due.window(period, due.WIB, row.due_day, row.late_day, row.lock_day).lock_at
    return due.opened_ahead_at(period) <= at < lock_at


def _open(tx: Transaction, row: Schedule, period: str, at: datetime) -> int:
    unopened = obligation.unopened(tx, row.form_id, period, row.area_code)
    if unopened:
        officers = Responsible(tx, at)
        obligation.open_all(tx, [_columns(row, period, place, officers) for place in unopened])
        rolling_up.opened(tx, row.form_id, period, [place.village_code for place in unopened])
    return len(unopened)


def _columns(row: Schedule, period: str, place: Kampung, officers: Responsible) -> dict[str, Any]:
    window = due.window(period, place.zone, row.due_day, row.late_day, row.lock_day)
    return {
        "schedule_id": row.id,
        "form_id": row.form_id,
        "kampung_id": place.id,
        "area_code": place.village_code,
        "period": period,
        "person_id": officers.officer(row.form_id, place.id or 0, place.village_code),
        "state": "waiting",
        "opens_at": window.opens_at,
        "due_at": window.due_at,
        "late_at": window.late_at,
        "lock_at": window.lock_at,
    }


def _assign(tx: Transaction, at: datetime) -> None:
    """Officers come and go while a report is owed."""
    orphans = obligation.without_officer(tx, FILERS, at)
    if not orphans:
        return
    officers = Responsible(tx, at)
    for row in orphans:
        found = officers.officer(row.form_id, row.kampung_id, row.area_code)
        if found != row.person_id:
            row.person_id = found
            tx.add(row)
    tx.flush()


def _plan(tx: Transaction, row: Schedule, at: datetime) -> None:
    steps = [str(step) for step in row.steps or ()]
    lacking = reminder.unplanned(tx, row.id or 0, steps, at)
    reminder.plan(tx, [columns for owed in lacking for columns in _steps(tx, row, owed, steps)])


def _steps(tx: Transaction, row: Schedule, owed: Obligation, steps: Sequence[str]) -> Iterable[dict[str, Any]]:
    who = person.get(tx, owed.person_id or 0)
    for step in steps:
        slot = slot_of(who, owed.period, row.due_day, int(step))
        yield {"obligation_id": owed.id, "step": step, "person_id": who.id, "due_at": slot, "state": "planned"}


def slot_of(who: Person, period: str, due_day: int, step: int) -> datetime:
    """When the person is reminded of the period, `step` days from its due day."""
    return due.reminder_slot(period, due_day, step, who.reminder_hour, who.zone, preferences(who).quiet)
