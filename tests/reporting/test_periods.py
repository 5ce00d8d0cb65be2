"""How periods are written, and from when until when each is owed: over year ends, leap years and week 53."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import due, periods
from reporting.due import Instead, Terms
from reporting.scheduling import DEFAULTS, Default

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
CADENCES = st.sampled_from(periods.CADENCES)


@pytest.mark.parametrize(
    ("period", "first", "last", "after"),
    [
        ("2026-12", "2026-12-01", "2026-12-31", "2027-01"),
        ("2028-02", "2028-02-01", "2028-02-29", "2028-03"),
        ("2026-02", "2026-02-01", "2026-02-28", "2026-03"),
        ("2026-W53", "2026-12-28", "2027-01-03", "2027-W01"),
        ("2025-W52", "2025-12-22", "2025-12-28", "2026-W01"),
        ("2026-W01", "2025-12-29", "2026-01-04", "2026-W02"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "2027-Q1"),
        ("2028-Q1", "2028-01-01", "2028-03-31", "2028-Q2"),
        ("2026-S2", "2026-07-01", "2026-12-31", "2027-S1"),
        ("2028", "2028-01-01", "2028-12-31", "2029"),
        ("2026-10-31", "2026-10-31", "2026-10-31", "2026-11-01"),
    ],
)
def test_a_period_holds_these_days(period: str, first: str, last: str, after: str) -> None:
    assert (periods.first(period).isoformat(), periods.last(period).isoformat()) == (first, last)
    assert periods.following(period) == after
    assert periods.before(after) == period


@pytest.mark.parametrize("wrong", ["", "2026-13", "2025-W53", "2026-W00", "2026-Q5", "2026-S3", "26", "0000", "2026-2"])
def test_what_is_no_period_is_none(wrong: str) -> None:
    assert periods.span(wrong) is None
    with pytest.raises(ValueError, match="is no period"):
        periods.first(wrong)


@given(DAYS, CADENCES)
def test_every_day_lies_in_one_period_of_each_kind(day: date, cadence: periods.Cadence) -> None:
    period = periods.containing(cadence, day)
    assert periods.first(period) <= day <= periods.last(period)
    assert periods.covers(period, day.isoformat())
    assert not periods.covers(periods.following(period), day.isoformat())
    assert periods.before(periods.following(period)) == period
    assert periods.before(period) < period < periods.following(period)  # they sort as written


def test_a_running_number_is_left_out() -> None:
    assert periods.covers("2026-Q4", "2026-10-14.2")
    assert not periods.covers("2026-10", "2026-Q4")


@pytest.mark.parametrize(
    ("form_id", "period", "zone", "window"),
    [
        ("bulanan_kkb", "2026-12", "Asia/Jakarta", "01-01 00:00, 01-05 23:59, 01-11 00:00, 01-15 23:59"),
        ("bulanan_kkb", "2028-01", "Asia/Jayapura", "02-01 00:00, 02-05 23:59, 02-11 00:00, 02-16 01:59"),
        ("poktan_bulanan", "2026-11", "Asia/Makassar", "12-01 00:00, 12-03 23:59, 12-06 00:00, 12-16 00:59"),
        ("profil_kkb", "2027", "Asia/Jakarta", "01-01 00:00, 01-07 23:59, 01-15 00:00, 01-31 23:59"),
        ("monev_klasifikasi", "2026-S2", "Asia/Jakarta", "01-01 00:00, 01-15 23:59, 01-22 00:00, 01-31 23:59"),
        ("kunjungan_keluarga", "2028-02-28", "Asia/Jayapura", "02-25 00:00, 02-28 23:59, 03-07 00:00, 03-29 23:59"),
        ("tindak_lanjut_opd", "2026-11", "Asia/Makassar", "12-01 00:00, 12-10 23:59, 12-16 00:00, 12-28 23:59"),
        ("rakor_lintas_sektor", "2026-Q4", "Asia/Jakarta", "10-03 00:00, 12-31 23:59, 01-08 00:00, 01-30 23:59"),
    ],
)  # fmt: skip
def test_the_programmes_periods_run_from_when_until_when(form_id: str, period: str, zone: str, window: str) -> None:
    terms = next(one.terms for one in DEFAULTS if one.form_id == form_id)
    found = due.window(period, zone, terms)
    moments = (found.opens_at, found.due_at, found.late_at, found.lock_at)
    assert ", ".join(f"{at.astimezone(ZoneInfo(zone)):%m-%d %H:%M}" for at in moments) == window


@given(DAYS, st.sampled_from(DEFAULTS), st.sampled_from(("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")))
def test_every_window_is_in_order(day: date, one: Default, zone: str) -> None:
    terms, cadence = one.terms, one.cadence
    assert terms.is_in_order
    found = due.window(periods.containing(cadence, day), zone, terms)
    assert due.opened_ahead_at(periods.containing(cadence, day), terms) < found.opens_at
    assert found.opens_at < found.due_at < found.late_at < found.lock_at


def test_a_holiday_gives_more_time_for_one_period() -> None:
    more = Instead(due_on=date(2026, 4, 10), lock_on=date(2026, 4, 19))
    found = due.window("2026-03", "Asia/Jakarta", Terms(), more)
    assert found.due_at == datetime(2026, 4, 10, 23, 59, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert found.late_at == datetime(2026, 4, 11, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert found.lock_at == datetime(2026, 4, 19, 23, 59, tzinfo=ZoneInfo("Asia/Jakarta"))
