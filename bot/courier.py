"""The courier: empties the outbox within the limits, and records what became of each message."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.clock import Clock
from bot.desk import DatabaseDown, Desk
from bot.leader import Fence, unfenced
from bot.limits import Limiter
from bot.logs import anatomy
from bot.sender import CONNECTIONS, Moved, NotDelivered, Outcome, Refused, Sender, Sent, Unknown
from models.leadership import Deposed
from reporting import delivering
from reporting.delivering import Parcel

log = logging.getLogger(__name__)

LOOKS_EVERY = 0.5  # seconds between looks at the outbox; a look is one indexed read
AT_ONCE = 16  # parcels claimed together: well within the lease, even at one a second
IN_HAND = CONNECTIONS  # claimed and not yet settled: each may wait for an answer of Telegram
LONGEST_PAUSE = 30.0

# Turns the figures of a chart into a PNG. Runs in a thread.
Draw = Callable[[Any], bytes]


class Courier:
    """Claims what is due, and holds up to `IN_HAND` messages at once: one that waits for an answer of Telegram holds no
    other up. Those for one chat go one after the other. May run beside others on one database: who claims a message
    delivers it."""

    def __init__(
        self,
        desk: Desk,
        sender: Sender,
        limiter: Limiter,
        clock: Clock,
        draw: Draw,
        flooded: Callable[[float], Awaitable[None]],
        fence: Fence = unfenced,
    ) -> None:
        self._desk = desk
        self._sender = sender
        self._limiter = limiter
        self._clock = clock
        self._draw = draw
        self._flooded = flooded
        self._fence = fence
        self._is_stopping = False
        self._failures = 0
        self._rests_until = 0.0
        self._woken = asyncio.Event()
        self._hands: dict[int, deque[Parcel]] = {}  # by chat

    async def run(self, is_alone: bool = True) -> None:
        """Delivers until `stop`. What a dead process was sending is settled: at once by the only courier, else when
        the lease is over."""
        if is_alone:
            await self._recover()
        async with asyncio.TaskGroup() as tasks:
            while not self._is_stopping:
                await self._rest(await self._round(tasks))
        await self._give_back()

    def stop(self) -> None:
        """Ends after what is in hand."""
        self._is_stopping = True
        self._woken.set()

    async def idle(self, patience: float) -> bool:
        """Waits until nothing that is due now is unsent, at most `patience` real seconds. False when some is."""
        end = self._clock.monotonic() + patience
        while await self._unsent():
            if self._clock.monotonic() > end:
                return False
            self._woken.set()
            await asyncio.sleep(0.02)
        return True

    async def _rest(self, is_busy: bool) -> None:
        self._woken.clear()
        if (pause := self._rests_until - self._clock.monotonic()) > 0:
            await asyncio.sleep(0 if self._is_stopping else min(pause, LOOKS_EVERY))
        elif not is_busy:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOKS_EVERY)

    async def _unsent(self) -> int:
        try:
            return await self._desk.look(delivering.count_unsent)
        except DatabaseDown:
            return 1

    async def _recover(self) -> None:
        while not self._is_stopping:
            try:
                settled = await self._desk.run(self._fence(delivering.recover))
            except (DatabaseDown, Deposed):
                await asyncio.sleep(1)
                continue
            if settled:
                log.warning("%s messages were under way when the process ended", settled)
            return

    async def _round(self, tasks: asyncio.TaskGroup) -> bool:
        """Takes as many as there are hands free; whether it took any."""
        free = IN_HAND - sum(len(waiting) for waiting in self._hands.values())
        is_halted = self._limiter.halted_for() > 0 or self._rests_until > self._clock.monotonic()
        if free < AT_ONCE or is_halted:
            return False
        try:
            if not await self._desk.look(delivering.is_any_due):
                return False
            parcels = await self._desk.run(self._fence(delivering.claim), AT_ONCE)
        except (DatabaseDown, Deposed):
            return False
        except Exception as error:
            log.error("the courier stumbled: %s", anatomy(error))
            return False
        for parcel in parcels:
            self._take(parcel, tasks)
        return bool(parcels)

    def _take(self, parcel: Parcel, tasks: asyncio.TaskGroup) -> None:
        if parcel.chat_id in self._hands:
            self._hands[parcel.chat_id].append(parcel)
            return
        self._hands[parcel.chat_id] = deque([parcel])
        tasks.create_task(self._one_after_the_other(parcel.chat_id))

    async def _one_after_the_other(self, chat_id: int) -> None:
        waiting = self._hands[chat_id]
        while waiting and not self._is_stopping:
            try:
                await self._deliver(waiting[0])
            except (DatabaseDown, Deposed):
                await asyncio.sleep(LOOKS_EVERY)  # it stays claimed; when the lease is over it is claimed again
            except Exception as error:
                log.error("message %s made the courier stumble: %s", waiting[0].row_id, anatomy(error))
            if self._is_stopping:
                return  # what is begun is settled by now, the rest is given back
            waiting.popleft()
            self._woken.set()
        if not self._is_stopping:
            del self._hands[chat_id]

    async def _give_back(self) -> None:
        """What is still in hand was not begun: another process need not wait for the lease."""
        left = [parcel for waiting in self._hands.values() for parcel in waiting]
        self._hands.clear()
        with suppress(DatabaseDown):
            await self._desk.run(delivering.give_back, left)

    async def _deliver(self, parcel: Parcel) -> None:
        if parcel.is_document:
            await self._sender.busy(parcel.chat_id)
        picture = await self._picture(parcel)
        if parcel.is_document and picture is None:
            parcel = replace(parcel, html=parcel.chart["sorry"], chart=None)
        await self._limiter.push(parcel.chat_id)
        if self._is_stopping or not await self._desk.run(self._fence(delivering.begin), parcel):
            return
        outcome = await self._sender.send(parcel, picture)
        if isinstance(outcome, NotDelivered) and outcome.wait is not None:
            await self._flooded(outcome.wait)
        await self._record(parcel, outcome)

    async def _picture(self, parcel: Parcel) -> bytes | None:
        if not parcel.chart:
            return None
        try:
            return await asyncio.to_thread(self._draw, parcel.chart)
        except Exception as error:  # the words matter more than the picture
            log.error("the chart of message %s can't be drawn: %s", parcel.row_id, anatomy(error))
            return None

    async def _record(self, parcel: Parcel, outcome: Outcome) -> None:
        """Until it is stored: a row that stays in `sending` would be unknown after a restart."""
        while True:
            try:
                await self._store(parcel, outcome)
                return
            except DatabaseDown:
                await asyncio.sleep(1)

    async def _store(self, parcel: Parcel, outcome: Outcome) -> None:
        self._note_connection(outcome)
        match outcome:
            case Sent(message_id):
                await self._desk.run(delivering.sent, parcel, message_id)
            case NotDelivered(reason):
                log.warning("message %s waits: %s", parcel.row_id, reason)
                await self._desk.run(delivering.put_back, parcel, reason)
            case Refused(reason, is_unreachable):
                log.warning("message %s is refused: %s", parcel.row_id, reason)
                case = delivering.unreachable if is_unreachable else delivering.failed
                await self._desk.run(case, parcel, reason)
            case Moved(chat_id):
                await self._desk.run(delivering.moved, parcel, chat_id)
            case Unknown(reason):
                log.warning("nobody knows whether message %s arrived: %s", parcel.row_id, reason)
                await self._desk.run(delivering.unknown, parcel, reason)

    def _note_connection(self, outcome: Outcome) -> None:
        """Without one, longer and longer rests; all that fails in one rest counts once."""
        now = self._clock.monotonic()
        if not isinstance(outcome, NotDelivered) or outcome.wait is not None:
            self._failures = 0
        elif now >= self._rests_until:
            self._failures += 1
            self._rests_until = now + min(LONGEST_PAUSE, 2**self._failures)
