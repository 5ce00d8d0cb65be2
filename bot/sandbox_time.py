"""Following a sandbox's clock (the protocol: `sandbox/clock.py`).

When it is given a new time, the bot *walks* there: it stops at each moment at which something falls due, does it, and
waits until the courier is idle, so that each message goes out at its own time. Between walks time just flows.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.clock import SandboxClock
from bot.clockwork import Clockwork
from bot.courier import Courier
from bot.desk import Desk
from bot.logs import anatomy
from models.database import Transaction
from reporting import delivering

log = logging.getLogger(__name__)

WAIT = 25  # seconds the sandbox holds its answer back
PATIENCE = 20.0  # real seconds for the courier at each moment; the sandbox takes a silent follower for dead after 60
ROUNDS = 3
DRIFT = timedelta(seconds=1)  # a clock ahead by less is left alone: time should not go back
JUST_BEFORE = timedelta(microseconds=1)

# The earliest moment strictly after the given one at which a tick has something to do.
NextDue = Callable[[Transaction, datetime], datetime | None]


async def connect(api_base: str) -> SandboxClock:
    """The sandbox's clock as it stands; waits until the sandbox answers."""
    limit = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(timeout=limit) as http:
        while True:
            try:
                async with http.get(f"{api_base}/sim/clock") as response:
                    response.raise_for_status()
                    return SandboxClock(datetime.fromisoformat((await response.json())["now"]))
            except (aiohttp.ClientError, TimeoutError) as error:
                log.warning("no sandbox answers at telegram.api_base (%s)", type(error).__name__)
                await asyncio.sleep(1)


class Follower:
    def __init__(
        self,
        api_base: str,
        name: str,
        clock: SandboxClock,
        clockwork: Clockwork,
        courier: Courier,
        desk: Desk,
        next_due: NextDue,
    ) -> None:
        self._address = f"{api_base}/sim/clock"
        self._name = name
        self._clock = clock
        self._clockwork = clockwork
        self._courier = courier
        self._desk = desk
        self._next_due = next_due

    async def run(self) -> None:
        """Follows for ever."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WAIT + 15)) as http:
            while True:
                try:
                    await self._follow(http)
                except Exception as error:  # the sandbox restarts, the database is away: the walk goes on afterwards
                    log.warning("the sandbox's clock can't be followed: %s", anatomy(error))
                    await asyncio.sleep(1)

    async def _follow(self, http: aiohttp.ClientSession) -> None:
        query = {"follow": self._name, "after": self._clock.now().isoformat(), "wait": str(WAIT)}
        async with http.get(self._address, params=query) as response:
            response.raise_for_status()
            now, target = _view(await response.json())
        if target > now:
            await self._walk(http, now, target)
        elif not timedelta() <= self._clock.now() - now < DRIFT:  # set while nobody followed, or the clocks differ
            self._clock.flow(now)

    async def _walk(self, http: aiohttp.ClientSession, now: datetime, target: datetime) -> None:
        with self._clockwork.led(target):
            at: datetime | None = now
            while at is not None and at <= target:
                self._clock.stand(at)
                # Who has reached the target is done, for the sandbox; so it is reached when all is sent, not before.
                step = min(at, target - JUST_BEFORE)
                await self._tell(http, step)
                await self._clockwork.tick(at)
                await self._until_sent(http, step)
                at = await self._next(at)
            arrived = await self._tell(http, target)
            self._clock.flow(arrived)

    async def _next(self, at: datetime) -> datetime | None:
        """When a tick next has something to do, or a message that waits may leave."""
        found = [await self._desk.look(asked, at) for asked in (self._next_due, delivering.next_due)]
        moments = [one for one in found if one is not None]
        if any(one <= at for one in moments):
            raise RuntimeError("what is due next is not later than now")
        return min(moments, default=None)

    async def _until_sent(self, http: aiohttp.ClientSession, at: datetime) -> None:
        for _ in range(ROUNDS):
            if await self._courier.idle(PATIENCE):
                return
            await self._tell(http, at)  # a sign of life
        log.warning("messages of %s are still unsent; time goes on", at.isoformat())

    async def _tell(self, http: aiohttp.ClientSession, at: datetime) -> datetime:
        step: dict[str, Any] = {"follow": self._name, "now": at.isoformat()}
        async with http.post(f"{self._address}/walk", json=step) as response:
            response.raise_for_status()
            return _view(await response.json())[0]


def _view(answer: dict[str, str]) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(answer["now"]), datetime.fromisoformat(answer["target"])
