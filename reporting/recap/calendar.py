"""When the recap of a month comes by itself: on the first working day after the month is closed, at the hour that the
person chose for what Kabar sends. Not when the week's summary comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from models import leadership, membership
from models.database import Transaction
from models.person import Person
from reporting import due, mornings, periods, quiet, working_days
from reporting.access import LEADS
from reporting.days_off import Calendar, load
from reporting.preferences import reader
from reporting.programme import BULANAN
from reporting.quiet import Reader
from reporting.scheduling import Schedules

WEEK = timedelta(days=7)


def slot(lock_at: datetime, hour: str, where: Reader, days: Calendar) -> datetime:
    """The moment for somebody who chose that hour, of a month that is closed at `lock_at`."""

    def is_off(day: date) -> bool:
        return not quiet.is_working(day, where, days) or mornings.begins_week(day, where, days)

    return quiet.slot(working_days.after(due.today(lock_at, where.zone), 1, is_off), hour, where, days)


def open_period(book: Schedules, days: Calendar, area: str, who: Person, at: datetime) -> str:
    """The month whose recap the person may get now, "" if there is none."""
    told = _told(book, days, area, who, at)
    return next((period for period, moment in told if due.is_open(moment, at)), "")


def last_period(book: Schedules, days: Calendar, area: str, who: Person, at: datetime) -> str:
    """The month whose recap was due in the week until then and comes no more by itself, "" if there is none."""
    told = _told(book, days, area, who, at)
    return next((period for period, moment in told if moment + due.GRACE <= at < moment + WEEK), "")


def has_come_up(tx: Transaction, book: Schedules, at: datetime) -> bool:
    """Whether somebody's moment has come since the last tick."""
    return due.has_come_up(_slots(tx, book, at), leadership.looked_since(tx, at, due.GRACE), at)


def next_slot(tx: Transaction, book: Schedules, after: datetime) -> datetime | None:
    """The first moment after that one at which somebody is told."""
    return min((one for one in _slots(tx, book, after) if one > after), default=None)


def _slots(tx: Transaction, book: Schedules, at: datetime) -> Iterator[datetime]:
    """Those of the months around the moment, for every hour and zone that coordinators have, and wherever days off
    differ."""
    days = load(tx)
    locks = {lock for period in _closing(at) for lock in _locks(book, period)}
    for zone, hour in membership.hours(tx, LEADS, at):
        for where in mornings.readers([zone], days):
            yield from (slot(lock, hour, where, days) for lock in locks)


def _told(book: Schedules, days: Calendar, area: str, who: Person, at: datetime) -> Iterator[tuple[str, datetime]]:
    """The months around that moment, with when the person is told of each."""
    where = reader(who, area)
    for period in _closing(at):
        lock_at = _lock(book, area, who.zone, period)
        if lock_at is not None:
            yield period, slot(lock_at, who.reminder_hour, where, days)


def _closing(at: datetime) -> tuple[str, str]:
    """The month that is being reported, and the one before it, which may have been given more time."""
    running = due.running(at)
    return running, periods.before(running)


def _lock(book: Schedules, area: str, zone: str, period: str) -> datetime | None:
    row = book.of(BULANAN, area, periods.last(period))
    return book.window(row, period, area, zone).lock_at if row else None


def _locks(book: Schedules, period: str) -> set[datetime]:
    """All moments at which the month is closed somewhere."""
    rows = [row for row in book.rows if row.form_id == BULANAN]
    return {lock for row in rows for lock in book.locks(row, period)}
