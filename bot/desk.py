"""The way into the database: use cases are synchronous and run in its threads, one transaction each.

SQLite has one writer thread (a second would only wait for the lock); PostgreSQL a small pool. Readers have their own.
A cancelled task can't tear a transaction: what has begun in a thread ends there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.clock import Clock
from models import outages
from models.database import Database, Transaction

P = ParamSpec("P")
T = TypeVar("T")

POSTGRES_WRITERS = 8
READERS = 2


class DatabaseDown(Exception):
    """The database can't be reached, or can't write now. The same call may succeed later, unchanged."""


class Desk:
    """`case` is any callable that takes the transaction first; it must not commit, and must not wait for anything."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        writers = 1 if database.is_sqlite else POSTGRES_WRITERS
        self._writers = ThreadPoolExecutor(writers, thread_name_prefix="write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="read")

    async def run(self, case: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One writing transaction around `case`: committed when this returns, rolled back when it raises."""
        work = partial(self._write, case, args, kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._writers, work)

    async def look(self, case: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One reading transaction around `case`; a write in it raises."""
        work = partial(self._read, case, args, kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._readers, work)

    async def close(self) -> None:
        """Waits for what is running, then closes the connections."""
        await asyncio.to_thread(self._shut)

    def _shut(self) -> None:
        self._writers.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self._database.close()

    def _write(self, case: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        with _outages_named(), self._database.transaction(self._clock.now()) as tx:
            return case(tx, *args, **kwargs)

    def _read(self, case: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        with _outages_named(), self._database.reading(self._clock.now()) as tx:
            return case(tx, *args, **kwargs)


@contextmanager
def _outages_named() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if outages.is_write_in_a_reading(error) or not outages.is_outage(error):
            raise
        raise DatabaseDown(type(error).__name__) from error
