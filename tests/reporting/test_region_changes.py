"""The changes of a year: what moves with a region, what stays readable, and what is refused as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest
from sqlmodel import select

from models import kampung, membership, obligation, region, region_change, region_moves, submission, tables
from models.audit_event import AuditEvent
from models.database import Database, Transaction
from models.region_search import RegionSearch
from models.scope import Scope
from reporting import region_changes, rolling_up
from reporting.access import KOORDINATOR
from reporting.listed import Problem
from reporting.region_changes import COLUMNS, Planned
from tests.reporting import field

SOLOK, EVERYWHERE = Scope(areas=("13.72",)), Scope(areas=("",))
TODAY = date(2026, 11, 2)


@pytest.fixture
def places(database: Database, now: datetime) -> Database:
    """The field with a report of Laing (kampung 3) and what it owes in October; Tanah Garam has no kampung any more."""
    with database.transaction(now) as tx:
        field.settle(tx)
        field.reminding().tick(tx, now)
        field.report(tx, field.form_version(tx), 3, "2026-10", now, {"jiwa_l": 7})
        kampung.get(tx, 1).is_active = False
        rolling_up.rebuild_regency(tx, "13.72")
    return database


def changed(tx: Transaction, *rows: str) -> tuple[list[Planned], list[Problem]]:
    """Carries out rows as they stand in a file: change,code,name,old_code,since."""
    cells = (dict(zip(COLUMNS, row.split(","), strict=True)) for row in rows)
    orders, problems = region_changes.read(enumerate(cells, start=2), tx.now.date())
    planned, more = region_changes.plan(tx, orders)
    if not problems and not more:
        region_changes.carry_out(tx, planned)
    return planned, [*problems, *more]


def told(problems: Sequence[Problem]) -> list[tuple[int, str]]:
    return [(one.row, one.column) for one in problems]


def test_a_renamed_village_is_found_by_both_names(places: Database, now: datetime) -> None:
    with places.transaction(now) as tx:
        planned, problems = changed(tx, "renamed,13.72.01.1006,Laing Jaya,,2026-01-15")
        assert (problems, [one.change.old_name for one in planned]) == ([], ["Laing"])
    with places.reading(now) as tx:
        search = RegionSearch()
        for text in ("laing jaya", "laing", "13.72.01.1006"):
            found = search.find(tx, text)[0]
            assert (found.code, found.name) == ("13.72.01.1006", "Laing Jaya")
            assert found.was == (("13.72.01.1006", "Laing", date(2026, 1, 15)),)


def test_a_recoded_village_takes_everything_along(places: Database, now: datetime) -> None:
    with places.transaction(now) as tx:
        planned, problems = changed(tx, "recoded,13.72.01.2001,Nagari Laing,13.72.01.1006,2026-06-01")
        assert problems == []
        assert planned[0].moves == {"kampung": 1, "obligation": 1, "submission": 1}
    with places.reading(now) as tx:
        assert kampung.get(tx, 3).village_code == "13.72.01.2001"
        owed = obligation.of_slot(tx, "bulanan_kkb", 3, "2026-10")
        assert owed is not None and owed.area_code == "13.72.01.2001"
        assert submission.get(tx, Scope(areas=("13.72.01.2001",)), 1) is not None
        assert [one.name for one in region.below(tx, "13.72.01")] == ["Nagari Laing", "Simpang Rumbio", "Tanah Garam"]
        assert region.path_names(tx, "13.72.01.1006")[:2] == ["Laing", "Tanjung Harapan"]  # readable as history
        assert [one.code for one in RegionSearch().find(tx, "13.72.01.1006")] == ["13.72.01.2001"]
        assert RegionSearch().find(tx, "laing")[0].code == "13.72.01.2001"
        noted = tx.exec(select(AuditEvent).where(AuditEvent.action == "region.recoded")).one()
        assert (noted.object_id, noted.details) == (
            "13.72.01.2001",
            {"old_code": "13.72.01.1006", "since": "2026-06-01"},
        )


def test_a_recoded_regency_takes_along_what_lies_below(places: Database, now: datetime) -> None:
    with places.transaction(now) as tx:
        before = _sums(tx, "13.72")
        planned, problems = changed(tx, "recoded,13.80,Kota Solok Raya,13.72,2026-01-01")
        assert (problems, len(planned)) == ([], 5)
    with places.reading(now) as tx:
        assert region.path_names(tx, "13.80.01.1006") == [
            "Laing",
            "Tanjung Harapan",
            "Kota Solok Raya",
            "Sumatera Barat",
        ]
        assert kampung.get(tx, 3).village_code == "13.80.01.1006"
        assert membership.people_with_role(tx, (KOORDINATOR,), "13.80.01.1006", now) == [field.DEDI]
        assert before and _sums(tx, "13.80") == before
        assert _sums(tx, "13.72") == {}
        assert _sums(tx, "13")


def test_merged_villages_become_one(places: Database, now: datetime) -> None:
    with places.transaction(now) as tx:
        _, problems = changed(
            tx,
            "merged,13.72.01.1004,,13.72.01.1006,2026-01-01",
            "renamed,13.72.01.1004,Garam Laing,,2026-01-01",
        )
        assert problems == []
    with places.reading(now) as tx:
        assert [one.id for one in kampung.in_scope(tx, Scope(areas=("13.72.01.1004",)))] == [3]
        found = RegionSearch().find(tx, "laing")[0]
        assert (found.code, found.name) == ("13.72.01.1004", "Garam Laing")
        assert [one.name for one in found.was] == ["Tanah Garam", "Laing"]


def test_two_active_kampung_keep_villages_from_merging(places: Database, now: datetime) -> None:
    with places.transaction(now) as tx:
        _, problems = changed(tx, "merged,13.72.01.1005,,13.72.01.1006,2026-01-01")
        assert told(problems) == [(2, "old_code")]
        assert "Aur Sejahtera (number 2" in problems[0].message
        assert "Laing Taluak Sejahtera (number 3" in problems[0].message


def test_a_split_village_keeps_its_own(places: Database, now: datetime) -> None:
    with places.transaction(now) as tx:
        _, problems = changed(
            tx,
            "split,13.72.03.2001,Laing Timur,13.72.01.1006,2026-01-01",
            "new,13.72.03,Lubuk Baru,,2026-01-01",
        )
        assert problems == []
    with places.reading(now) as tx:
        row = region.get(tx, "13.72.03.2001")
        assert row is not None and (row.parent_code, row.zone, row.level) == ("13.72.03", "Asia/Jakarta", "village")
        assert kampung.get(tx, 3).village_code == "13.72.01.1006"
        assert region_change.of_region(tx, "13.72.01.1006")[0].code == "13.72.03.2001"


def test_later_changes_follow_earlier_ones(places: Database, now: datetime) -> None:
    with places.transaction(now) as tx:
        assert changed(tx, "recoded,13.72.01.2001,,13.72.01.1006,2025-01-01")[1] == []
        assert changed(tx, "recoded,13.72.01.2002,,13.72.01.2001,2026-01-01")[1] == []
    with places.reading(now) as tx:
        found = RegionSearch().find(tx, "13.72.01.1006")[0]
        assert (found.code, [one.code for one in found.was]) == ("13.72.01.2002", ["13.72.01.2001", "13.72.01.1006"])


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (["moved,13.72.01.1006,X,,2026-01-01"], [(2, "change")]),
        (["renamed,13.72.1.1006,X,,2026-01-01"], [(2, "code")]),
        (["renamed,13.72.01.1006,,,2026-01-01"], [(2, "name")]),
        (["renamed,13.72.01.1006,X,,1 Januari"], [(2, "since")]),
        (["renamed,13.72.01.1006,X,,2027-01-01"], [(2, "since")]),
        (["recoded,,X,,"], [(2, "code"), (2, "old_code"), (2, "since")]),
        (["renamed,13.72.01.1099,X,,2026-01-01"], [(2, "code")]),
        (["recoded,13.72.01.1099,X,13.72.01.1098,2026-01-01"], [(2, "old_code")]),
        (["recoded,13.72.01.1005,X,13.72.01.1006,2026-01-01"], [(2, "code")]),  # a code is never given twice
        (["recoded,13.72.09.1005,X,13.72.01.1006,2026-01-01"], [(2, "code")]),  # in a district that is not there
        (["recoded,13.72.09,X,13.72.01.1006,2026-01-01"], [(2, "code")]),
        (["merged,13.72.01.1006,,13.72.01.1006,2026-01-01"], [(2, "code")]),
        (["merged,13.72,,63.71,2026-01-01"], [(2, "old_code")]),  # what lies below has no row
        (["new,13.72.01.1006,X,,2026-01-01"], [(2, "code")]),
        (["split,13.72.01.1007,X,13.72.01.1099,2026-01-01"], [(2, "old_code")]),
        (
            ["merged,13.72.01.1004,,13.72.01.1006,2026-01-01", "recoded,13.72.01.1009,,13.72.01.1006,2026-01-01"],
            [(2, "old_code"), (3, "old_code")],
        ),
        (
            ["renamed,13.72.01.1006,A,,2026-01-01", "", "renamed,13.72.01.1006,B,,2026-01-01"],
            [(2, "code"), (4, "code")],
        ),
    ],
)
def test_what_cannot_be_is_refused_by_row_and_column(
    places: Database, now: datetime, rows: list[str], cells: list[tuple[int, str]]
) -> None:
    with places.reading(now) as tx:
        numbered = {at: dict(zip(COLUMNS, row.split(","), strict=True)) for at, row in enumerate(rows, 2) if row}
        orders, problems = region_changes.read(numbered.items(), TODAY)
        if not problems:
            problems = region_changes.plan(tx, orders)[1]
        assert sorted(set(told(problems))) == cells


def test_a_list_of_names_does_not_undo_a_change(places: Database, now: datetime) -> None:
    with places.transaction(now) as tx:
        changed(tx, "renamed,13.72.01.1006,Laing Jaya,,2026-01-15")
        region.load_regions(tx, [region.RegionRow("13.72.01.1006", "Laing"), region.RegionRow("13.72.01.1005", "Aur")])
        assert region.path_names(tx, "13.72.01.1006")[0] == "Laing Jaya"
        assert region.path_names(tx, "13.72.01.1005")[0] == "Aur"


def test_every_column_of_places_moves() -> None:
    """A table that is added later must say what becomes of it."""
    kept = {("rollup", "area_code"), ("tally", "area_code")}  # made anew from the reports and what is owed
    there = {
        (table.name, column.name)
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if column.name in ("area_code", "village_code", "region_code")
    }
    assert there == kept | set(region_moves.MOVED)


def _sums(tx: Transaction, area: str) -> dict[str, float]:
    rows = tx.exec(select(rolling_up.rollup.Rollup).where(rolling_up.rollup.Rollup.area_code == area)).all()
    return {f"{row.figure} {row.period}": row.above for row in rows}
