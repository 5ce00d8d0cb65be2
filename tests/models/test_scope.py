"""What lies in an area is found by an index, not by looking through the country."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Column
from sqlalchemy import text as sql
from sqlmodel import select

from models import tables
from models.classification import Classification
from models.database import Database, Transaction
from models.family import Family
from models.kampung import Kampung
from models.obligation import Obligation
from models.scope import Scope
from models.submission import Submission

assert tables.metadata is not None  # every table is known


def plan(tx: Transaction, statement: Any) -> str:
    """How the database goes about it, were the tables large."""
    is_sqlite = tx.get_bind().dialect.name == "sqlite"
    if not is_sqlite:
        tx.connection().execute(sql("SET LOCAL enable_seqscan = off"))
    written = str(statement.compile(tx.connection(), compile_kwargs={"literal_binds": True}))
    told = tx.connection().exec_driver_sql(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{written}")
    return "\n".join(str(row) for row in told)


@pytest.mark.parametrize("table", [Classification, Family, Kampung, Obligation, Submission])
def test_an_area_is_a_range_of_an_index(database: Database, now: datetime, table: Any) -> None:
    area: Column[str] = table.village_code if table is Kampung else table.area_code
    with database.transaction(now) as tx:
        told = plan(tx, select(table.id).where(Scope(("13.72",)).covers(area, table.id)))
    assert "area_code>? AND area_code<?" in told.replace("village", "area") or "Index Cond: ((" in told, told


def test_active_kampung_are_found_by_their_own_index(sqlite_database: Database, now: datetime) -> None:
    with sqlite_database.transaction(now) as tx:
        told = plan(tx, select(Kampung.id).where(Kampung.is_active, Kampung.village_code >= "13"))
    assert "COVERING INDEX uq_kampung_village" in told


@pytest.mark.parametrize(
    ("code", "is_inside"),
    [("13.72", True), ("13.72.01.1004", True), ("13.7", False), ("13.721", False), ("13.73", False), ("13", False)],
)
def test_only_what_lies_in_it_is_covered(database: Database, now: datetime, code: str, is_inside: bool) -> None:
    scope = Scope(("13.72",))
    with database.transaction(now) as tx:
        said = select(sql("1")).where(scope.covers(sql(f"'{code}'"), sql("0")))
        assert bool(tx.execute(said).all()) is is_inside
    assert scope.includes(code, 0) is is_inside
