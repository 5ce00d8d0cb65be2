"""Lanes: the updates of one person are handled one after the other, those of different people side by side."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from bot.desk import DatabaseDown, Desk
from bot.updates import Raw
from reporting import inbox

log = logging.getLogger(__name__)

WIDTH = 32  # lanes at work at once; each waits mostly for Telegram
KEPT_IN_MEMORY = 500  # updates whose content waits in memory; a longer queue is read back from the inbox
PAUSES = (1.0, 2.0, 5.0, 10.0)  # seconds between looks at a database that is down; the last one repeats

# Handles one update of the inbox, wholly: when it returns the row is done or quarantined. The last number is how many
# more of that person wait behind it. Raises DatabaseDown.
Handle = Callable[[int, Raw, int], Awaitable[None]]


class Lanes:
    """`handle` does the work on one update. Tasks run in `tasks`."""

    def __init__(self, desk: Desk, handle: Handle, tasks: asyncio.TaskGroup) -> None:
        self._desk = desk
        self._handle = handle
        self._tasks = tasks
        self._queues: dict[int, deque[tuple[int, Raw | None]]] = {}
        self._in_memory = 0
        self._at_work = asyncio.Semaphore(WIDTH)
        self._workers: set[asyncio.Task[None]] = set()
        self._database_up = asyncio.Event()
        self._database_up.set()
        self._is_stopping = False

    async def resume(self, bot_id: int) -> int:
        """At start: takes up what was stored and not handled; returns how many updates."""
        rows = await self._desk.look(inbox.waiting, bot_id)
        for row_id, lane in rows:
            self._queue(lane, row_id, None)
        return len(rows)

    def take(self, lane: int, row_id: int, raw: Raw) -> None:
        """Queues one stored update. Rows of a lane must come in the order of their ids."""
        keep = self._in_memory < KEPT_IN_MEMORY
        self._in_memory += keep
        self._queue(lane, row_id, raw if keep else None)

    async def stop(self) -> None:
        """Lets each lane finish what it has in hand; the rest stays in the inbox."""
        self._is_stopping = True
        if self._workers:
            await asyncio.wait(self._workers)

    def _queue(self, lane: int, row_id: int, raw: Raw | None) -> None:
        queue = self._queues.get(lane)
        if queue is not None:
            queue.append((row_id, raw))
            return
        self._queues[lane] = deque([(row_id, raw)])
        worker = self._tasks.create_task(self._work(lane), name=f"lane {lane}")
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work(self, lane: int) -> None:
        queue = self._queues[lane]
        try:
            while queue and not self._is_stopping:
                async with self._at_work:
                    await self._one(queue)
                queue.popleft()
        finally:
            del self._queues[lane]

    async def _one(self, queue: deque[tuple[int, Raw | None]]) -> None:
        row_id, raw = queue[0]
        self._in_memory -= raw is not None
        while not self._is_stopping:
            await self._database_up.wait()
            try:
                content = raw or await self._desk.look(inbox.content, row_id)
                if content is not None:
                    await self._handle(row_id, content, len(queue) - 1)
                return
            except DatabaseDown:
                await self._wait_for_database()
            except Exception:
                # `handle` settles all it can foresee; what is left must not end the other lanes.
                log.exception("update %s is left in the inbox until the next start", row_id)
                return

    async def _wait_for_database(self) -> None:
        """The first lane to notice stops all others and looks until the database is back."""
        if not self._database_up.is_set():
            return
        self._database_up.clear()
        log.error("the database is down; nothing is handled until it is back")
        pauses = iter(PAUSES)
        pause = 0.0
        while not self._is_stopping:
            pause = next(pauses, pause)
            await asyncio.sleep(pause)
            try:
                await self._desk.run(lambda _: None)
                break
            except DatabaseDown:
                log.error("the database is still down")
        self._database_up.set()
