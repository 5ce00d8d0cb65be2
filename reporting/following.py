"""Following: what is owed gets its officer, and what the officer is reminded of gets planned. In pieces, driven by what
has changed: a country has hundreds of thousands of open reports, and most minutes nobody comes or goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from models import leadership, membership, obligation, person, reminder
from models.database import Transaction
from models.obligation import Obligation
from models.person import Person
from models.schedule import Schedule
from models.scope import Scope
from reporting import days_off, due, quiet
from reporting.access import REPORTERS
from reporting.days_off import Calendar
from reporting.preferences import reader
from reporting.responsible import Responsible, reassign
from reporting.scheduling import Schedules

PIECE = 2_000  # obligations of one transaction
OVERLAP = timedelta(minutes=5)  # a transaction that began before the last tick may have been stored after it


def follow(tx: Transaction, at: datetime) -> None:
    """All of it in one transaction."""
    for piece in (assign_some, plan_some):
        after: int | None = 0
        while after is not None:
            after = piece(tx, at, after)


def assign_some(tx: Transaction, at: datetime, after: int) -> int | None:
    """A piece (`ticking.py`): officers come and go while a report is owed. Where a role began or ended since the last
    tick, and once a day everywhere."""
    last = leadership.find(tx)
    since = last.ticked_at if last is not None else None
    if after == 0:
        _follow_changes(tx, (since or at - due.GRACE) - OVERLAP, at)
    is_new_day = since is None or due.today(since, due.WIT) != due.today(at, due.WIT)
    return _look_everywhere(tx, at, after) if is_new_day else None


def plan_some(tx: Transaction, at: datetime, after: int) -> int | None:
    """A piece: reminders for what was opened, or given to somebody, since they were planned."""
    calendar, left = days_off.load(tx), PIECE
    for row in Schedules(tx).rows:
        if row.steps and left > 0:
            left -= _plan(tx, row, calendar, left)
    return after + 1 if left <= 0 else None


def slot_of(who: Person, owed: Obligation, step: int, book: Calendar) -> datetime:
    """When the person is reminded of it, `step` days from its due day: on a working day, outside the quiet time."""
    where = reader(who, owed.area_code)
    days = (due.today(owed.due_at, owed.zone), due.today(owed.opens_at, owed.zone))
    return quiet.slot(quiet.step_day(*days, step, where, book), who.reminder_hour, where, book)


def _follow_changes(tx: Transaction, since: datetime, at: datetime) -> None:
    changed = membership.changed(tx, since, at)
    areas = {one.area_code for one in changed if one.kampung_id is None}
    places = {one.kampung_id for one in changed if one.kampung_id is not None}
    if changed:
        reassign(tx, Scope(tuple(sorted(areas)), tuple(sorted(places))), at)


def _look_everywhere(tx: Transaction, at: datetime, after: int) -> int | None:
    found, last = obligation.without_officer(tx, REPORTERS, at, after, PIECE)
    people = Responsible(tx, at)
    for row in found:
        obligation.give(tx, row, people.owing(row.form_id, row.unit, row.kampung_id, row.area_code))
    tx.flush()
    return last


def _plan(tx: Transaction, row: Schedule, calendar: Calendar, limit: int) -> int:
    lacking = obligation.unplanned(tx, row.id or 0, limit)
    officers = person.of_ids(tx, {owed.person_id for owed in lacking if owed.person_id is not None})
    steps = [int(step) for step in row.steps or ()]
    planned = [told for owed in lacking for told in _steps(owed, officers[owed.person_id or 0], steps, calendar)]
    reminder.plan(tx, planned)
    obligation.planned(tx, [owed.id or 0 for owed in lacking])
    return len(lacking)


def _steps(owed: Obligation, who: Person, steps: Sequence[int], calendar: Calendar) -> Iterable[dict[str, Any]]:
    for step in steps:
        slot = slot_of(who, owed, step, calendar)
        yield {"obligation_id": owed.id, "step": str(step), "person_id": who.id, "due_at": slot, "state": "planned"}
