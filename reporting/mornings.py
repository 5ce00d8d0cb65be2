"""Mornings: when coordinators are told of the week, and of who has not reported: when the office is open and the round
through the villages not begun, on a working day where they are. Pure; moments are aware, in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from reporting import due, quiet
from reporting.days_off import DAY, Calendar
from reporting.quiet import Reader

HOUR = "08:30"
WEEK = timedelta(days=7)


def readers(zones: Iterable[str], book: Calendar) -> Iterator[Reader]:
    """One for each way in which the mornings of somebody in those zones can differ."""
    areas = book.areas()
    for zone in zones:
        yield from (Reader(zone, area) for area in areas)


def morning(day: date, where: Reader, book: Calendar) -> datetime:
    """Of that day, or of the first working day after it."""
    return quiet.slot(quiet.first_working(day, where, book), HOUR, where, book)


def late(day: date, steps: Iterable[int], where: Reader, book: Calendar) -> list[datetime]:
    """When they are told who is missing, so many days after that due day."""
    return [morning(day + step * DAY, where, book) for step in steps]


def week(at: datetime, where: Reader, book: Calendar) -> tuple[date, datetime]:
    """The last Monday whose morning has come, and when that was: of several that share one morning, as after a week of
    holidays, the last."""
    today = due.today(at, where.zone)
    monday = today - timedelta(days=today.weekday())
    while (slot := morning(monday, where, book)) > at:
        monday -= WEEK
    return monday, slot


def begins_week(day: date, where: Reader, book: Calendar) -> bool:
    """Whether it is the day on which they are told of the week: its first working day."""
    return quiet.first_working(day - timedelta(days=day.weekday()), where, book) == day


def next_week(after: datetime, where: Reader, book: Calendar) -> datetime:
    """When they are next told of a week, after that moment."""
    return morning(week(after, where, book)[0] + WEEK, where, book)
