"""Days off: which days nobody is written to in which area, and when it is Ramadan. Pure values, read once a tick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from types import MappingProxyType
from typing import Literal, get_args

from models import calendar_day
from models.calendar_day import CalendarDay
from models.database import Transaction

Kind = Literal["national", "joint", "regional", "silence", "ramadan", "saturday"]
KINDS: tuple[Kind, ...] = get_args(Kind)
OFF = ("national", "joint", "regional")
SATURDAY, SUNDAY = 5, 6
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A row of the calendar; `models/calendar_day.py` says what it means. `begins` and `ends` are None where it
    holds from the beginning of the first day, until the end of the last."""

    kind: Kind
    first: date
    last: date
    area_code: str = ""
    begins: time | None = None
    ends: time | None = None

    def covers(self, area_code: str) -> bool:
        """Whether the area lies in the row's."""
        return self.area_code in ("", area_code) or area_code.startswith(f"{self.area_code}.")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of each day. One that was told nothing knows Sundays and Saturdays."""

    days: Mapping[date, tuple[Day, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Day]) -> Calendar:
        found: dict[date, tuple[Day, ...]] = {}
        for row in rows:
            day = row.first
            while day <= row.last:
                found[day] = (*found.get(day, ()), row)
                day += DAY
        return cls(MappingProxyType(found))

    def is_off(self, day: date, area_code: str) -> bool:
        """Whether it is no working day there: a Sunday, a holiday, a Saturday where five days are worked."""
        here = self._kinds(day, area_code)
        if any(kind in OFF for kind in here) or day.weekday() == SUNDAY:
            return True
        return day.weekday() == SATURDAY and "saturday" not in here

    def is_ramadan(self, day: date, area_code: str) -> bool:
        return "ramadan" in self._kinds(day, area_code)

    def silences(self, day: date, area_code: str) -> tuple[Day, ...]:
        """What forbids any message there at some hour of that day."""
        return tuple(row for row in self.days.get(day, ()) if row.kind == "silence" and row.covers(area_code))

    def areas(self) -> set[str]:
        """Where the days differ from those of the country: each place has the days of the nearest of these above it."""
        return {"", *(row.area_code for rows in self.days.values() for row in rows)}

    def _kinds(self, day: date, area_code: str) -> set[str]:
        return {row.kind for row in self.days.get(day, ()) if row.covers(area_code)}


def load(tx: Transaction) -> Calendar:
    """The calendar as it is stored."""
    return Calendar.of(_value(row) for row in calendar_day.all_of(tx))


def silences(tx: Transaction) -> Calendar:
    """Its coming days of silence alone: quick to read for a message that only they hold back."""
    return Calendar.of(_value(row) for row in calendar_day.silences(tx, tx.now.date() - DAY))


def _value(row: CalendarDay) -> Day:
    kind = next(one for one in KINDS if one == row.kind)
    begins, ends = (time.fromisoformat(told) if told else None for told in (row.begins, row.ends))
    return Day(kind, row.first, row.last, row.area_code, begins, ends)
