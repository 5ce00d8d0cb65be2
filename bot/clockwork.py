"""The tick: once a minute, what is due is done. Schedules and obligations are rows; APScheduler only ticks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.desk import DatabaseDown, Desk
from bot.logs import anatomy
from models.database import Transaction

log = logging.getLogger(__name__)

# Does all that is due at that moment; harmless when done twice.
Tick = Callable[[Transaction, datetime], None]


class Clockwork:
    def __init__(self, desk: Desk, clock: Clock, tick: Tick) -> None:
        self._desk = desk
        self._clock = clock
        self._tick = tick
        self._turn = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Ticks at once (for what fell due while nobody ran), then at every full minute."""
        # coalesce and no misfire limit: APScheduler's own default drops a run that is a second late.
        minute = {"trigger": "cron", "second": 0, "coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler.add_job(self._on_the_minute, next_run_time=datetime.now(UTC), **minute)
        self._scheduler.start()

    async def stop(self) -> None:
        """Ends after the tick in hand."""
        async with self._turn:
            self._scheduler.shutdown(wait=False)

    async def tick(self, at: datetime) -> None:
        """One tick at that moment, never beside another. What goes wrong is logged: the next one does it."""
        async with self._turn:
            try:
                await self._desk.run(self._tick, at)
            except DatabaseDown:
                log.error("the tick at %s waits for the database", at.isoformat())
            except Exception as error:
                log.error("the tick at %s failed: %s", at.isoformat(), anatomy(error))
                log.debug("tick", exc_info=error)

    async def _on_the_minute(self) -> None:
        await self.tick(self._clock.now())
