"""Opening: schedules become obligations. All rows, all harmless to repeat.

A country's obligations are some hundred thousand rows, so they are opened in pieces, a transaction each: the next units
of the first schedule and period that is not complete. What is opened stands in `opening`; a new kampung comes last
in the order and is found by the next tick, and each day everything is gone through once more for what came back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Literal

from models import obligation, opening, schedule, submission
from models.database import Transaction
from models.obligation import Obligation
from models.opening import Opening
from models.schedule import Schedule
from models.submission import Submission
from models.units import Unit
from reporting import due, following, ledger, scheduling, units
from reporting.periods import span
from reporting.programme_told import FOLLOW_UP, RAKOR
from reporting.responsible import Responsible
from reporting.scheduling import Schedules

PIECE = 2_000  # units of one transaction, so that nobody waits for the clock
PIECES = 30  # of one tick: what is left waits a minute, so that reminders don't wait for what opens in three days
REVIEWED: Mapping[str, Literal["returned", "accepted"]] = MappingProxyType(
    {"has_issues": "returned", "approved": "accepted"}
)
SOON = timedelta(minutes=1)  # until the next piece


@dataclass(frozen=True, slots=True)
class Round:
    """What all pieces of one tick need, read once."""

    tx: Transaction
    book: Schedules
    people: Responsible
    at: datetime


def ensure_schedules(tx: Transaction, since: str) -> None:
    """The programme's defaults in the whole country, the monthly report owed from that period ("2026-04") on."""
    scheduling.ensure(tx, since, due.today(tx.now, due.WIB))


def open_period(tx: Transaction, period: str) -> int:
    """Opens the obligations of that period for every schedule and unit, however long ago it was; how many. Who is
    responsible is told as of the transaction's time."""
    going, count = Round(tx, Schedules(tx), Responsible(tx, tx.now), tx.now), 0
    for row in going.book.rows:
        told = span(period)
        if told is None or told.cadence != row.cadence or not row.since <= period <= (row.until or period):
            continue
        passed = 0
        while found := units.after(tx, row, passed, PIECE):
            count += _open(going, row, period, found)
            passed = found[-1].at
    return count


def open_some(tx: Transaction, at: datetime, after: int) -> int | None:
    """A piece of what opens soon; the number of the next one, None when it is time for something else."""
    is_complete = _open_pieces(Round(tx, Schedules(tx), Responsible(tx, at), at))
    return after + 1 if not is_complete and after + 1 < PIECES else None


def open_ahead(tx: Transaction, at: datetime) -> None:
    """All of it, and what follows of it, in one transaction: for small databases, and for whoever needs it at once."""
    after: int | None = 0
    while after is not None:
        after = open_some(tx, at, after)
    following.follow(tx, at)


def heard(tx: Transaction, row: Submission) -> None:
    """After a report was stored: a meeting makes plans, a follow-up ends them."""
    if row.form_id in (RAKOR, FOLLOW_UP):
        opening.again(tx, [one.id or 0 for one in schedule.all_of(tx) if one.unit == "plan"])


def next_opening(tx: Transaction, after: datetime) -> datetime | None:
    """When obligations are next to be made: soon, while the first round of some has not come to its end."""
    book, done = Schedules(tx), opening.all_of(tx)
    for row in book.rows:
        if any(number == row.id and not one.was_done for (number, _), one in done.items()):
            return after + SOON
    return min((moment for row in book.rows if (moment := book.next_opening(row, after))), default=None)


def due_after(tx: Transaction, done: Obligation, zone: str) -> tuple[str, datetime]:
    """The period after the one of that obligation, and when its report is due."""
    row, period = schedule.get(tx, done.schedule_id), due.next_period(done.period)
    return period, Schedules(tx).window(row, period, done.area_code, zone).due_at


def _open_pieces(going: Round) -> bool:
    """First what was never complete, by the order of the schedules; then today's second look at the others. Whether
    every first round has come to its end."""
    marks = opening.all_of(going.tx)
    pairs = [(row, period) for row in going.book.rows for period in _periods(going, row, marks)]
    pairs.sort(key=lambda pair: (one := marks.get((pair[0].id or 0, pair[1]))) is not None and one.was_done)
    left = PIECE
    for row, period in pairs:
        mark = marks.get((row.id or 0, period)) or Opening(schedule_id=row.id or 0, period=period, day="")
        if left > 0:
            left -= _go_on(going, row, mark, left)
        else:
            going.tx.add(mark)  # so that the clock knows of it
        marks[row.id or 0, period] = mark
    return all(marks[row.id or 0, period].was_done for row, period in pairs)


def _periods(going: Round, row: Schedule, marks: Mapping[tuple[int, str], Opening]) -> list[str]:
    """Those that run, and what is owed of others: passed over while the clock stood still, or not opened to the end."""
    mine = {period: mark for (number, period), mark in marks.items() if number == row.id}
    late = going.book.passed_over(row, max(mine), going.at) if mine else []
    begun = [period for period, mark in mine.items() if not mark.was_done]
    return list(dict.fromkeys([*late, *begun, *going.book.running(row, going.at)]))


def _go_on(going: Round, row: Schedule, mark: Opening, limit: int) -> int:
    """The next units of the round, at most so many; how many there were."""
    today = due.today(going.at, due.WIT).isoformat()
    if mark.is_done and mark.day != today:
        mark.passed, mark.is_done = 0, False
    if mark.is_done and row.unit not in units.GROWING:
        return 0
    found = units.after(going.tx, row, mark.passed, limit)
    _open(going, row, mark.period, found)
    if found or not mark.is_done:
        is_over = len(found) < limit
        mark.passed = found[-1].at if found else mark.passed
        mark.day, mark.is_done, mark.was_done = today, is_over, mark.was_done or is_over
        going.tx.add(mark)
        going.tx.flush()
    return len(found)


def _open(going: Round, row: Schedule, period: str, found: Sequence[Unit]) -> int:
    """The obligations of those of the units that have none yet, and that no nearer schedule speaks for; how many.
    `period` is "" where each unit has its own day."""
    tx = going.tx
    told = [(period or one.day, one) for one in found if going.book.is_nearest(row, one.area_code, period or one.day)]
    lacking: list[tuple[str, Unit]] = []
    for asked in sorted({name for name, _ in told}):
        some = [one for name, one in told if name == asked]
        there = obligation.of_units(tx, row.form_id, asked, [one.key for one in some])
        lacking += [(asked, one) for one in some if one.key not in there]
    if lacking:
        ledger.opened(tx, [_columns(going, row, asked, one) for asked, one in lacking])
        _meet(tx, row, period, [one for _, one in lacking])
    return len(lacking)


def _meet(tx: Transaction, row: Schedule, period: str, opened: Sequence[Unit]) -> None:
    """Whoever reports before anybody asks has reported."""
    places = [one.kampung_id for one in opened if one.kampung_id is not None]
    for report in submission.early(tx, row.form_id, period, places) if period else ():
        owed = ledger.meant(tx, report)
        if owed is not None and owed.state == "waiting":
            ledger.sent(tx, report)
            if report.review_state in REVIEWED:
                ledger.decided(tx, report, REVIEWED[report.review_state])


def _columns(going: Round, row: Schedule, period: str, one: Unit) -> dict[str, Any]:
    window = going.book.window(row, period, one.area_code, one.zone)
    return {
        "schedule_id": row.id,
        "form_id": row.form_id,
        "unit": one.key,
        "kampung_id": one.kampung_id,
        "area_code": one.area_code,
        "zone": one.zone,
        "period": period,
        "person_id": going.people.owing(row.form_id, one.key, one.kampung_id, one.area_code),
        "state": "waiting",
        "excused_why": "",
        "opens_at": window.opens_at,
        "due_at": window.due_at,
        "late_at": window.late_at,
        "lock_at": window.lock_at,
    }
