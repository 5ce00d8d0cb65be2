"""Migrations: they arrive at the tables, go back, and say where a database stands."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from models import engines, schema, tables
from models.database import Database


@pytest.fixture
def database(own_database: Database) -> Database:
    """Of its own: here schemas change."""
    return own_database


def test_every_step_goes_up_down_and_up(database: Database) -> None:
    schema.downgrade(database.url, "base")
    assert schema.standing(database.url) is schema.Standing.EMPTY
    script = ScriptDirectory.from_config(schema.config())
    with engines.migrating(database.url).begin() as connection:
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            for revision in reversed(list(script.walk_revisions())):
                for step in (revision.module.upgrade, revision.module.downgrade, revision.module.upgrade):
                    step()
        context.stamp(script, "heads")
        assert compare_metadata(context, tables.metadata) == []
    assert database.is_current()


def test_a_downgrade_leaves_nothing(database: Database) -> None:
    schema.downgrade(database.url, "base")
    with engines.migrating(database.url).connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_migrations_arrive_at_the_tables(database: Database) -> None:
    with engines.migrating(database.url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, tables.metadata) == []


def test_every_constraint_has_a_name() -> None:
    nameless = [
        (table.name, constraint)
        for table in SQLModel.metadata.sorted_tables
        for constraint in table.constraints
        if not constraint.name
    ]
    assert nameless == []


def test_upgrading_twice_is_harmless(database: Database) -> None:
    database.upgrade()
    assert database.is_current()


@pytest.mark.parametrize(("revision", "what"), [("0999", "newer than this version"), (None, "has no tables yet")])
def test_another_schema_is_a_problem(database: Database, revision: str | None, what: str) -> None:
    change = (
        "DELETE FROM alembic_version" if revision is None else f"UPDATE alembic_version SET version_num = '{revision}'"
    )
    with engines.migrating(database.url).begin() as connection:
        connection.execute(text(change))
    assert not database.is_current()
    assert any(what in found.what for found in database.problems())


def test_a_server_that_may_lose_answers_is_a_problem(database: Database) -> None:
    found = [problem.what for problem in database.problems()]
    if database.is_sqlite:
        assert found == []
    elif database.url.query.get("host", "").startswith("/"):  # our own server runs with fsync = off
        assert found == ["PostgreSQL has fsync = off and may lose answers"]


@pytest.mark.parametrize("url", ["sqlite:////nowhere/kabar.db", "postgresql://127.0.0.1:9/kabar"])
def test_an_unreachable_database_is_a_problem(url: str) -> None:
    (found,) = Database(url).problems()
    assert found.what.startswith("the database can't be opened: ")
    assert "[database] url" in found.fix


def test_looking_makes_no_file(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'kabar.db'}")
    assert not database.is_current()
    assert [found.what for found in database.problems()] == ["the database has no tables yet"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("version", [(3, 34, 0), (3, 40, 1)])
def test_an_old_sqlite_is_told_or_worked_around(
    sqlite_database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    driver = SimpleNamespace(**vars(sqlite3.dbapi2))
    driver.sqlite_version_info, driver.sqlite_version = version, ".".join(map(str, version))
    monkeypatch.setattr(engines, "sqlite_driver", lambda: driver)
    with closing(Database(str(sqlite_database.url))) as database, database.transaction(now) as tx:
        assert tx.connection().exec_driver_sql("PRAGMA journal_mode").scalar_one() == "delete"
    found = [problem.what for problem in sqlite_database.problems()]
    assert found == (["SQLite 3.34.0 is too old"] if version < (3, 35) else [])


def test_one_current_submission_in_a_slot(database: Database, now: datetime) -> None:
    insert = text(
        "INSERT INTO submission (instance_id, is_current, revision, number, form_id, form_version_id, kampung_id,"
        " area_code, period, person_id, instance_name, xml, review_state, started_at, submitted_at) VALUES"
        " (:name, :current, 1, '', 'bulanan_kkb', 1, 1, '', '2026-10', 1, '', '', 'received', :now, :now)"
    ).bindparams(now=now)
    with engines.migrating(database.url).begin() as connection:  # without its parents: only the index matters here
        if not database.is_sqlite:
            connection.execute(text("SET session_replication_role = replica"))
        connection.execute(insert, {"name": "first", "current": False})
        connection.execute(insert, {"name": "second", "current": False})
        connection.execute(insert, {"name": "third", "current": True})
        with pytest.raises(IntegrityError, match=r"form_id|uq_submission_slot"), connection.begin_nested():
            connection.execute(insert, {"name": "fourth", "current": True})
