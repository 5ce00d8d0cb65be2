"""Databases for tests. Whatever takes `database` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.database import Database
from tests import databases, postgres
from tests.databases import SharedPostgresql, SharedSqlite

NUMBERS = itertools.count(1)
ROOM = 2 << 30  # the databases of a whole run, with what the browser and the built wheel leave


def pytest_configure() -> None:
    """Temporary files lie in memory where there is room: on a disk each commit of each test waits for it. A killed
    process loses nothing by that; only a lost current would tell, and no test cuts it."""
    if postgres.MEMORY.is_dir() and shutil.disk_usage(postgres.MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(postgres.MEMORY))


@pytest.fixture
def now() -> datetime:
    """Monday 2 November 2026, 08.00 WIB."""
    return datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated, empty database; each test that takes it runs on both engines. Tests share it: one that changes its
    schema, or whose processes outlive it, takes `own_database`."""
    made: Database = request.getfixturevalue(f"{request.param}_database")
    return made


@pytest.fixture
def sqlite_database(shared_sqlite: SharedSqlite) -> Database:
    """For what has nothing to do with the engine: one run, on SQLite."""
    return shared_sqlite.swept()


@pytest.fixture
def postgresql_database(shared_postgresql: SharedPostgresql) -> Database:
    return shared_postgresql.swept()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database of its own."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def own_database(database_url: str) -> Iterator[Database]:
    """A migrated, empty database that no other test sees; on both engines."""
    made = Database(database_url)
    yield made
    made.close()


@pytest.fixture(scope="session")
def shared_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SharedSqlite]:
    made = Database(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'kabar.db'}")
    yield SharedSqlite(made, sqlite_template)
    made.close()


@pytest.fixture(scope="session")
def shared_postgresql(postgresql_server: postgres.Server, postgresql_template: str) -> Iterator[SharedPostgresql]:
    name = f"kabar_shared_{os.getpid()}"
    with databases.shared_postgresql(postgresql_server.create(name, postgresql_template)) as made:
        yield made
    postgresql_server.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    made = Database(f"sqlite:///{file}")
    made.upgrade()
    made.close()
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "kabar.db"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgres.Server]:
    try:
        with postgres.running() as server:
            yield server
    except postgres.NotFoundError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: postgres.Server) -> Iterator[str]:
    name = f"kabar_template_{os.getpid()}"
    postgresql_server.run(f'CREATE DATABASE "{name}"')
    made = Database(postgresql_server.address(name))
    made.upgrade()
    made.close()
    yield name
    postgresql_server.drop(name)


@pytest.fixture
def postgresql_url(postgresql_server: postgres.Server, postgresql_template: str) -> Iterator[str]:
    name = f"kabar_test_{os.getpid()}_{next(NUMBERS)}"
    yield postgresql_server.create(name, postgresql_template)
    postgresql_server.drop(name)
