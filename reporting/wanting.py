"""Wanting: which reminders a person wants now. What is overdue can wait, but not be switched off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from models import person, reminder
from models.database import Transaction
from models.obligation import Obligation
from models.person import Person
from models.reminder import Reminder
from reporting import days_off, due, opening
from reporting.days_off import Calendar
from reporting.preferences import Preferences, preferences

Due = tuple[Reminder, Obligation]
PEOPLE = 200  # replanned in one transaction


def wanted(tx: Transaction, who: Person, rows: Sequence[Due], at: datetime) -> list[Due]:
    """Those of the person's planned reminders that may go out now; the others are settled. On leave what is overdue
    waits for the day after, what lies before the due day falls away."""
    chosen = preferences(who)
    if chosen.is_away(due.today(at, who.zone)):
        planned = [(row, step) for row, _ in rows if (step := _step(row)) is not None]
        reminder.settle(tx, [row for row, step in planned if step <= 0], "cancelled")
        reminder.postpone(tx, [row for row, step in planned if step > 0], _return(chosen, who.zone))
        return [one for one in rows if _step(one[0]) is None]
    unwanted = [row for row, _ in rows if not _is_wanted(chosen, row)]
    reminder.settle(tx, unwanted, "cancelled")
    return [one for one in rows if one[0] not in unwanted]


def replan(tx: Transaction, who: Person) -> None:
    """The person's planned reminders at the hours chosen now. A slot that would lie in the past stays as it was."""
    _replan(tx, who, days_off.load(tx))


def replan_some(tx: Transaction, after: int) -> tuple[int, int | None]:
    """The same for the next people after that id, whose days off have changed: how many reminders moved, and the last
    person looked at, None when there is nobody beyond."""
    people, book = reminder.people_planned(tx, after, PEOPLE), days_off.load(tx)
    moved = sum(_replan(tx, person.get(tx, one), book) for one in people)
    return moved, people[-1] if people else None


def _replan(tx: Transaction, who: Person, book: Calendar) -> int:
    moved = 0
    for row, owed in reminder.planned_for(tx, who.id or 0):
        step = _step(row)
        if step is None or row.due_at <= tx.now:
            continue
        slot = opening.slot_of(who, owed, step, book)
        if slot > tx.now and slot != row.due_at:
            row.due_at = slot
            tx.add(row)
            moved += 1
    return moved


def _is_wanted(chosen: Preferences, row: Reminder) -> bool:
    step = _step(row)
    return step is None or chosen.wants(step)


def _step(row: Reminder) -> int | None:
    """Days from the due day; None for what the person or a coordinator asked for."""
    try:
        return int(row.step)
    except ValueError:
        return None


def _return(chosen: Preferences, zone: str) -> datetime:
    """When the person is first reminded after the leave."""
    assert chosen.away_until is not None
    return due.moment(chosen.away_until + timedelta(days=1), due.waking(chosen.hour, chosen.quiet), zone)
