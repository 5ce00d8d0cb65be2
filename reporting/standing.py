"""How an area stands with what it owes: every figure of a summary, from a handful of queries however large it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models import form_version, region, report_flag, standings, tally
from models.database import Transaction
from models.obligation import Share
from models.scope import Scope
from models.standings import Owed, Slot
from models.tally import Counts
from reporting import due, overseeing, programme_told, scheduling
from reporting.indicators import Indicator, compared, indicators
from reporting.ledger import MET
from reporting.overseeing import MOST_KAMPUNG
from reporting.programme import BULANAN, STOCK
from reporting.scheduling import Schedules

WEEK = timedelta(days=7)
TREND = 8  # periods
HELP = 0.8  # an area below that needs help, from so many days after the due day on
HELP_AFTER = timedelta(days=3)
LEVELS = ("country", "province", "regency", "district", "village")  # by how many parts a code has
REGENCY, DISTRICT = 2, 3


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
    are those below, and `helped` tells whether those who are behind are told."""

    area: str
    level: str
    lines: tuple[Line, ...]
    owed: tuple[Owed, ...] | None
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


def standing(tx: Transaction, scope: Scope, at: datetime, zone: str) -> Standing:
    """All figures of the summary of an area at that moment; days are those of the zone."""
    month, today = due.running(at), due.today(at, zone)
    book = Schedules(tx)
    slots = _scheduled(book, scope, at, today)
    found = standings.counts(tx, scope, {*slots, (BULANAN, month)})
    is_small = _is_small(scope, found.get((BULANAN, month), Counts()))
    owed = tuple(standings.owed(tx, scope, at, at + WEEK)) if is_small else None
    missing = _missing(tx, scope, at, slots, found, owed)
    parts = _places(tx, scope, month) if is_small else _below(tx, scope, month)
    count, oldest = standings.queue(tx, scope)
    came, questions = standings.questions(tx, scope, at - WEEK)
    due_on, leads = slots.get((BULANAN, month)), all(_depth(code) >= REGENCY for code in scope.areas)
    return Standing(
        area=overseeing.area_name(tx, scope),
        level=_level(scope),
        lines=_lines(tx, scope, at, book, [(BULANAN, month), *_others(slots, missing, month)], found, missing),
        owed=owed,
        parts=parts,
        helped=due_on is not None and today >= due_on + HELP_AFTER,
        nudged=frozenset(standings.owing(tx, scope, at) if leads else ()),
        waiting=count,
        oldest_days=(at - oldest).days if oldest else 0,
        odd=report_flag.count(tx, scope),
        stock=_stock(tx, scope, month, is_small),
        came=came,
        questions=questions,
        actions=tuple(_actions(tx, scope, today)),
        indicators=tuple(indicators(tx, scope, BULANAN, month) if leads else ()),
        compared=compared(tx, scope, BULANAN, month) if leads else 0,
        trend=tuple(standings.trend(tx, scope, BULANAN, month, TREND)),
    )


def _depth(code: str) -> int:
    return code.count(".") + 1 if code else 0


def _level(scope: Scope) -> str:
    """That of the largest area; of single kampung that of villages."""
    least = min((_depth(code) for code in scope.areas), default=DISTRICT + 1)
    return LEVELS[DISTRICT + 1 if least == DISTRICT and scope.kampung_ids else least]


def _is_small(scope: Scope, monthly: Counts) -> bool:
    """Whether its kampung are few enough to be told by name: a district, or a regency with as many."""
    return all(_depth(code) >= DISTRICT for code in scope.areas) or monthly.expected <= MOST_KAMPUNG


def _scheduled(book: Schedules, scope: Scope, at: datetime, today: date) -> dict[Slot, date]:
    """What is open in the scope and due within a week, with its due day; of visits those of this month."""
    found: dict[Slot, date] = {}
    for row in book.rows:
        for period in book.running(row, at) if _touches(row.area_code, scope) else ():
            slot = (row.form_id, period or f"{today:%Y-%m}")
            opens = due.day_of(period, row.opens_day, scheduling.terms(row)) if period else today
            day = min(book.due_days(row, period)) if period else today
            if opens <= today and day <= today + WEEK:
                found[slot] = min(day, found.get(slot, day))
    return found


def _touches(area: str, scope: Scope) -> bool:
    inside = Scope((area,))
    return not scope.areas or any(inside.includes(code, 0) or Scope((code,)).includes(area, 0) for code in scope.areas)


def _missing(
    tx: Transaction,
    scope: Scope,
    at: datetime,
    slots: Collection[Slot],
    found: dict[Slot, Counts],
    owed: Sequence[Owed] | None,
) -> dict[Slot, int]:
    """How many of each slot have not reported and may still. In a large area as the counts say, but for the monthly
    report, of which a part may be closed."""
    if owed is not None:
        return Counter((one.form_id, tally.bucket(one.period)) for one in owed)
    waiting = {slot: found[slot].waiting for slot in slots if slot in found}
    month = (BULANAN, due.running(at))
    return waiting | {month: standings.count_owed(tx, scope, month, at)} if month in waiting else waiting


def _others(slots: dict[Slot, date], missing: dict[Slot, int], month: str) -> list[Slot]:
    """What else is missing, what is due first first."""
    others = [slot for slot, count in missing.items() if count and slot != (BULANAN, month)]
    return sorted(others, key=lambda slot: (slots.get(slot, date.min), slot))


def _lines(
    tx: Transaction,
    scope: Scope,
    at: datetime,
    book: Schedules,
    told: Sequence[Slot],
    found: dict[Slot, Counts],
    missing: dict[Slot, int],
) -> tuple[Line, ...]:
    titles, sent = form_version.titles(tx), standings.sent_until(tx, scope, told, at - WEEK)
    rows = {row.form_id: row for row in book.rows}
    more = standings.counts(tx, scope, [slot for slot in told if slot not in found])
    made = []
    for slot in told:
        row, counts = rows.get(slot[0]), found.get(slot) or more.get(slot, Counts())
        line = Line(
            *slot,
            title=titles.get(slot[0], slot[0]),
            unit=row.unit if row else "kampung",
            expected=counts.expected - counts.excused,
            reported=counts.reported,
            on_time=counts.on_time,
            week_ago=None if row and row.cadence == "event" else sent.get(slot, 0),
            missing=missing.get(slot, 0),
        )
        made.append(line)
    return tuple(made)


def _places(tx: Transaction, scope: Scope, month: str) -> tuple[Part, ...]:
    return tuple(Part(name, int(state in MET), 1) for name, state in standings.places(tx, scope, BULANAN, month))


def _below(tx: Transaction, scope: Scope, month: str) -> tuple[Part, ...]:
    found = standings.below(tx, scope, (BULANAN, month))
    return tuple(Part(area.name, told.reported, told.expected - told.excused) for area, told in found)


def _stock(tx: Transaction, scope: Scope, month: str, is_small: bool) -> tuple[str, ...]:
    """Where contraceptives ran short: the kampung, or in a large area that below it, once for each of its kampung."""
    told = standings.chosen(tx, scope, (BULANAN, month), *STOCK)
    if is_small:
        return tuple(one.kampung for one in told)
    deep = min((_depth(code) for code in scope.areas), default=DISTRICT) + 1
    codes = [".".join(one.area_code.split(".")[:deep]) for one in told]
    names = region.names_of(tx, sorted(set(codes)))
    return tuple(sorted(names.get(code, code) for code in codes))


def _actions(tx: Transaction, scope: Scope, today: date) -> list[Actions]:
    """Of each agency what its regency's or province's meetings agreed on and is not done."""
    large = Scope(tuple(code for code in scope.areas if _depth(code) < DISTRICT))
    if not large.areas:
        return []
    plans = [plan for plan in programme_told.plans(programme_told.meetings(tx, large, today)) if plan.is_open]
    agencies = sorted({plan.agency for plan in plans})
    mine = {one: [plan.is_late for plan in plans if plan.agency == one] for one in agencies}
    return [Actions(agency, len(late), sum(late)) for agency, late in mine.items()]
