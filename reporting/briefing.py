"""Briefing: what coordinators are told in the morning: on the first working day of the week how it stands, and some
days after a report was due who has not sent it. After that nobody is written to but by people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from models import leadership, membership, outbound_message
from models.database import Transaction
from models.schedule import Schedule
from reporting import days_off, due, mornings, overseeing, pushing
from reporting.access import LEADS
from reporting.days_off import Calendar
from reporting.missing import missing_list
from reporting.overseeing import Coordinator
from reporting.preferences import preferences
from reporting.pushing import Push
from reporting.quiet import Reader
from reporting.recapping import Recapping
from reporting.scheduling import Schedules
from reporting.summarising import Summarising
from reporting.texts import Texts

COORDINATORS = 5  # told in one transaction: a summary counts a whole area


class Briefing:
    """Slots stay open for six hours, for a clock that stood still."""

    def __init__(self, texts: Texts, summarising: Summarising) -> None:
        self._texts = texts
        self._summarising = summarising
        self._recapping = Recapping(texts)

    def tell_some(self, tx: Transaction, at: datetime, after: int) -> int | None:
        """A piece (`ticking.py`): some coordinators. Everybody is gone through once for what has come up."""
        book, days, last = Schedules(tx), days_off.load(tx), leadership.find(tx)
        since = last.told_at if last is not None else None
        slots = {slot for where in _readers(tx, days, at) for slot in _slots(book, days, where, at)}
        if not any(due.is_open(slot, at) and (since is None or since < slot) for slot in slots):
            return None
        found, beyond = overseeing.coordinators(tx, at, after, COORDINATORS)
        for who in found:
            if not preferences(who.person).is_away(due.today(at, who.person.zone)):
                self._tell_missing(tx, who, book, days, at)
                self._summarise(tx, who, days, at)
        if beyond is None:
            leadership.told(tx, at)
        return beyond

    def next_due(self, tx: Transaction, after: datetime) -> datetime | None:
        """When somebody is next told, after that moment."""
        book, days = Schedules(tx), days_off.load(tx)
        moments = [
            slot
            for where in _readers(tx, days, after)
            for slot in (*_slots(book, days, where, after), mornings.next_week(after, where, days))
        ]
        return min((moment for moment in moments if moment > after), default=None)

    def _tell_missing(self, tx: Transaction, who: Coordinator, book: Schedules, days: Calendar, at: datetime) -> None:
        """On the third day after the due day, or as the schedule says: who has not reported, if anyone has not."""
        wanted = {
            (row.form_id, period)
            for row, period, day in _due_days(book, at)
            if any(due.is_open(slot, at) for slot in mornings.late(day, row.escalation or (), who.where, days))
        }
        key = f"missing:{who.id}:{due.today(at, who.person.zone)}"
        if not wanted or outbound_message.has(tx, key):
            return
        owed = [row for row in overseeing.missing(tx, who.scope, at) if (row.form_id, row.period) in wanted]
        if owed:
            screen = missing_list(tx, self._texts, who.chat, who.scope, owed)
            pushing.enqueue(tx, self._texts, who.chat, Push(key, "missing", screen), at)

    def _summarise(self, tx: Transaction, who: Coordinator, days: Calendar, at: datetime) -> None:
        """On Monday morning, or when the week's work begins: the week before."""
        monday, slot = mornings.week(at, who.where, days)
        key = f"summary:{who.id}:{monday}"
        if due.is_open(slot, at) and not outbound_message.has(tx, key):
            screen, chart = self._summarising.weekly(tx, who, at)
            screen = replace(screen, rows=(*screen.rows, *self._recapping.missed(tx, who, at)))
            push = Push(key, "summary", screen, chart, is_silent=True)
            pushing.enqueue(tx, self._texts, who.chat, push, at)


def _readers(tx: Transaction, days: Calendar, at: datetime) -> Iterator[Reader]:
    return mornings.readers(membership.zones(tx, LEADS, at), days)


def _slots(book: Schedules, days: Calendar, where: Reader, at: datetime) -> Iterator[datetime]:
    """Moments around the given one at which such coordinators are told something."""
    yield mornings.week(at, where, days)[1]
    for row, _, day in _due_days(book, at):
        yield from mornings.late(day, row.escalation or (), where, days)


def _due_days(book: Schedules, at: datetime) -> Iterator[tuple[Schedule, str, date]]:
    """When each period that runs is due. Where a part of the area has other days this once, then too."""
    for row in book.rows:
        for period in book.running(row, at):
            if period:
                yield from ((row, period, day) for day in book.due_days(row, period))
