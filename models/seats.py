"""Seats: one process at a time may run on a database. Whoever sits lets go by getting up, or by dying."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DBAPIError

from models import engines

LEADER_LOCK = 0x6B6162617232  # any number no one else uses for an advisory lock


class Seat(Protocol):
    """Not for several threads at once."""

    def take(self) -> bool:
        """False when another process sits there. Raises `DatabaseError` when the database is away."""
        ...

    def is_held(self) -> bool:
        """Whether one still sits: a session that the server ended has lost its seat."""
        ...

    def leave(self) -> None: ...

    def holder(self) -> str:
        """Who sits there, as far as that is known: a process number, or ""."""
        ...


def seat(url: URL) -> Seat:
    return _Locked(Path(str(url.database))) if url.get_backend_name() == "sqlite" else _Session(url)


class _Locked:
    """A lock on a file beside the database, which ends with the process. The file stays: taking it away would let two
    lock two files."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._file: IO[str] | None = None

    def take(self) -> bool:
        try:
            file = self._path.open("a+")
        except OSError:
            return True  # without its folder the database can't be opened either, and says why
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file
        return True

    def is_held(self) -> bool:
        return True

    def leave(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def holder(self) -> str:
        return self._path.read_text("utf-8") if self._path.is_file() else ""


class _Session:
    """An advisory lock of PostgreSQL on a connection of its own (postgresql.org, "Advisory Locks"): it ends with the
    session, so when the process dies, the server restarts, or the network has been away for some ten seconds."""

    def __init__(self, url: URL) -> None:
        self._engine = engines.lasting(url)
        self._session: Connection | None = None

    def take(self) -> bool:
        self.leave()
        session = self._engine.connect()
        try:
            is_ours = bool(session.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": LEADER_LOCK}).scalar())
        except DBAPIError:
            session.close()
            raise
        self._session = session if is_ours else None
        if not is_ours:
            session.close()
        return is_ours

    def is_held(self) -> bool:
        try:
            return self._session is not None and self._session.execute(text("SELECT 1")).scalar() == 1
        except DBAPIError:
            return False

    def leave(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def holder(self) -> str:
        return ""
