"""The calendar as a list: what is shipped, what is refused, what is stored and what is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from models import calendar_day
from models.audit_event import AuditEvent
from models.calendar_day import CalendarDay
from models.database import Database, Transaction
from models.region import Region
from reporting import calendar_draft, calendar_files, days_off
from reporting.calendar_files import COLUMNS

HEAD = ",".join(COLUMNS)
GOOD = "2028-01-01,2028-01-01,national,,,,Tahun Baru,New Year,final,SKB"


def test_the_shipped_years_are_stored_once(database: Database) -> None:
    with database.transaction(_on(2026, 11, 2)) as tx:
        calendar_files.ensure(tx)
        first = {row.id for row in calendar_day.all_of(tx)}
        calendar_files.ensure(tx)
        assert {row.id for row in calendar_day.all_of(tx)} == first
        told = [(row.details["rows"], row.details["drafts"]) for row in tx.exec(select(AuditEvent))]
    assert told == [(30, 0), (27, 0), (28, 1)]


@pytest.mark.parametrize(
    ("year", "holidays", "joint"),
    # As the three decrees count them.
    [(2025, 17, 11), (2026, 17, 8), (2027, 18, 8)],
)
def test_the_shipped_years_are_those_of_the_decrees(
    sqlite_database: Database, year: int, holidays: int, joint: int
) -> None:
    with sqlite_database.transaction(_on(2026, 11, 2)) as tx:
        rows, problems = calendar_files.read(tx, calendar_files.shipped())
    mine = [row for row in rows if row.first.year == year]
    assert problems == []
    assert [sum(row.kind == kind for row in mine) for kind in ("national", "joint")] == [holidays, joint]
    drafted = {(row.first, row.kind) for row in calendar_draft.draft(year) if row.kind in ("national", "joint")}
    assert {(row.first, row.kind) for row in mine if row.kind in ("national", "joint")} == drafted


def test_on_the_feast_nobody_works(sqlite_database: Database) -> None:
    with sqlite_database.transaction(_on(2026, 1, 2)) as tx:
        calendar_files.ensure(tx)
        book = days_off.load(tx)
    assert [book.is_off(date(2026, 3, day), "13.72") for day in (17, 18, 19, 20, 23, 24, 25)] == [
        False, True, True, True, True, True, False,
    ]  # fmt: skip
    assert book.is_ramadan(date(2026, 2, 19), "13")
    assert not book.is_ramadan(date(2026, 2, 18), "13")
    assert book.silences(date(2026, 3, 19), "51.71") != () == book.silences(date(2026, 3, 19), "13.72")


@pytest.mark.parametrize("year", range(2026, 2034))
def test_a_draft_can_be_read_again_and_is_all_draft(sqlite_database: Database, year: int) -> None:
    with sqlite_database.transaction(_on(2026, 11, 2)) as tx:
        rows, problems = calendar_files.read(tx, calendar_files.written(calendar_draft.draft(year)))
    assert problems == []
    assert {row.is_draft for row in rows} == {True}
    assert {"national", "silence", "ramadan"} <= {row.kind for row in rows}
    assert all(28 <= (row.last - row.first).days <= 29 for row in rows if row.kind == "ramadan")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("2028-13-01,,national,,,,A,A,final,SKB", "first"),
        ("2028-02-01,besok,national,,,,A,A,final,SKB", "last"),
        ("2028-02-02,2028-02-01,national,,,,A,A,final,SKB", "last"),
        ("2028-02-01,2030-02-01,national,,,,A,A,final,SKB", "last"),
        ("2028-02-01,,libur,,,,A,A,final,SKB", "kind"),
        ("2028-02-01,,regional,,,,A,A,final,SKB", "area"),
        ("2028-02-01,,regional,Bali,,,A,A,final,SKB", "area"),
        ("2028-02-01,,regional,13.99,,,A,A,final,SKB", "area"),
        ("2028-02-01,,silence,51,,06:00,A,A,final,SKB", "begins"),
        ("2028-02-01,,silence,51,06:00,24:30,A,A,final,SKB", "ends"),
        ("2028-02-01,,national,,06:00,,A,A,final,SKB", "begins"),
        ("2028-02-01,,national,,,,A,A,pasti,SKB", "status"),
        ("2028-02-01,,national,,,,,A,final,SKB", "name"),
        ("2028-02-01,,national,,,,A,A,final,", "source"),
        (GOOD, "first"),
    ],
)
def test_each_fault_is_told_by_row_and_column(sqlite_database: Database, line: str, column: str) -> None:
    with sqlite_database.transaction(_on(2026, 11, 2)) as tx:
        tx.add(Region(code="13", parent_code=None, level="province", name="Sumatera Barat", zone="Asia/Jakarta"))
        rows, problems = calendar_files.read(tx, "\n".join((HEAD, GOOD, line)))
    assert [(one.row, one.column) for one in problems] == [(3, column)]
    assert len(rows) == 1


def test_a_year_is_replaced_whole_or_not_at_all(sqlite_database: Database) -> None:
    bali = "2028-03-26,2028-03-27,silence,51,06:00,06:00,Nyepi,Nyepi,final,SKB"
    with sqlite_database.transaction(_on(2026, 11, 2)) as tx:
        assert "a year is replaced whole" in calendar_files.read(tx, "\n".join((HEAD, bali)))[1][0].message
        _import(tx, HEAD, GOOD, bali)
        _import(tx, "\ufeff" + HEAD.replace(",", ";"), GOOD.replace(",", ";"))
        assert [row.kind for row in calendar_day.of_year(tx, 2028)] == ["national"]


def test_a_list_without_its_columns_is_no_list(sqlite_database: Database) -> None:
    with sqlite_database.transaction(_on(2026, 11, 2)) as tx:
        assert [one.column for one in calendar_files.read(tx, "tanggal,libur\n2028-01-01,ya\n")[1]] == ["first"]


@pytest.mark.parametrize(
    ("today", "lacking"),
    [
        ((2028, 9, 30), ["no days off are known for 2028"]),
        ((2026, 9, 30), []),
        ((2026, 10, 1), ["1 rows of 2027 are a draft, the first is Ramadan 1448 H"]),
        ((2027, 10, 1), ["no days off are known for 2028"]),
    ],
)
def test_what_is_missing_is_told(sqlite_database: Database, today: tuple[int, int, int], lacking: list[str]) -> None:
    with sqlite_database.transaction(_on(*today)) as tx:
        calendar_files.ensure(tx)
        assert calendar_files.gaps(tx) == lacking


def _import(tx: Transaction, *lines: str) -> list[CalendarDay]:
    rows, problems = calendar_files.read(tx, "\n".join(lines))
    assert problems == []
    calendar_files.store(tx, rows)
    return rows


def _on(*day: int) -> datetime:
    return datetime(*day, 8, tzinfo=UTC)  # type: ignore[misc]
