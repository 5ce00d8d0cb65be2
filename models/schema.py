"""The schema of a database: where it stands, and how it is brought up to date (Alembic, without an ini file).

Alembic is imported where it is used: a process that only works on a database starts a third sooner without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DBAPIError

from models import engines

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 0x6B61626172  # any number no one else uses for an advisory lock: "kabar" in ASCII

NO_TABLES = ("the database has no tables yet", "run `kabar db upgrade`")
OLDEST_SQLITE = (3, 35, 0)  # INSERT ... RETURNING


class Standing(Enum):
    """Where a database's schema stands beside what this version of Kabar needs."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def upgrade(url: URL, revision: str = "head") -> None:
    """Migrates up to `revision`, all in one transaction: it arrives, or nothing has changed."""
    from alembic import command

    _migrate(url, command.upgrade, revision)


def downgrade(url: URL, revision: str) -> None:
    """Migrates down to `revision` ("base" drops every table)."""
    from alembic import command

    _migrate(url, command.downgrade, revision)


def standing(url: URL) -> Standing:
    """Raises `sqlalchemy.exc.DBAPIError` when the database can't be reached."""
    if _is_absent(url):
        return Standing.EMPTY
    with engines.migrating(url).connect() as connection:
        return _standing(connection)


def problems(url: URL) -> Iterator[tuple[str, str]]:
    """Pairs of what is wrong and what to do about it."""
    if _is_absent(url):
        yield NO_TABLES
        return
    try:
        with engines.migrating(url).connect() as connection:
            yield from _schema_problems(connection)
            if url.get_backend_name() == "sqlite":
                yield from _sqlite_problems(connection)
            else:
                yield from _postgresql_problems(connection)
    except DBAPIError as error:
        yield f"the database can't be opened: {engines.reason(error)}", "check [database] url, and that the server runs"


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, built here so that it works from an installed wheel."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def _is_absent(url: URL) -> bool:
    """SQLite would make the file by looking into it. Where its folder is missing too, looking says so."""
    if url.get_backend_name() != "sqlite":
        return False
    file = Path(str(url.database))
    return file.parent.is_dir() and not file.exists()


def _migrate(url: URL, step: Callable[[Config, str], None], revision: str) -> None:
    engine = engines.migrating(url)
    with engine.begin() as connection:
        if url.get_backend_name() == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        step(config(connection), revision)
        _check_foreign_keys(connection)


def _check_foreign_keys(connection: Connection) -> None:
    """SQLite does not look at foreign keys during a migration, so they are looked at before the commit."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"the migration would leave {broken[0]} with references to rows that are gone")


def _standing(connection: Connection) -> Standing:
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    found = MigrationContext.configure(connection).get_current_heads()
    script = ScriptDirectory.from_config(config())
    if not found:
        return Standing.EMPTY
    if set(found) == set(script.get_heads()):
        return Standing.CURRENT
    known = {revision.revision for revision in script.walk_revisions()}
    return Standing.OLDER if known.issuperset(found) else Standing.NEWER


def _schema_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    match _standing(connection):
        case Standing.EMPTY:
            yield NO_TABLES
        case Standing.OLDER:
            yield "the database is older than this version of Kabar", "run `kabar db upgrade`"
        case Standing.NEWER:
            yield "the database is newer than this version of Kabar", "install the version that made it"


def _sqlite_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    driver = engines.sqlite_driver()
    fix = "install pysqlite3 0.5.4 or newer"
    if driver.sqlite_version_info < OLDEST_SQLITE:
        yield f"SQLite {driver.sqlite_version} is too old", fix
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if mode == "wal" and driver.sqlite_version_info < engines.SAFE_WAL:
        yield f"SQLite {driver.sqlite_version} can corrupt a database in WAL mode", fix


def _postgresql_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    for setting in ("fsync", "synchronous_commit"):
        if connection.exec_driver_sql(f"SHOW {setting}").scalar_one() == "off":
            yield f"PostgreSQL has {setting} = off and may lose answers", f"set {setting} = on on the server"
