"""When things are due: calendar rules of the programme. Pure; moments are aware, in UTC.

A kampung reports for a month in the month after it. Its own deadlines are local; the national lock (New SIGA closes
on the 15th at 23.59) is stated in WIB for the whole country. How a period is written: `periods.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reporting import periods

WIB = "Asia/Jakarta"
WIT = "Asia/Jayapura"  # where a day begins first
LAST_MINUTE = time(23, 59)
MORNING = time(8, 30)  # when coordinators are told: the office is open, the round through the villages not begun
QUIET = (time(19, 0), time(7, 30))  # from and until, where the person chose nothing else
BEFORE_QUIET = timedelta(minutes=30)  # for hours chosen inside the quiet time
AHEAD = timedelta(days=3)  # obligations become rows this long before they open
QUARTER = timedelta(minutes=15)
GRACE = timedelta(hours=6)  # how long a slot stays open when nobody was there to use it
# When officers are reminded, in days from the due day, and on which day their coordinators are told who is missing.
# After that nothing comes by itself: what helped health workers was that somebody was told of the late ones (DeRenzi
# and others, ICTD 2012), more messages did little (doi 10.1186/s12936-018-2629-2).
STEPS = (-5, -1, 0, 1, 3)
WEEKLY_STEPS = (0,)  # five a week would use up what a person is sent in a month before its middle, for all forms
ESCALATION = (3,)

Quiet = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Window:
    """From `opens_at` a report can be sent; after `due_at` it is not on time, from `late_at` late, after `lock_at`
    closed."""

    opens_at: datetime
    due_at: datetime
    late_at: datetime
    lock_at: datetime


@dataclass(frozen=True, slots=True)
class Terms:
    """What a schedule says of each of its periods. Days count from the period's end (1 is the day after it, 0 its last
    day) or, with `counts_from` "begin", from its beginning (1 is its first day). `due_time` is local; `lock_zone` is
    where the lock's 23.59 is meant, "" for the unit's own zone."""

    due_day: int = 5
    late_day: int = 11
    lock_day: int = 15
    opens_day: int = 1
    due_time: str = "23:59"
    lock_zone: str = WIB
    counts_from: str = "end"

    @property
    def is_in_order(self) -> bool:
        """Whether it opens before it is due, is due before it is late, and locks last."""
        return self.opens_day <= self.due_day < self.late_day <= self.lock_day


@dataclass(frozen=True, slots=True)
class Instead:
    """What holds for one period instead of the terms: days, None where the terms hold."""

    due_on: date | None = None
    late_on: date | None = None
    lock_on: date | None = None


def steps_of(cadence: str) -> tuple[int, ...]:
    """When officers are reminded of a form that is filed so often, in days from the due day."""
    return WEEKLY_STEPS if cadence == "weekly" else STEPS


def window(period: str, zone: str, terms: Terms, instead: Instead | None = None) -> Window:
    """The window of the period ("2026-10") for a unit in the zone."""
    said = instead or Instead()
    late_on = said.late_on or day_of(period, terms.late_day, terms)
    lock_on = said.lock_on or day_of(period, terms.lock_day, terms)
    return Window(
        opens_at=moment(day_of(period, terms.opens_day, terms), time(0), zone),
        due_at=moment(due_on(period, terms, said), time.fromisoformat(terms.due_time), zone),
        late_at=moment(late_on, time(0), zone),
        lock_at=moment(lock_on, LAST_MINUTE, terms.lock_zone or zone),
    )


def due_on(period: str, terms: Terms, instead: Instead | None = None) -> date:
    """The day the period is due, there."""
    return (instead.due_on if instead else None) or day_of(period, terms.due_day, terms)


def day_of(period: str, day: int, terms: Terms) -> date:
    """That day of the period, as the terms count. Raises ValueError for what is no period."""
    if terms.counts_from == "begin":
        return periods.first(period) + timedelta(days=day - 1)
    return periods.last(period) + timedelta(days=day)


def moment(day: date, at: time, zone: str) -> datetime:
    """That time of day in the zone."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def opened_ahead_at(period: str, terms: Terms) -> datetime:
    """When the obligations of the period become rows: before the first of them opens."""
    return moment(day_of(period, terms.opens_day, terms), time(0), WIT) - AHEAD


def waking(hour: str, quiet: Quiet = QUIET) -> time:
    """A chosen hour, moved out of the quiet time: before it in the evening, to its end in the morning. What is no hour
    is half past eight."""
    try:
        chosen = time.fromisoformat(hour)
    except ValueError:
        chosen = MORNING
    begins, ends = quiet
    if not _lies_in(chosen, quiet):
        return chosen
    return (datetime.combine(date.max, begins) - BEFORE_QUIET).time() if chosen >= begins > ends else ends


def _lies_in(at: time, quiet: Quiet) -> bool:
    """A quiet time that begins later than it ends goes over midnight."""
    begins, ends = quiet
    return begins <= at < ends if begins <= ends else at >= begins or at < ends


def is_open(slot: datetime, at: datetime) -> bool:
    """Whether the slot has come and may still be used."""
    return slot <= at < slot + GRACE


def has_come_up(slots: Iterable[datetime], since: datetime, at: datetime) -> bool:
    """Whether those whose slots these are have to be gone through: one of them has come after `since`, or a quarter of
    an hour has begun while one is open, for whoever has a quiet time of their own that moves theirs."""
    is_quarter = since.replace(minute=since.minute // 15 * 15, second=0, microsecond=0) + QUARTER <= at
    return any(since < slot <= at or (is_quarter and is_open(slot, at)) for slot in slots)


def today(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def running(at: datetime) -> str:
    """The month being reported on: the last full one, in WIB."""
    return periods.before(f"{today(at, WIB):%Y-%m}")


def next_period(period: str) -> str:
    """2026-12 -> 2027-01."""
    return periods.following(period)
