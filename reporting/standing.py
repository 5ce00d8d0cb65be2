"""How an area stands with what it owes: the figures of a summary. They are found by `reporting/surveying.py`."""

from __future__ import annotations

from dataclasses import dataclass

from models.obligation import Share
from models.standings import Owed
from reporting.indicators import Indicator

HELP = 0.8  # an area below that needs help


@dataclass(frozen=True, slots=True)
class Line:
    """One form and period. `unit` is what owes, `expected` how many do; `missing` have not reported and may still,
    where that is due within a week. `week_ago` is None of visits, which are due every day."""

    form_id: str
    period: str
    title: str
    unit: str
    expected: int
    reported: int
    on_time: int
    week_ago: int | None
    missing: int


@dataclass(frozen=True, slots=True)
class Part:
    """A kampung, or an area below."""

    name: str
    reported: int
    expected: int

    @property
    def needs_help(self) -> bool:
        return self.reported < HELP * self.expected


@dataclass(frozen=True, slots=True)
class Actions:
    """What an agency has agreed to do and not yet done, and how much of it is late."""

    agency: str
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class Standing:
    """`lines` of all forms, the monthly report first. `owed` names what is missing; None in a large area, where `parts`
    are those below; `helped` tells whether those that are behind are told. `closed` did not send the monthly report
    while they could."""

    area: str
    level: str
    lines: tuple[Line, ...]
    owed: tuple[Owed, ...] | None
    closed: int
    parts: tuple[Part, ...]
    helped: bool
    nudged: frozenset[int]
    waiting: int
    oldest_days: int
    odd: int  # reports that wait and have a flag
    stock: tuple[str, ...]
    came: int
    questions: int
    actions: tuple[Actions, ...]
    indicators: tuple[Indicator, ...]
    compared: int  # kampung that the indicators are of
    trend: tuple[Share, ...]

    @property
    def monthly(self) -> Line:
        return self.lines[0]

    @property
    def first(self) -> Line | None:
        """The first of which something is missing: it is told by name."""
        return next((line for line in self.lines if line.missing), None)

    @property
    def is_quiet(self) -> bool:
        """Nothing to do."""
        return not (self.first or self.waiting or self.questions or self.odd or self.stock or self.late)

    @property
    def late(self) -> int:
        """Agencies' actions that are late."""
        return sum(one.late for one in self.actions)
