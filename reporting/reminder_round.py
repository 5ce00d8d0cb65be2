"""A round of reminders: what is known of some people, and what becomes of the reminders that are due for them.

Everything is decided here, in plain functions over values that were read before with one query each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from models import chat as chats
from models import obstacle, outbound_message, reminder
from models.chat import Chat
from models.database import Transaction
from models.obligation import Obligation
from models.person import Person
from models.reminder import Reminder
from reporting import days_off, due, quiet
from reporting.days_off import DAY, Calendar
from reporting.preferences import Preferences, preferences
from reporting.quiet import Reader

MOST_A_MONTH = 8  # over all forms; who gets more stops reading them
MOST_A_CYCLE = 5  # for one report
MONTH = timedelta(days=32)
PREFIX = "reminders:"

Due = tuple[Reminder, Obligation]
# What becomes of a reminder: it goes out at that moment (now is one), or falls away. `cancelled`: nobody needs or wants
# it; `missed`: it could not be said, so the next one says it.
Fate = datetime | Literal["cancelled", "missed"]


@dataclass(frozen=True, slots=True)
class Known:
    """One person. `is_stuck` says that an obstacle keeps them, `was_reminded` that today's message is queued already,
    `this_month` how many messages they got this month, `told` how many about each obligation; `days` are
    the days off everywhere."""

    who: Person
    chosen: Preferences
    chat: Chat | None
    is_stuck: bool
    was_reminded: bool
    this_month: int
    told: Mapping[int, int]
    days: Calendar

    def reader(self, area_code: str) -> Reader:
        """The person as the quiet time sees them, about something in that area."""
        return Reader(self.who.zone, area_code, self.chosen.quiet)


def load(tx: Transaction, people: Sequence[Person], rows: Sequence[Due], at: datetime) -> list[Known]:
    """What the decisions about those people and their reminders rest on."""
    ids = [who.id or 0 for who in people]
    reached, stuck = chats.of_people(tx, ids), obstacle.held_up(tx, ids, at)
    used = outbound_message.used(tx, [key(who, at) for who in people])
    told: dict[int, dict[int, int]] = {one: {} for one in ids}
    for (owed, person_id), count in reminder.counts_sent(tx, [owed.id or 0 for _, owed in rows]).items():
        told.setdefault(person_id, {})[owed] = count
    months, days = _months(tx, people, at), days_off.load(tx)
    return [
        Known(
            who=who,
            chosen=preferences(who),
            chat=reached.get(number),
            is_stuck=number in stuck,
            was_reminded=key(who, at) in used,
            this_month=months[number],
            told=told[number],
            days=days,
        )
        for number, who in zip(ids, people, strict=True)
    ]


def key(who: Person, at: datetime) -> str:
    """Of the one message a day."""
    return f"{PREFIX}{who.id}:{due.today(at, who.zone)}"


def fate(known: Known, row: Reminder, owed: Obligation, at: datetime) -> Fate:
    """What becomes of one of the person's reminders, whose moment has come. What is overdue waits until a leave is
    over, but can't be switched off."""
    step = step_of(row)
    if not _stands(row, owed, at) or (step is not None and not known.chosen.wants(step)):
        return "cancelled"
    if step is not None and known.chosen.is_away(due.today(at, known.who.zone)):
        return _back(known, owed) if step > 0 else "cancelled"
    if known.is_stuck:
        return "cancelled"
    return (
        next_moment(known, owed.area_code, at)
        if due.is_open(row.due_at, at) and _may_be_told(known, owed)
        else "missed"
    )


def next_moment(known: Known, area_code: str, at: datetime) -> datetime:
    """The moment itself when the person may be reminded then of something there; else when they may. What has to wait
    for another part of the day waits for the person's hour, and becomes one message with what is due then."""
    where = known.reader(area_code)
    free = quiet.following("reminder", at, where, known.days)
    if free == at:
        return at
    return max(free, quiet.slot(due.today(free, where.zone), known.chosen.hour, where, known.days))


def step_of(row: Reminder) -> int | None:
    """Days from the due day; None for what the person or a coordinator asked for."""
    try:
        return int(row.step)
    except ValueError:
        return None


def _stands(row: Reminder, owed: Obligation, at: datetime) -> bool:
    """Still owed, by the same person, and not closed."""
    return owed.state == "waiting" and owed.person_id == row.person_id and owed.lock_at > at


def _back(known: Known, owed: Obligation) -> datetime:
    """When a person on leave is first reminded after it: on a working day."""
    chosen, where = known.chosen, known.reader(owed.area_code)
    assert chosen.away_until is not None
    return quiet.slot(quiet.first_working(chosen.away_until + DAY, where, known.days), chosen.hour, where, known.days)


def _may_be_told(known: Known, owed: Obligation) -> bool:
    """Once a day, and no more than somebody reads."""
    is_enough = known.was_reminded or known.this_month >= MOST_A_MONTH
    return known.chat is not None and not is_enough and known.told.get(owed.id or 0, 0) < MOST_A_CYCLE


def _months(tx: Transaction, people: Sequence[Person], at: datetime) -> Counter[int]:
    """How many messages of the calendar each got this month."""
    first = {who.id: due.moment(due.today(at, who.zone).replace(day=1), time(0), who.zone) for who in people}
    sent = outbound_message.moments(tx, PREFIX, [who.id or 0 for who in people], at - MONTH)
    return Counter(person_id for person_id, moment in sent if moment >= first[person_id])
