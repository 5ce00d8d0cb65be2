"""Days and hours as the programme's papers have them, reckoned without the program's code: when each period of a
schedule is due, late and locked, and when nobody may be reminded. Days off are read from the table as it is shipped."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

TABLE = Path(__file__).parents[3] / "templates" / "calendar.csv"
DAY = timedelta(days=1)
MONTHS = {"monthly": 1, "quarterly": 3, "semester": 6, "yearly": 12}
MORNING, EVENING = time(7, 30), time(19, 0)
NOON, PRAYER = (time(12, 0), time(13, 0)), (time(11, 30), time(13, 30))
FASTING = ((time(9, 0), time(11, 30)), (time(13, 0), time(15, 0)))
SUNDAY, SATURDAY, FRIDAY = 6, 5, 4


@dataclass(frozen=True, slots=True)
class Days:
    opens: datetime
    due: datetime
    late: datetime
    lock: datetime


def period_days(period: str) -> tuple[date, date]:
    """First and last day of 2027, 2027-S1, 2027-Q3, 2027-04, 2027-W09 or 2027-04-30."""
    year, _, rest = period.partition("-")
    if rest.startswith("W"):
        first = date.fromisocalendar(int(year), int(rest[1:]), 1)
        return first, first + 6 * DAY
    if len(rest) == 5:
        return date.fromisoformat(period), date.fromisoformat(period)
    length = {"": 12, "S": 6, "Q": 3}.get(rest[:1], 1)
    number = int(rest.lstrip("SQ") or 1)
    first = date(int(year), (number - 1) * length + 1, 1)
    months = first.month - 1 + length
    return first, date(first.year + months // 12, months % 12 + 1, 1) - DAY


def all_periods(cadence: str, first: date, last: date) -> Iterator[str]:
    """The periods of that cadence that end between the days."""
    day = first
    while day <= last:
        named = _named(cadence, day)
        if period_days(named)[1] == day:
            yield named
        day += DAY


def days_of(schedule: Mapping[str, Any], period: str, zone: str, later: int = 0) -> Days:
    """`later` is by how many days somebody gave more time; what opens opens as ever."""
    first, last = period_days(period)
    base = last if schedule["counts_from"] == "end" else first - DAY
    more = later * DAY
    lock_zone = schedule["lock_zone"] or zone
    due_time = time.fromisoformat(schedule["due_time"])
    return Days(
        _at(base + schedule["opens_day"] * DAY, time(0), zone),
        _at(base + schedule["due_day"] * DAY + more, due_time, zone),
        _at(base + schedule["late_day"] * DAY + more, time(0), zone),
        _at(base + schedule["lock_day"] * DAY + more, time(23, 59), lock_zone),
    )


class Calendar:
    """The table of days off."""

    def __init__(self) -> None:
        with TABLE.open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        self._off: dict[date, list[str]] = {}
        self._fasting: set[date] = set()
        for row in rows:
            for day in _span(row):
                if row["kind"] == "ramadan":
                    self._fasting.add(day)
                elif row["kind"] in ("national", "joint", "regional"):
                    self._off.setdefault(day, []).append(row["area"])

    def is_off(self, day: date, area: str) -> bool:
        """A weekend or a holiday there."""
        weekend = day.weekday() in (SATURDAY, SUNDAY)
        return weekend or any(area.startswith(one) for one in self._off.get(day, ()))

    def may_ring(self, at: datetime, area: str) -> bool:
        """Whether the calendar may remind somebody there at that local moment."""
        day, clock = at.date(), at.time()
        if self.is_off(day, area) or not MORNING <= clock < EVENING:
            return False
        if day in self._fasting and not any(begins <= clock < ends for begins, ends in FASTING):
            return False
        begins, ends = PRAYER if day.weekday() == FRIDAY else NOON
        return not begins <= clock < ends

    def working_from(self, day: date, area: str) -> date:
        """That day, or the first working day after it."""
        while self.is_off(day, area):
            day += DAY
        return day


def _at(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def _named(cadence: str, day: date) -> str:
    if cadence == "weekly":
        return f"{day.isocalendar().year}-W{day.isocalendar().week:02d}"
    length = MONTHS[cadence]
    number = (day.month - 1) // length + 1
    letter = {3: "Q", 6: "S"}.get(length)
    return f"{day.year}" if length == 12 else f"{day.year}-{letter}{number}" if letter else f"{day:%Y-%m}"


def _span(row: Mapping[str, str]) -> Iterator[date]:
    day = date.fromisoformat(row["first"])
    while day <= date.fromisoformat(row["last"]):
        yield day
        day += DAY
