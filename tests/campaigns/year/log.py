"""What was done in the year, as whoever did it would tell it: the judge reckons from this, not from the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Debt = tuple[str, str, str]  # form, unit, period


@dataclass(frozen=True, slots=True)
class Filed:
    """A report as it was sent. `corrects` when it mends one that was sent before."""

    debt: Debt
    at: datetime
    person_id: int
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    debt: Debt
    at: datetime
    what: Literal["accepted", "returned", "excused"]


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody wanted to send it and was told why not."""

    debt: Debt
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message that reached somebody. `debts` are what a reminder was about."""

    at: datetime
    kind: str
    key: str
    person_id: int
    debts: tuple[Debt, ...] = ()


@dataclass(frozen=True, slots=True)
class Away:
    """On leave on these local days."""

    person_id: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Stuck:
    """An obstacle, from when it was told until when reminders were said to rest."""

    person_id: int
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """More time for a period in an area, by so many days, told at that moment."""

    form_id: str
    area: str
    period: str
    days: int
    at: datetime


@dataclass(slots=True)
class Log:
    filed: list[Filed] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    delivered: list[Delivered] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)
    stuck: list[Stuck] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    gone: list[tuple[int, datetime]] = field(default_factory=list)  # whose last role ended, and when
    wanted: list[tuple[int, datetime]] = field(default_factory=list)  # "this afternoon": who, and for when
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, what: str, more: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + more
