"""The quiet time: whether a message may go out now, and if not, when. Pure; moments are aware, in UTC.

A reminder comes on a working day (`days_off.py`), not in the evening or at night unless the person chose so, not over
noon or the Friday prayer, in Ramadan in its own hours only. A notice tells somebody what happened to their report: it
waits for the end of the night. What a person asked for comes at its minute. Through a day of silence nothing comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from reporting.days_off import DAY, Calendar, Day

Kind = Literal["reminder", "notice", "asked"]
Span = tuple[int, int]  # minutes of a local day: from, until

MIDNIGHT = 24 * 60
NIGHT = (time(19, 0), time(7, 30))  # from and until, where the person chose nothing else
WHOLE: tuple[Span, ...] = ((0, MIDNIGHT),)
FRIDAY, SATURDAY = 4, 5
NOON = ((12 * 60, 13 * 60),)
PRAYER = ((11 * 60 + 30, 13 * 60 + 30),)  # the break of civil servants on Fridays is 90 minutes, and people walk there
RAMADAN = ((9 * 60, 11 * 60 + 30), (13 * 60, 15 * 60))
BEFORE_END = 30  # minutes: an hour chosen in the evening is moved so far before the quiet time begins
FARTHEST = 366  # days; a calendar that leaves no day of a year open is a mistake and is not obeyed


@dataclass(frozen=True, slots=True)
class Reader:
    """Where somebody is, and the night they chose: from and until; it goes over midnight when it begins later than it
    ends."""

    zone: str
    area_code: str = ""
    night: tuple[time, time] = NIGHT


def may(kind: Kind, at: datetime, who: Reader, book: Calendar) -> bool:
    """Whether such a message may go out at that moment."""
    return following(kind, at, who, book) == at


def following(kind: Kind, at: datetime, who: Reader, book: Calendar) -> datetime:
    """The moment itself, or the first one after it at which such a message may go out."""
    day = at.astimezone(ZoneInfo(who.zone)).date()
    for _ in range(FARTHEST):
        for begins, ends in hours(kind, day, who, book):
            if at < _moment(day, ends, who.zone):
                return max(at, _moment(day, begins, who.zone))
        day += DAY
    return at


def hours(kind: Kind, day: date, who: Reader, book: Calendar) -> tuple[Span, ...]:
    """When such a message may go out on that local day; empty where it may not at all."""
    match kind:
        case "reminder":
            found = _working(day, who, book)
        case "notice":
            found = _minus(WHOLE, _spans(*who.night)) or WHOLE
        case "asked":
            found = WHOLE
    for silence in book.silences(day, who.area_code):
        found = _minus(found, (_part(silence, day),))
    return found


def is_working(day: date, who: Reader, book: Calendar) -> bool:
    """Whether there is an hour of that day at which a reminder may come."""
    return bool(hours("reminder", day, who, book))


def slot(day: date, hour: str, who: Reader, book: Calendar) -> datetime:
    """When somebody who chose that hour ("15:30") is reminded on that day: then, or when the break it lies in is over,
    or half an hour before the quiet time that follows. On a day off: as on a working day without breaks."""
    spans = hours("reminder", day, who, book) or _minus(WHOLE, _spans(*who.night)) or WHOLE
    return _moment(day, _nearest(_minutes(hour), spans), who.zone)


def step_day(due: date, opens: date, step: int, who: Reader, book: Calendar) -> date:
    """The day of a reminder `step` days from the due day: that day, or the last working day before it as long as the
    report can be filed by then (and, once it is overdue, is overdue then); else the first working day after."""
    earliest = opens if step <= 0 else due + DAY
    wanted = max(due + step * DAY, earliest)
    day = wanted
    while day >= earliest and not is_working(day, who, book):
        day -= DAY
    return day if day >= earliest else first_working(wanted, who, book)


def first_working(day: date, who: Reader, book: Calendar) -> date:
    """That day, or the first working day after it."""
    ahead = (day + count * DAY for count in range(FARTHEST))
    return next((one for one in ahead if is_working(one, who, book)), day)


def _working(day: date, who: Reader, book: Calendar) -> tuple[Span, ...]:
    if book.is_off(day, who.area_code):
        return ()
    is_ramadan = book.is_ramadan(day, who.area_code)
    waking = _minus(RAMADAN if is_ramadan else WHOLE, _break(day))
    return _minus(waking, _spans(*who.night)) or waking


def _break(day: date) -> tuple[Span, ...]:
    if day.weekday() == FRIDAY:
        return PRAYER
    return NOON if day.weekday() < FRIDAY else ()


def _part(silence: Day, day: date) -> Span:
    """What of the day lies in the silence."""
    begins = silence.begins if day == silence.first else None
    ends = silence.ends if day == silence.last else None
    return _of(begins) if begins else 0, _of(ends) if ends else MIDNIGHT


def _nearest(wanted: int, spans: Sequence[Span]) -> int:
    for begins, ends in spans:
        if wanted < ends:
            return max(wanted, begins)
    begins, ends = spans[-1]
    return max(begins, ends - BEFORE_END)


def _minus(spans: Sequence[Span], taken: Sequence[Span]) -> tuple[Span, ...]:
    found = list(spans)
    for begins, ends in taken:
        parts = [part for a, b in found for part in ((a, min(b, begins)), (max(a, ends), b))]
        found = [(a, b) for a, b in parts if a < b]
    return tuple(found)


def _spans(begins: time, ends: time) -> tuple[Span, ...]:
    a, b = _of(begins), _of(ends)
    return ((a, b),) if a <= b else ((0, b), (a, MIDNIGHT))


def _minutes(hour: str) -> int:
    """What is no hour is the beginning of the working day of offices, as everywhere."""
    try:
        return _of(time.fromisoformat(hour))
    except ValueError:
        return 8 * 60 + 30


def _of(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _moment(day: date, minutes: int, zone: str) -> datetime:
    return (datetime.combine(day, time(0), ZoneInfo(zone)) + timedelta(minutes=minutes)).astimezone(UTC)
