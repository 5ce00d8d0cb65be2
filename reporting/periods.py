"""Periods: how they are written, which days they hold, and which comes before and after. Pure.

`2026-10` a month, `2026-W47` a week (ISO 8601: of its Thursday's year), `2026-Q4` a quarter, `2026-S2` a half year,
`2026` a year, `2026-10-14` the day of an event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Cadence = Literal["event", "weekly", "monthly", "quarterly", "semester", "yearly"]
CADENCES: tuple[Cadence, ...] = ("event", "weekly", "monthly", "quarterly", "semester", "yearly")
MONTHS = {"monthly": 1, "quarterly": 3, "semester": 6, "yearly": 12}
DAY = timedelta(days=1)

_WRITTEN: dict[Cadence, re.Pattern[str]] = {
    "event": re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"),
    "weekly": re.compile(r"([0-9]{4})-W([0-9]{2})"),
    "monthly": re.compile(r"([0-9]{4})-([0-9]{2})"),
    "quarterly": re.compile(r"([0-9]{4})-Q([1-4])"),
    "semester": re.compile(r"([0-9]{4})-S([12])"),
    "yearly": re.compile(r"([0-9]{4})"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A period with its first and last day."""

    cadence: Cadence
    first: date
    last: date


def span(period: str) -> Span | None:
    """The period, if it is one. A running number behind it (2026-10.2) is left out."""
    written = period.partition(".")[0]
    for cadence, pattern in _WRITTEN.items():
        found = pattern.fullmatch(written)
        if found:
            return _span(cadence, *map(int, found.groups()))
    return None


def bucket(period: str) -> str:
    """The period that a report counts for: of a day its month, without a running number. "" for what is no period."""
    told = span(period)
    if told is None:
        return ""
    return f"{told.first:%Y-%m}" if told.cadence == "event" else period.partition(".")[0]


def containing(cadence: Cadence, day: date) -> str:
    """The period of that cadence in which the day lies."""
    match cadence:
        case "event":
            return day.isoformat()
        case "weekly":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02d}"
        case "monthly":
            return f"{day:%Y-%m}"
        case "quarterly":
            return f"{day:%Y}-Q{(day.month + 2) // 3}"
        case "semester":
            return f"{day:%Y}-S{1 if day.month <= 6 else 2}"
        case "yearly":
            return f"{day:%Y}"


def first(period: str) -> date:
    """Its first day. Raises ValueError for what is no period."""
    return _sure(period).first


def last(period: str) -> date:
    """Its last day. Raises ValueError for what is no period."""
    return _sure(period).last


def following(period: str) -> str:
    """The next one. Raises ValueError for what is no period."""
    told = _sure(period)
    return containing(told.cadence, told.last + DAY)


def before(period: str) -> str:
    """The one before. Raises ValueError for what is no period."""
    told = _sure(period)
    return containing(told.cadence, told.first - DAY)


def covers(period: str, other: str) -> bool:
    """Whether the other period, or day, lies in the first."""
    outer, inner = span(period), span(other)
    return outer is not None and inner is not None and outer.first <= inner.first and inner.last <= outer.last


def _sure(period: str) -> Span:
    told = span(period)
    if told is None:
        raise ValueError(f"{period!r} is no period")
    return told


def _span(cadence: Cadence, year: int, *rest: int) -> Span | None:
    try:
        if cadence == "event":
            day = date(year, *rest)
            return Span(cadence, day, day)
        if cadence == "weekly":
            first = date.fromisocalendar(year, rest[0], 1)
            return Span(cadence, first, first + timedelta(days=6))
        months = MONTHS[cadence]
        return _months(cadence, year, (rest[0] - 1) * months + 1 if rest else 1, months)
    except (ValueError, OverflowError):
        return None


def _months(cadence: Cadence, year: int, month: int, count: int) -> Span:
    """So many months from that one on."""
    first = date(year, month, 1)
    after = date(year + 1, 1, 1) if month + count > 12 else date(year, month + count, 1)
    return Span(cadence, first, after - DAY)
