"""How SQLAlchemy speaks to SQLite and PostgreSQL; nothing above `models.database` needs to know.

On SQLite each connection is in autocommit of the driver (`isolation_level=None`), so that SQLAlchemy's begin is the
only begin and can be the right one: `BEGIN IMMEDIATE` for who writes, `BEGIN` for who reads.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

# Before this version two connections that write or checkpoint at once can corrupt a database in WAL mode
# (sqlite.org/wal.html, "The WAL-reset bug").
SAFE_WAL = (3, 51, 3)
BUSY_MS = 15_000  # a long write goes in pieces of 50 ms; who waits this long waits for something broken
CONNECT_SECONDS = 5


def parse(url: str) -> URL:
    """The address as SQLAlchemy wants it. Raises ValueError that says what is accepted."""
    accepted = "sqlite:///kabar.db or postgresql://user:password@host/name"
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ValueError(f"not a database address; write {accepted}") from None
    match parsed.get_backend_name():
        case "sqlite" if parsed.database in (None, "", ":memory:"):
            raise ValueError("SQLite needs a file, as in sqlite:///kabar.db")
        case "sqlite":
            return parsed.set(drivername="sqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
    raise ValueError(f"{parsed.get_backend_name()!r} is not supported; write {accepted}")


def sqlite_driver() -> ModuleType:
    """The newest SQLite at hand: the one that `pysqlite3` carries, else Python's own."""
    try:
        import pysqlite3.dbapi2
    except ImportError:
        return sqlite3
    return pysqlite3.dbapi2  # type: ignore[no-any-return]


def writing(url: URL) -> Engine:
    """For transactions: on SQLite each takes the write lock at its first statement, and waits for it."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN IMMEDIATE", {"foreign_keys": "ON"})
    return _postgresql(url)


def reading(url: URL) -> Engine:
    """Connections of their own, which refuse to write; a transaction sees one state of the database."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN", {"foreign_keys": "ON", "query_only": "ON"})
    return _postgresql(url).execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")


def migrating(url: URL) -> Engine:
    """For migrations. Foreign keys are off on SQLite: rebuilding a parent table would delete its children."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN IMMEDIATE", {"foreign_keys": "OFF"}, poolclass=NullPool)
    return _postgresql(url, poolclass=NullPool)


def lasting(url: URL) -> Engine:
    """For one session that lasts and holds a lock: both ends notice within ten seconds that the other is gone."""
    alive = {"keepalives_idle": 3, "keepalives_interval": 2, "keepalives_count": 2, "tcp_user_timeout": 8_000}
    server = {"tcp_keepalives_idle": 3, "tcp_keepalives_interval": 2, "tcp_keepalives_count": 2}
    connect = {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "kabar seat",
        "options": " ".join(f"-c {name}={value}" for name, value in server.items()),
        **alive,
    }
    return create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=connect)


def reason(error: DBAPIError) -> str:
    """What the driver says, in one line, without the statement and its values."""
    return str(error.orig).strip().partition("\n")[0] or type(error.orig).__name__


def dumps(value: Any) -> str:
    """JSON as stored: compact, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _postgresql(url: URL, **options: Any) -> Engine:
    connect = {"connect_timeout": CONNECT_SECONDS, "application_name": "kabar"}
    return create_engine(url, json_serializer=dumps, connect_args=connect, hide_parameters=True, **options)


def _sqlite(url: URL, begin: str, pragmas: Mapping[str, str], **options: Any) -> Engine:
    driver = sqlite_driver()
    # A connection goes back to the pool and may be taken by another thread; never by two at once.
    connect = {"isolation_level": None, "check_same_thread": False}
    # Parameters are answers and names: an error's text must not carry them into a log.
    engine = create_engine(
        url, module=driver, json_serializer=dumps, connect_args=connect, hide_parameters=True, **options
    )
    journal = "WAL" if driver.sqlite_version_info >= SAFE_WAL else "DELETE"
    settings = {"busy_timeout": str(BUSY_MS), "journal_mode": journal, "synchronous": "FULL", **pragmas}

    def prepare(connection: Any, _record: object) -> None:
        for name, value in settings.items():
            connection.execute(f"PRAGMA {name}={value}").close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", start)
    return engine
