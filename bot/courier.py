"""The courier: empties the outbox within the limits, and records what became of each message."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from bot.clock import Clock
from bot.desk import DatabaseDown, Desk
from bot.limits import Limiter
from bot.logs import anatomy
from bot.sender import NotDelivered, Outcome, Refused, Sender, Sent, Unknown
from reporting import delivering
from reporting.delivering import Parcel

log = logging.getLogger(__name__)

LOOKS_EVERY = 0.5  # seconds between looks at the outbox; a look is one indexed read
AT_ONCE = 16  # parcels claimed together: well within the lease, even at one a second
LONGEST_PAUSE = 30.0

# Turns the figures of a chart into a PNG. Runs in a thread.
Draw = Callable[[Any], bytes]


class Courier:
    def __init__(
        self,
        desk: Desk,
        sender: Sender,
        limiter: Limiter,
        clock: Clock,
        draw: Draw,
        flooded: Callable[[float], Awaitable[None]],
    ) -> None:
        self._desk = desk
        self._sender = sender
        self._limiter = limiter
        self._clock = clock
        self._draw = draw
        self._flooded = flooded
        self._is_stopping = False
        self._failures = 0
        self._woken = asyncio.Event()

    async def run(self) -> None:
        """Delivers until `stop`. What a dead process was sending is settled first."""
        await self._recover()
        while not self._is_stopping:
            try:
                is_busy = await self._round()
            except DatabaseDown:
                is_busy = False
            except Exception as error:
                log.error("the courier stumbled: %s", anatomy(error))
                is_busy = False
            await self._rest(is_busy)

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
        if self._failures:
            await asyncio.sleep(0 if self._is_stopping else min(LONGEST_PAUSE, 2**self._failures))
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
                settled = await self._desk.run(delivering.recover)
            except DatabaseDown:
                await asyncio.sleep(1)
                continue
            if settled:
                log.warning("%s messages were under way when the process ended", settled)
            return

    async def _round(self) -> bool:
        if not await self._desk.look(delivering.count_unsent):
            return False
        parcels = await self._desk.run(delivering.claim, AT_ONCE)
        by_chat = groupby(sorted(parcels, key=attrgetter("chat_id")), key=attrgetter("chat_id"))
        await asyncio.gather(*(self._one_after_the_other(list(group)) for _, group in by_chat))
        return bool(parcels)

    async def _one_after_the_other(self, parcels: list[Parcel]) -> None:
        for parcel in parcels:
            if not self._is_stopping:
                await self._deliver(parcel)

    async def _deliver(self, parcel: Parcel) -> None:
        if parcel.is_document:
            await self._sender.busy(parcel.chat_id)
        picture = await self._picture(parcel)
        if parcel.is_document and picture is None:
            parcel = replace(parcel, html=parcel.chart["sorry"], chart=None)
        await self._limiter.push(parcel.chat_id)
        if not await self._desk.run(delivering.begin, parcel):
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
        self._failures = self._failures + 1 if _is_no_connection(outcome) else 0
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
            case Unknown(reason):
                log.warning("nobody knows whether message %s arrived: %s", parcel.row_id, reason)
                await self._desk.run(delivering.unknown, parcel, reason)


def _is_no_connection(outcome: Outcome) -> bool:
    return isinstance(outcome, NotDelivered) and outcome.wait is None
