"""Surveying: every figure of a summary, from a handful of queries however large the area is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models import form_version, region, report_flag, standings, tally
from models.database import Transaction
from models.scope import Scope
from models.standings import Owed, Slot
from models.tally import Counts
from reporting import due, overseeing, programme_told, scheduling
from reporting.indicators import compared, indicators
from reporting.ledger import MET
from reporting.overseeing import MOST_KAMPUNG
from reporting.programme import BULANAN, STOCK
from reporting.scheduling import Schedules
from reporting.standing import Actions, Line, Part, Standing

WEEK = timedelta(days=7)
TREND = 8  # periods
HELP_AFTER = timedelta(days=3)  # from so many days after the due day on, areas that need help are told
LEVELS = ("country", "province", "regency", "district", "village")  # by how many parts a code has
REGENCY, DISTRICT = 2, 3


@dataclass(frozen=True, slots=True)
class _Owing:
    """What of a `Standing` the ledger tells; `is_small` where kampung are told by name."""

    lines: tuple[Line, ...]
    owed: tuple[Owed, ...] | None
    closed: int
    helped: bool

    @property
    def is_small(self) -> bool:
        return self.owed is not None


def standing(tx: Transaction, scope: Scope, at: datetime, zone: str) -> Standing:
    """All figures of the summary of an area at that moment; days are those of the zone."""
    month, today = due.running(at), due.today(at, zone)
    owing, leads = _owing(tx, scope, at, today), all(_depth(code) >= REGENCY for code in scope.areas)
    count, oldest = standings.queue(tx, scope)
    came, questions = standings.questions(tx, scope, at - WEEK)
    return Standing(
        area=overseeing.area_name(tx, scope),
        level=_level(scope),
        lines=owing.lines,
        owed=owing.owed,
        closed=owing.closed,
        parts=_places(tx, scope, month) if owing.is_small else _below(tx, scope, month),
        helped=owing.helped,
        nudged=frozenset(standings.owing(tx, scope, at) if leads else ()),
        waiting=count,
        oldest_days=(at - oldest).days if oldest else 0,
        odd=report_flag.count(tx, scope),
        stock=_stock(tx, scope, month, owing.is_small),
        came=came,
        questions=questions,
        actions=tuple(_actions(tx, scope, today)),
        indicators=tuple(indicators(tx, scope, BULANAN, month) if leads else ()),
        compared=compared(tx, scope, BULANAN, month) if leads else 0,
        trend=tuple(standings.trend(tx, scope, BULANAN, month, TREND)),
    )


def _owing(tx: Transaction, scope: Scope, at: datetime, today: date) -> _Owing:
    book, monthly = Schedules(tx), (BULANAN, due.running(at))
    slots = _scheduled(book, scope, at, today)
    found = standings.counts(tx, scope, {*slots, monthly})
    is_small = _is_small(scope, found.get(monthly, Counts()))
    owed = tuple(standings.owed(tx, scope, at, at + WEEK)) if is_small else None
    may, closed = standings.left(tx, scope, monthly, at)
    missing = _missing(monthly, may, slots, found, owed)
    lines = _lines(tx, scope, at, book, [monthly, *_others(slots, missing, monthly[1])], found, missing)
    return _Owing(lines, owed, closed, monthly in slots and today >= slots[monthly] + HELP_AFTER)


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
    month: Slot, may: int, slots: Collection[Slot], found: dict[Slot, Counts], owed: Sequence[Owed] | None
) -> dict[Slot, int]:
    """How many of each slot have not reported and may still. In a large area as the counts say, but for the monthly
    report, of which a part may be closed."""
    if owed is not None:
        return Counter((one.form_id, tally.bucket(one.period)) for one in owed)
    waiting = {slot: found[slot].waiting for slot in slots if slot in found}
    return waiting | {month: may} if month in waiting else waiting


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
