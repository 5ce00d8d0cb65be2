"""The quiet time: when a reminder, a notice and what was asked for may go out, in three zones and any calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import quiet
from reporting.days_off import Calendar, Day
from reporting.quiet import Kind, Reader

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
SOLOK, BALI = "13.72.01.1004", "51.71.01.1001"
BOOK = Calendar.of(
    [
        Day("national", date(2026, 3, 19), date(2026, 3, 19)),
        Day("joint", date(2026, 3, 20), date(2026, 3, 20)),
        Day("national", date(2026, 3, 21), date(2026, 3, 22)),
        Day("joint", date(2026, 3, 23), date(2026, 3, 24)),
        Day("silence", date(2026, 3, 19), date(2026, 3, 20), "51", time(6), time(6)),
        Day("ramadan", date(2026, 2, 19), date(2026, 3, 20)),
        Day("saturday", date(2026, 1, 1), date(2026, 12, 31), "13.72"),
        Day("regional", date(2026, 11, 10), date(2026, 11, 10), "35"),
    ]
)
YEAR = st.integers(0, 364).map(lambda count: date(2026, 1, 1) + timedelta(days=count))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
CLOCKS = st.times().map(lambda told: told.replace(second=0, microsecond=0))
READERS = st.builds(Reader, st.sampled_from(ZONES), st.sampled_from((SOLOK, BALI, "")), st.tuples(CLOCKS, CLOCKS))
KINDS = st.sampled_from(("reminder", "notice", "asked"))


@st.composite
def rows(draw: st.DrawFn) -> Day:
    kind, first = draw(st.sampled_from(("national", "joint", "regional", "silence", "ramadan", "saturday"))), draw(YEAR)
    hours = (draw(CLOCKS), draw(CLOCKS)) if kind == "silence" else (None, None)
    days = timedelta(days=draw(st.integers(0, 40)))
    return Day(kind, first, first + days, draw(st.sampled_from(("", "13", "51", SOLOK))), *hours)


BOOKS = st.lists(rows(), max_size=5).map(Calendar.of)


@given(KINDS, MOMENTS, READERS, BOOKS)
def test_the_next_moment_is_allowed_and_stays(kind: Kind, at: datetime, who: Reader, book: Calendar) -> None:
    then = quiet.following(kind, at, who, book)
    assert then >= at
    assert then.tzinfo is not None
    assert quiet.may(kind, then, who, book)
    assert quiet.following(kind, then, who, book) == then


@given(KINDS, MOMENTS, READERS, BOOKS, st.floats(0, 1, exclude_max=True))
def test_no_moment_before_it_is_allowed(kind: Kind, at: datetime, who: Reader, book: Calendar, share: float) -> None:
    then = quiet.following(kind, at, who, book)
    between = at + (then - at) * share
    assert between == then or not quiet.may(kind, between, who, book)


@given(MOMENTS, READERS, BOOKS)
def test_what_is_allowed_by_the_stricter_is_allowed_by_the_other(at: datetime, who: Reader, book: Calendar) -> None:
    assert quiet.following("asked", at, who, book) <= quiet.following("notice", at, who, book)
    reminded = quiet.following("reminder", at, who, book).astimezone(ZoneInfo(who.zone))
    assert not book.is_off(reminded.date(), who.area_code)


@given(YEAR, st.integers(0, 10), st.integers(-14, 7), READERS, BOOKS)
def test_a_step_is_on_a_working_day_within_its_bounds(
    opens: date, length: int, step: int, who: Reader, book: Calendar
) -> None:
    due = opens + timedelta(days=length)
    day = quiet.step_day(due, opens, step, who, book)
    wanted = max(due + timedelta(days=step), opens if step <= 0 else due + timedelta(days=1))
    assert quiet.is_working(day, who, book)
    assert day >= opens
    between = [min(day, wanted) + timedelta(days=n) for n in range(abs((day - wanted).days) + 1)]
    assert not any(quiet.is_working(one, who, book) for one in between if one != day)


@given(YEAR, CLOCKS, READERS, BOOKS)
def test_a_slot_of_a_working_day_is_allowed_and_on_that_day(day: date, hour: time, who: Reader, book: Calendar) -> None:
    slot = quiet.slot(day, hour.isoformat("minutes"), who, book)
    assert slot.astimezone(ZoneInfo(who.zone)).date() == day
    assert not quiet.is_working(day, who, book) or quiet.may("reminder", slot, who, book)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-11-04 08:30", "2026-11-04 08:30"),  # a Wednesday
        ("2026-11-04 12:00", "2026-11-04 13:00"),
        ("2026-11-04 12:59", "2026-11-04 13:00"),
        ("2026-11-04 18:59", "2026-11-04 18:59"),
        ("2026-11-04 19:00", "2026-11-05 07:30"),
        ("2026-11-06 11:29", "2026-11-06 11:29"),  # a Friday
        ("2026-11-06 11:30", "2026-11-06 13:30"),
        ("2026-11-06 19:00", "2026-11-09 07:30"),  # over the weekend
        ("2026-03-18 07:30", "2026-03-18 09:00"),  # in Ramadan
        ("2026-03-18 11:30", "2026-03-18 13:00"),
        ("2026-03-13 13:00", "2026-03-13 13:30"),  # a Friday in Ramadan
        ("2026-03-18 15:00", "2026-03-25 07:30"),  # Nyepi and the feast
    ],
)
def test_reminders(zone: str, at: str, then: str) -> None:
    found = quiet.following("reminder", _at(at, zone), Reader(zone, "91.71"), BOOK)
    assert _told(found, zone) == then


@pytest.mark.parametrize(
    ("area", "then"), [(SOLOK, "2026-11-07 07:30"), ("13.73.01.1001", "2026-11-09 07:30"), ("13", "2026-11-09 07:30")]
)
def test_saturdays_are_worked_where_the_district_says_so(area: str, then: str) -> None:
    found = quiet.following("reminder", _at("2026-11-06 19:00", ZONES[0]), Reader(ZONES[0], area), BOOK)
    assert _told(found, ZONES[0]) == then


@pytest.mark.parametrize(("kind", "then"), [("asked", "2026-03-20 06:00"), ("notice", "2026-03-20 07:30")])
def test_on_nyepi_nothing_comes_in_bali(kind: Kind, then: str) -> None:
    at, zone = _at("2026-03-19 06:00", ZONES[1]), ZONES[1]
    assert _told(quiet.following(kind, at, Reader(zone, BALI), BOOK), zone) == then
    assert quiet.may("asked", at, Reader(zone, SOLOK), BOOK)
    assert quiet.may("asked", at - timedelta(minutes=1), Reader(zone, BALI), BOOK)


def test_a_regional_day_off_is_one_there_alone() -> None:
    at = _at("2026-11-10 08:30", ZONES[0])
    assert not quiet.may("reminder", at, Reader(ZONES[0], "35.24"), BOOK)
    assert quiet.may("reminder", at, Reader(ZONES[0], SOLOK), BOOK)


@pytest.mark.parametrize(
    ("hour", "day", "then"),
    [
        ("08:30", date(2026, 11, 4), "08:30"),
        ("05:00", date(2026, 11, 4), "07:30"),
        ("12:15", date(2026, 11, 4), "13:00"),
        ("12:15", date(2026, 11, 6), "13:30"),
        ("23:10", date(2026, 11, 4), "18:30"),
        ("08:30", date(2026, 3, 18), "09:00"),
        ("16:00", date(2026, 3, 18), "14:30"),
        ("?", date(2026, 11, 4), "08:30"),
    ],
)
def test_the_chosen_hour_makes_way(hour: str, day: date, then: str) -> None:
    assert _told(quiet.slot(day, hour, Reader(ZONES[0], SOLOK), BOOK), ZONES[0]) == f"{day} {then}"


def test_who_chose_another_night_is_reminded_in_it() -> None:
    late = Reader(ZONES[0], SOLOK, (time(22), time(5)))
    assert quiet.may("reminder", _at("2026-11-04 20:00", ZONES[0]), late, BOOK)
    assert not quiet.may("reminder", _at("2026-11-04 12:30", ZONES[0]), late, BOOK)


@pytest.mark.parametrize(
    ("due", "opens", "step", "day"),
    [
        (date(2026, 11, 15), date(2026, 11, 1), 0, date(2026, 11, 13)),  # a Sunday: the Friday before
        (date(2026, 11, 15), date(2026, 11, 1), -1, date(2026, 11, 13)),
        (date(2026, 11, 15), date(2026, 11, 1), 1, date(2026, 11, 16)),
        (date(2026, 11, 5), date(2026, 11, 1), 3, date(2026, 11, 6)),  # D+3 is a Sunday
        (date(2026, 11, 6), date(2026, 11, 1), 1, date(2026, 11, 9)),  # before it nothing is overdue
        (date(2026, 11, 5), date(2026, 11, 1), -5, date(2026, 11, 2)),  # before it nothing is open
        (date(2026, 3, 22), date(2026, 3, 1), 0, date(2026, 3, 18)),
        (date(2026, 3, 22), date(2026, 3, 20), 0, date(2026, 3, 25)),
    ],
)
def test_the_days_of_the_steps(due: date, opens: date, step: int, day: date) -> None:
    assert quiet.step_day(due, opens, step, Reader(ZONES[0], "91.71"), BOOK) == day


def test_a_calendar_without_a_working_day_is_not_obeyed() -> None:
    closed = Calendar.of([Day("national", date(2026, 1, 1), date(2028, 12, 31))])
    at = _at("2026-11-04 08:30", ZONES[0])
    assert quiet.following("reminder", at, Reader(ZONES[0]), closed) == at


def _at(told: str, zone: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _told(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
