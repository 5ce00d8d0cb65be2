"""The mornings of coordinators: a Monday that is a holiday where they are moves to the next working day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar_day import CalendarDay
from models.database import Database
from reporting import mornings
from reporting.days_off import Calendar, Day
from reporting.quiet import Reader
from tests.reporting.field import wib
from tests.reporting.walking import END, START, change, outbox, settled, walk

SOLOK = Reader("Asia/Jakarta", "13.72.01")
MONDAY = date(2026, 11, 9)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def off(first: int, last: int, area: str = "") -> Calendar:
    kind = "regional" if area else "national"
    return Calendar.of([Day(kind, date(2026, 11, first), date(2026, 11, last), area)])


@given(MOMENTS, st.sampled_from(("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")))
def test_mondays_follow_each_other(at: datetime, zone: str) -> None:
    where, none = Reader(zone), Calendar()
    (monday, last), following = mornings.week(at, where, none), mornings.next_week(at, where, none)
    assert last <= at < following == last + timedelta(days=7)
    assert last.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %a %H:%M") == f"{monday} Mon 08:30"


@pytest.mark.parametrize(
    ("book", "wanted"),
    [
        (off(9, 9), wib(10, 8, 30)),
        (off(9, 9, "13"), wib(10, 8, 30)),
        (off(9, 9, "13.71"), wib(9, 8, 30)),
        (off(9, 13), wib(16, 8, 30)),
        (Calendar.of([Day("ramadan", MONDAY, MONDAY)]), wib(9, 9)),
        (Calendar.of([Day("silence", MONDAY, MONDAY)]), wib(10, 8, 30)),
    ],
)
def test_the_week_begins_on_its_first_working_day_there(book: Calendar, wanted: datetime) -> None:
    before = wib(9, 8)
    assert mornings.next_week(before, SOLOK, book) == wanted
    assert mornings.week(wanted - timedelta(minutes=1), SOLOK, book)[0] < MONDAY
    monday, slot = mornings.week(wanted, SOLOK, book)
    assert slot == wanted
    assert monday == (MONDAY if wanted < wib(16, 0) else date(2026, 11, 16)), "of two weeks the later one"


def test_the_late_are_told_of_on_a_working_day() -> None:
    assert mornings.late(date(2026, 11, 5), (1, 3), SOLOK, off(6, 6)) == [wib(9, 8, 30), wib(9, 8, 30)]


def test_every_way_in_which_mornings_differ_is_looked_at() -> None:
    book = Calendar.of([Day("regional", MONDAY, MONDAY, "13"), Day("saturday", MONDAY, MONDAY, "51.71")])
    for area in ("", "11", "13", "13.72.01.1004", "51", "51.71", "51.71.02"):
        mine = mornings.morning(MONDAY, Reader("Asia/Jakarta", area), book)
        assert mine in {mornings.morning(MONDAY, one, book) for one in mornings.readers(["Asia/Jakarta"], book)}


def test_a_holiday_of_one_province_moves_its_own_summary_alone(database: Database) -> None:
    town = settled(database)
    about = {"name": "Hari jadi", "name_en": "Anniversary", "source": "SK"}
    holiday = CalendarDay(kind="regional", first=MONDAY, last=MONDAY, area_code="13", **about)
    change(town, START, lambda tx: tx.add(holiday))
    walk(town, START, END + timedelta(days=1))
    told = [(row.dedupe_key, row.not_before) for row in outbox(town) if row.kind in ("summary", "missing")]
    assert told[-4:] == [
        ("missing:4:2026-11-09", wib(9, 7, 30)),
        ("summary:4:2026-11-09", wib(9, 7, 30)),
        ("missing:3:2026-11-10", wib(10, 8, 30)),
        ("summary:3:2026-11-09", wib(10, 8, 30)),
    ]
    assert "minggu 2 Nov – 8 Nov 2026" in outbox(town)[-1].html
