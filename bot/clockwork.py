"""The tick: once a minute, what is due is done. Schedules and obligations are rows; APScheduler only ticks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.desk import DatabaseDown, Desk
from bot.leader import Fence, unfenced
from bot.logs import anatomy
from models import leadership
from models.database import Transaction
from models.leadership import Deposed
from reporting import due
from reporting.ticking import Piece, whole

log = logging.getLogger(__name__)


class Clockwork:
    def __init__(self, desk: Desk, clock: Clock, pieces: Sequence[Piece], fence: Fence = unfenced) -> None:
        self._desk = desk
        self._clock = clock
        self._pieces = pieces
        self._fence = fence
        self._turn = asyncio.Lock()
        self._is_stopping = False
        self._is_led = False
        self._reached: datetime | None = None  # until when whoever led it found nothing more to do
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Ticks at once (for what fell due while nobody ran), then at every full minute."""
        # coalesce and no misfire limit: APScheduler's own default drops a run that is a second late.
        minute = {"trigger": "cron", "second": 0, "coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler.add_job(self._on_the_minute, next_run_time=datetime.now(UTC), **minute)
        self._scheduler.start()

    async def stop(self) -> None:
        """Ends after the piece in hand; the next start does the rest."""
        self._is_stopping = True
        async with self._turn:
            self._scheduler.shutdown(wait=False)

    @contextmanager
    def led(self, until: datetime) -> Iterator[None]:
        """Meanwhile whoever calls `tick` says when; until that moment they leave nothing out, so that no time is
        missed."""
        self._is_led = True
        try:
            yield
            self._reached = until
        finally:
            self._is_led = False

    async def tick(self, at: datetime) -> None:
        """All that is due at that moment, never beside another tick. A piece that goes wrong is logged and holds no
        other up: the next tick does it."""
        async with self._turn:
            await self._tick(at)

    async def _tick(self, at: datetime) -> None:
        done = [await self._try(piece, at) for piece in self._pieces]
        if all(done) and not self._is_stopping:
            await self._try(whole(leadership.ticked), at)

    async def _try(self, piece: Piece, at: datetime) -> bool:
        try:
            await self._do(piece, at)
        except DatabaseDown:
            log.error("the tick at %s waits for the database", at.isoformat())
        except Deposed:
            log.error("the tick at %s is left to another process, which leads now", at.isoformat())
        except Exception as error:
            log.error("the tick at %s failed: %s", at.isoformat(), anatomy(error))
            log.debug("tick", exc_info=error)
        else:
            return True
        return False

    async def _do(self, piece: Piece, at: datetime) -> None:
        after: int | None = 0
        while after is not None and not self._is_stopping:
            after = await self._desk.run(self._fence(piece), at, after)

    async def _on_the_minute(self) -> None:
        async with self._turn:
            at = self._clock.now()
            if not self._is_led and await self._try(whole(self._look_back), at):
                await self._tick(at)

    def _look_back(self, tx: Transaction, at: datetime) -> None:
        """A clock that stood still for longer than a slot stays open has missed some; that is said, not hidden."""
        last = leadership.find(tx)
        if last is None or last.ticked_at is None:
            return
        since = max(last.ticked_at, self._reached or last.ticked_at)
        if at - since > due.GRACE:
            leadership.stood(tx, since, at)
            log.error(
                "the clock stood still from %s to %s: what fell due in between is missed, but for the last %s hours",
                since.isoformat(),
                at.isoformat(),
                due.GRACE.seconds // 3600,
            )
