"""When things are due: calendar rules of the programme. Pure; moments are aware, in UTC.

A kampung reports for a month in the month after it. Its own deadlines are local; the national lock (New SIGA closes
on the 15th at 23.59) is stated in WIB for the whole country.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reporting.programme import previous_month

WIB = "Asia/Jakarta"
WIT = "Asia/Jayapura"  # where a day begins first
LAST_MINUTE = time(23, 59)
MORNING = time(8, 30)  # when coordinators are told: the office is open, the round through the villages not begun
QUIET = (time(19, 0), time(7, 30))  # from and until, where the person chose nothing else
BEFORE_QUIET = timedelta(minutes=30)  # for hours chosen inside the quiet time
AHEAD = timedelta(days=3)  # obligations become rows this long before they open
GRACE = timedelta(hours=6)  # how long a slot stays open when nobody was there to use it
MONDAY = 0

Quiet = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Window:
    """From `opens_at` a report can be sent; after `due_at` it is not on time, from `late_at` late, after `lock_at`
    closed."""

    opens_at: datetime
    due_at: datetime
    late_at: datetime
    lock_at: datetime


def window(period: str, zone: str, due_day: int, late_day: int, lock_day: int) -> Window:
    """The window of a monthly period ("2026-10") for a kampung in the zone. Days are of the month after."""
    return Window(
        opens_at=moment(due_date(period, 1), time(0), zone),
        due_at=moment(due_date(period, due_day), LAST_MINUTE, zone),
        late_at=moment(due_date(period, late_day), time(0), zone),
        lock_at=moment(due_date(period, lock_day), LAST_MINUTE, WIB),
    )


def due_date(period: str, day: int) -> date:
    """That day of the month after the period."""
    return date.fromisoformat(f"{next_period(period)}-{day:02d}")


def moment(day: date, at: time, zone: str) -> datetime:
    """That time of day in the zone."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def opened_ahead_at(period: str) -> datetime:
    """When the obligations of the period become rows: before the first of them opens."""
    return moment(due_date(period, 1), time(0), WIT) - AHEAD


def reminder_slot(period: str, due_day: int, step: int, hour: str, zone: str, quiet: Quiet = QUIET) -> datetime:
    """When somebody who chose that hour ("15:30") is reminded, `step` days from the due day."""
    return moment(due_date(period, due_day) + timedelta(days=step), waking(hour, quiet), zone)


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


def is_quiet(at: datetime, zone: str, quiet: Quiet = QUIET) -> bool:
    """Whether it lies in the quiet time there, by default between 19.00 and 07.30."""
    return _lies_in(at.astimezone(ZoneInfo(zone)).time(), quiet)


def not_before(at: datetime, zone: str, quiet: Quiet = QUIET) -> datetime:
    """The moment itself, or the end of the quiet time it lies in."""
    if not is_quiet(at, zone, quiet):
        return at
    local = at.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=1) if local.time() >= quiet[1] else local.date()
    return moment(day, quiet[1], zone)


def _lies_in(at: time, quiet: Quiet) -> bool:
    """A quiet time that begins later than it ends goes over midnight."""
    begins, ends = quiet
    return begins <= at < ends if begins <= ends else at >= begins or at < ends


def missing_slots(period: str, due_day: int, zone: str) -> tuple[datetime, datetime]:
    """When coordinators are told who is missing: on the due day and the day after."""
    day = due_date(period, due_day)
    return moment(day, MORNING, zone), moment(day + timedelta(days=1), MORNING, zone)


def last_monday(at: datetime, zone: str) -> datetime:
    """The latest Monday 08.30 there that is not after the moment."""
    day = today(at, zone)
    slot = moment(day - timedelta(days=day.weekday() - MONDAY), MORNING, zone)
    return slot if slot <= at else slot - timedelta(days=7)


def next_monday(after: datetime, zone: str) -> datetime:
    """The first Monday 08.30 there that is after the moment."""
    return last_monday(after, zone) + timedelta(days=7)


def is_open(slot: datetime, at: datetime) -> bool:
    """Whether the slot has come and may still be used."""
    return slot <= at < slot + GRACE


def today(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def running(at: datetime) -> str:
    """The month being reported on: the last full one, in WIB."""
    return previous_month(f"{today(at, WIB):%Y-%m}")


def next_period(period: str) -> str:
    """2026-12 -> 2027-01."""
    year, month = int(period[:4]), int(period[5:7])
    return f"{year + 1}-01" if month == 12 else f"{year}-{month + 1:02d}"
