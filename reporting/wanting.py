"""Wanting: planned reminders follow the hour that their person chooses, and the days off."""

from __future__ import annotations

from models import person, reminder
from models.database import Transaction
from models.person import Person
from reporting import days_off, following
from reporting.days_off import Calendar
from reporting.reminder_round import step_of

PEOPLE = 200  # replanned in one transaction


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
        step = step_of(row)
        if step is None or row.due_at <= tx.now:
            continue
        slot = following.slot_of(who, owed, step, book)
        if slot > tx.now and slot != row.due_at:
            row.due_at = slot
            tx.add(row)
            moved += 1
    return moved
