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
QUIET_FROM = time(19, 0)
QUIET_UNTIL = time(7, 30)
LATEST = time(18, 30)  # for hours chosen inside the quiet time
AHEAD = timedelta(days=3)  # obligations become rows this long before they open
GRACE = timedelta(hours=6)  # how long a slot stays open when nobody was there to use it
MONDAY = 0


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


def reminder_slot(period: str, due_day: int, step: int, hour: str, zone: str) -> datetime:
    """When somebody who chose that hour ("15:30") is reminded, `step` days from the due day."""
    return moment(due_date(period, due_day) + timedelta(days=step), waking(hour), zone)


def waking(hour: str) -> time:
    """A chosen hour, moved out of the quiet time. What is no hour is half past eight."""
    try:
        chosen = time.fromisoformat(hour)
    except ValueError:
        return MORNING
    return LATEST if chosen >= QUIET_FROM else max(chosen, QUIET_UNTIL)


def is_quiet(at: datetime, zone: str) -> bool:
    """Whether it is between 19.00 and 07.30 there."""
    local = at.astimezone(ZoneInfo(zone)).time()
    return local >= QUIET_FROM or local < QUIET_UNTIL


def not_before(at: datetime, zone: str) -> datetime:
    """The moment itself, or the end of the quiet time it lies in."""
    if not is_quiet(at, zone):
        return at
    local = at.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=1) if local.time() >= QUIET_FROM else local.date()
    return moment(day, QUIET_UNTIL, zone)


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
