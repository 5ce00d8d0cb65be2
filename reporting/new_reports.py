"""What is new in a coordinator's queue: one line a day at most, on working days at the hour they chose, and only if
something came since they were last told. On the week's first working day its summary tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from models import leadership, membership, outbound_message, submission
from models.database import Transaction
from reporting import due, mornings, notices, overseeing, pushing, quiet
from reporting.access import LEADS
from reporting.days_off import DAY, Calendar, load
from reporting.overseeing import Coordinator
from reporting.preferences import preferences
from reporting.pushing import Push
from reporting.quiet import Reader
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

LOOKED_AT = 50  # people in one transaction


class NewReports:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def tell_some(self, tx: Transaction, at: datetime, after: int) -> int | None:
        """A piece of the tick: some of those whose hour has come since the last one; the last id looked at, None when
        nobody is left or it is nobody's hour."""
        book = load(tx)
        since = leadership.looked_since(tx, at, due.GRACE)
        if after == 0 and not due.has_come_up(_slots(tx, at, book), since, at):
            return None
        found, beyond = overseeing.coordinators(tx, at, after, LOOKED_AT)
        for who in found:
            self._tell(tx, who, book, at)
        return beyond

    def next_due(self, tx: Transaction, after: datetime) -> datetime | None:
        """When somebody is next told, after that moment, while anything waits."""
        if not submission.is_any_waiting(tx):
            return None
        slots = [slot for day in (after, after + DAY) for slot in _slots(tx, day, load(tx))]
        return min((slot for slot in slots if slot > after), default=None)

    def _tell(self, tx: Transaction, who: Coordinator, book: Calendar, at: datetime) -> None:
        """Not on leave, and not to who wants few reminders: Monday's summary says it."""
        chosen, day = preferences(who.person), due.today(at, who.person.zone)
        reader = replace(who.where, night=chosen.quiet)
        key = f"arrived:{who.id}:{day}"
        slot = _slot(day, chosen.hour, reader, book)
        if slot is None or not due.is_open(slot, at) or chosen.is_away(day) or chosen.reminders == "few":
            return
        count = submission.count_waiting_since(tx, who.scope, _before(day, chosen.hour, reader, book))
        if count and not outbound_message.has(tx, key):
            language = who.chat.language
            ways = (("queue", "q::next"), ("menu", "m::menu"))
            row = tuple((Button(self._texts.word(language, word), tap),) for word, tap in ways)
            screen = Screen("coordinate/arrived", {"count": count}, row)
            pushing.enqueue(tx, self._texts, who.chat, Push(key, "notice", screen), notices.when(who.chat, at))


def _slots(tx: Transaction, at: datetime, book: Calendar) -> list[datetime]:
    """Those of the day, for every hour and zone that coordinators have, and wherever days off differ."""
    habits = membership.hours(tx, LEADS, at)
    found = {
        _slot(due.today(at, zone), hour, where, book)
        for zone, hour in habits
        for where in mornings.readers([zone], book)
    }
    return [slot for slot in found if slot is not None]


def _slot(day: date, hour: str, reader: Reader, book: Calendar) -> datetime | None:
    """None on a day off, and when the week's summary comes."""
    if not quiet.is_working(day, reader, book) or mornings.begins_week(day, reader, book):
        return None
    return quiet.slot(day, hour, reader, book)


def _before(day: date, hour: str, reader: Reader, book: Calendar) -> datetime:
    """When they were told before: at the last such slot, or by the week's summary."""
    while True:
        day -= DAY
        if mornings.begins_week(day, reader, book):
            return mornings.morning(day, reader, book)
        slot = _slot(day, hour, reader, book)
        if slot is not None:
            return slot
