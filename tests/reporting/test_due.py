"""The programme's calendar, in three time zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from reporting import due
from reporting.due import Terms

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def local(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize("zone", ZONES)
def test_deadlines_are_local_and_the_lock_is_in_wib(zone: str) -> None:
    window = due.window("2026-10", zone, Terms())
    assert local(window.opens_at, zone) == "2026-11-01 00:00"
    assert local(window.due_at, zone) == "2026-11-05 23:59"
    assert local(window.late_at, zone) == "2026-11-11 00:00"
    assert local(window.lock_at, "Asia/Jakarta") == "2026-11-15 23:59"


def test_east_of_wib_the_lock_falls_on_the_next_day() -> None:
    window = due.window("2026-10", "Asia/Jayapura", Terms())
    assert local(window.lock_at, "Asia/Jayapura") == "2026-11-16 01:59"


def test_december_is_reported_in_january() -> None:
    assert due.due_on("2026-12", Terms()) == date(2027, 1, 5)


@pytest.mark.parametrize("zone", ZONES)
def test_rows_are_there_before_the_period_opens(zone: str) -> None:
    assert due.opened_ahead_at("2026-10", Terms()) < due.window("2026-10", zone, Terms()).opens_at


@pytest.mark.parametrize(
    ("hour", "kept"),
    [
        ("08:30", "08:30"),
        ("05:00", "07:30"),
        ("18:59", "18:59"),
        ("19:00", "18:30"),
        ("23:10", "18:30"),
        ("?", "08:30"),
    ],
)
def test_nothing_is_sent_in_the_quiet_time(hour: str, kept: str) -> None:
    assert due.waking(hour) == time.fromisoformat(kept)


@pytest.mark.parametrize(
    ("begins", "ends", "hour", "kept"),
    [
        ("21:00", "05:00", "19:00", "19:00"),
        ("20:00", "06:00", "22:00", "19:30"),
        ("20:00", "06:00", "02:00", "06:00"),
        ("00:00", "05:00", "23:00", "23:00"),
        ("00:00", "05:00", "00:10", "05:00"),
        ("00:10", "00:05", "12:00", "23:40"),
    ],
)
def test_a_quiet_time_of_ones_own(begins: str, ends: str, hour: str, kept: str) -> None:
    quiet = time.fromisoformat(begins), time.fromisoformat(ends)
    assert due.waking(hour, quiet) == time.fromisoformat(kept)


def test_a_slot_is_open_for_six_hours() -> None:
    slot = datetime(2026, 11, 5, 1, 30, tzinfo=UTC)
    opened = [due.is_open(slot, slot + timedelta(minutes=m)) for m in (-1, 0, 359, 360)]
    assert opened == [False, True, True, False]


def test_the_running_period_is_the_last_full_month_in_wib() -> None:
    assert due.running(datetime(2026, 10, 31, 16, 59, tzinfo=UTC)) == "2026-09"
    assert due.running(datetime(2026, 10, 31, 17, 0, tzinfo=UTC)) == "2026-10"


@pytest.mark.parametrize(
    ("since", "at", "comes"),
    [
        (-1, 0, True),
        (0, 1, False),  # done a minute ago
        (14, 15, True),  # a quarter of an hour later somebody's own quiet time may have ended
        (15, 16, False),
        (16, 40, True),
        (359, 360, False),  # too late for it
        (-60, -59, False),
    ],
)
def test_all_are_gone_through_when_a_slot_comes_and_each_quarter_of_an_hour(since: int, at: int, comes: bool) -> None:
    slot = datetime(2026, 11, 5, 1, 30, tzinfo=UTC)
    moments = (slot + timedelta(minutes=told) for told in (since, at))
    assert due.has_come_up([slot], *moments) == comes


def test_a_weekly_form_reminds_on_its_day_alone() -> None:
    """Eight messages a month are the most over all forms: five a week would leave none for the others."""
    assert due.steps_of("weekly") == (0,)
    assert due.steps_of("monthly") == (-5, -1, 0, 1, 3)
