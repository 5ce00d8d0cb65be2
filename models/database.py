"""The database: opens, commits, closes. Queries are in the tables' own files."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import sqlmodel
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from models import backup, engines, schema, seats
from models.engines import reason
from models.seats import Seat

__all__ = ["Database", "DatabaseError", "Finding", "Transaction", "reason"]

DatabaseError = DBAPIError  # whatever the drivers raise; those outside of models/ catch it by this name


class Finding(NamedTuple):
    """What is wrong with the database and what to do about it, one plain sentence each."""

    what: str
    fix: str


class Transaction(sqlmodel.Session):
    """An open transaction. `now` (aware UTC) is the time of all that happens in it. Objects stay usable after it."""

    now: datetime

    def __init__(self, engine: Engine, now: datetime) -> None:
        if now.utcoffset() is None:
            raise ValueError("a transaction's time needs a time zone")
        super().__init__(engine, expire_on_commit=False)
        self.now = now.astimezone(UTC)


class Database:
    """One database: `sqlite:///path` or `postgresql://...`. Opens nothing until used; usable from any thread.

    Errors of the drivers arrive as `DatabaseError`; `reason` says one in one line.
    """

    def __init__(self, url: str) -> None:
        """Raises ValueError for an address that is neither SQLite nor PostgreSQL."""
        importlib.import_module("models.tables")  # references between tables need them all; each imports this module
        self.url = engines.parse(url)
        self._writing = engines.writing(self.url)
        self._reading = engines.reading(self.url)

    def __repr__(self) -> str:
        return f"Database({self.url.render_as_string(hide_password=True)!r})"

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def transaction(self, now: datetime) -> Iterator[Transaction]:
        """Commits at the end, rolls back on any exception. On SQLite it holds the one write lock from its first
        statement on, so keep it short."""
        with Transaction(self._writing, now) as tx:
            yield tx
            tx.commit()

    @contextmanager
    def reading(self, now: datetime) -> Iterator[Transaction]:
        """One state of the database, on a connection of its own; a write raises."""
        with Transaction(self._reading, now) as tx:
            yield tx

    def seat(self) -> Seat:
        """The place of the one process that may run on it."""
        return seats.seat(self.url)

    def upgrade(self) -> None:
        """Brings the schema up to date. Harmless when it is, and when two processes do it at once."""
        schema.upgrade(self.url)

    def is_current(self) -> bool:
        """Has the schema exactly what this version of Kabar needs?"""
        return schema.standing(self.url) is schema.Standing.CURRENT

    def is_new(self) -> bool:
        """Has it no tables at all?"""
        return schema.standing(self.url) is schema.Standing.EMPTY

    def problems(self) -> list[Finding]:
        """What would keep Kabar from running safely on this database, for `kabar check`."""
        return [Finding(*found) for found in schema.problems(self.url)]

    def backup(self, file: Path) -> None:
        """Writes a consistent copy while others read and write. Raises `backup.BackupError`."""
        backup.save(self.url, file)

    def restore(self, file: Path) -> None:
        """Puts the copy in the place of all that is stored. Raises `backup.BackupError`."""
        self.close()
        backup.load(self.url, file)

    def close(self) -> None:
        """Closes every connection that is not in use; a later transaction opens new ones."""
        self._writing.dispose()
        self._reading.dispose()
