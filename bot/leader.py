"""The leader: of all processes that are started on one database one works, the others stand by.

On SQLite a second process is refused. On PostgreSQL it waits, and takes over within seconds when the first is gone.
What only the leader may write is fenced: a transaction reads the epoch of the lead first, and the next leader, who
raises it, waits for such transactions to end. So a leader that has lost its session without knowing writes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bot.config import ConfigError
from bot.desk import DatabaseDown, Desk
from models import leadership
from models.database import Database, DatabaseError, Transaction
from models.seats import Seat

log = logging.getLogger(__name__)

# Makes of a case one that only the leader may write.
Fence = Callable[[Callable[..., Any]], Callable[..., Any]]

LOOKS_EVERY = 1.0  # seconds between two tries to sit down, and two looks whether one still sits
ANSWERS_WITHIN = 10.0  # seconds; a database that says nothing for so long may have given the seat away


async def seated(database: Database, stop: asyncio.Event) -> Seat | None:
    """The seat, once it is free; None when told to stop. Raises ConfigError on SQLite, where nobody stands by, and
    DatabaseError when the database can't be reached."""
    seat = database.seat()
    if await asyncio.to_thread(seat.take):
        return seat
    if database.is_sqlite:
        who = f" (process {seat.holder()})" if seat.holder() else ""
        raise ConfigError(f"database.url: another Kabar runs on this database{who}; stop it, or give each its own")
    log.info("another Kabar runs on this database; this one stands by")
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOKS_EVERY)
        with suppress(DatabaseError):
            if not stop.is_set() and await asyncio.to_thread(seat.take):
                return seat
    return None


class Leader:
    """Holds the seat while the bot runs; `lost` is set when another process sits there."""

    def __init__(self, desk: Desk, seat: Seat, is_fenced: bool) -> None:
        self.lost = asyncio.Event()
        self._desk = desk
        self._seat = seat
        self._is_fenced = is_fenced
        self._epoch = 0

    async def begin(self) -> None:
        """From here on what an earlier leader has begun can't be written."""
        if self._is_fenced:
            self._epoch = await self._desk.run(leadership.take)
            log.info("this process leads, epoch %s", self._epoch)

    def fence(self, case: Callable[..., Any]) -> Callable[..., Any]:
        """The case, which raises Deposed when another process leads."""
        if not self._is_fenced:
            return case

        def fenced(tx: Transaction, *args: Any) -> Any:
            leadership.check(tx, self._epoch)
            return case(tx, *args)

        return fenced

    async def keep(self) -> None:
        """Looks after the seat until it is lost for good; a database that was away gives it back."""
        while not self.lost.is_set():
            await asyncio.sleep(LOOKS_EVERY)
            if not await self._still():
                log.warning("the database has ended this process's lead")
                await self._again()

    async def _still(self) -> bool:
        return await _in_time(self._seat.is_held) is True

    async def _again(self) -> None:
        is_settled = False
        while not is_settled:
            is_settled = await self._sits_again()
            await asyncio.sleep(0 if is_settled else LOOKS_EVERY)

    async def _sits_again(self) -> bool:
        """Whether that is settled, one way or the other."""
        taken = await _in_time(self._seat.take)
        if taken is False:
            log.error("another process leads now; this one stands by")
            self.lost.set()
        elif taken:
            with suppress(DatabaseDown):
                await self.begin()
                return True
        return self.lost.is_set()


async def _in_time(look: Callable[[], bool]) -> bool | None:
    """None when the database does not answer."""
    try:
        return await asyncio.wait_for(asyncio.to_thread(look), ANSWERS_WITHIN)
    except (DatabaseError, TimeoutError):
        return None


def unfenced(case: Callable[..., Any]) -> Callable[..., Any]:
    """For one process that knows that it is alone, or for several that may all write."""
    return case
