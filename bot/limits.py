"""One limiter for everything sent with this token, whichever library sends it.

Telegram's limits are per token and deliberately inexact (core.telegram.org/bots/faq, "My bot is hitting limits"):
about 30 messages a second over all, 1 a second to one chat with short bursts, 20 a minute to a group. A reply takes
its turn at once and waits for it; a push goes only when nobody else wants to, so replies draw first. A 429 stops both.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bot.clock import Clock

BURST = 4  # requests over all that may go at once: with 25 a second never more than 30 in any second
REPLY_BURST = 3  # an answer collapses the old card, posts the next and perhaps says a word more
PUSH_BURST = 2  # a push whose turn came late while the process was busy does not delay all that come after it
CHATS_KEPT = 5_000
USUAL_RATE = 25

Sleep = Callable[[float], Awaitable[Any]]


class Spacing:
    """Requests `interval` seconds apart (GCRA: the moment at which the next one would be on time)."""

    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.on_time = 0.0

    def ready(self, now: float, burst: int) -> float:
        """The moment of the next request when `burst` may go at once."""
        return max(now, self.on_time - (burst - 1) * self.interval)

    def take(self, at: float) -> None:
        self.on_time = max(self.on_time, at) + self.interval


class Limiter:
    """`rate` is requests a second over all. Above the usual 25 (a server of one's own) chats are spaced as much
    closer."""

    def __init__(self, clock: Clock, rate: float, sleep: Sleep = asyncio.sleep) -> None:
        self._now = clock.monotonic
        self._sleep = sleep
        self._overall = Spacing(1 / rate)
        self._closer = max(1.0, rate / USUAL_RATE)
        self._chats: dict[int, Spacing] = {}
        self._halted_until = 0.0

    async def reply(self, chat_id: int) -> None:
        """Waits until a new message may go to that chat, as an answer to a person."""
        await self._turn(self._chat(chat_id), REPLY_BURST)
        await self.touch()

    async def touch(self) -> None:
        """Waits until a request that posts nothing new (an edit, a deletion) may go."""
        while True:
            if pause := self.halted_for():
                await self._sleep(pause)
            await self._turn(self._overall, BURST)  # after a halt too: else all who waited would go at once
            if not self.halted_for():
                return

    async def push(self, chat_id: int) -> None:
        """Waits until a message that nobody is waiting for may go to that chat; takes no turn before it can go."""
        chat = self._chat(chat_id)
        while (pause := self._push_at(chat) - self._now()) > 0:
            await self._sleep(pause)
        chat.take(self._now())
        self._overall.take(self._now())

    def halt(self, seconds: float) -> None:
        """Telegram said 429: nothing goes for so long. A shorter halt never ends a longer one."""
        self._halted_until = max(self._halted_until, self._now() + seconds)

    def halted_for(self) -> float:
        """Seconds until the last 429 is over."""
        return max(0.0, self._halted_until - self._now())

    async def _turn(self, spacing: Spacing, burst: int) -> None:
        at = spacing.ready(self._now(), burst)
        spacing.take(at)
        if (pause := at - self._now()) > 0:
            await self._sleep(pause)

    def _push_at(self, chat: Spacing) -> float:
        now = self._now()
        return max(chat.ready(now, 1), self._overall.ready(now, PUSH_BURST), self._halted_until)

    def _chat(self, chat_id: int) -> Spacing:
        if len(self._chats) >= CHATS_KEPT:
            now = self._now()
            self._chats = {key: kept for key, kept in self._chats.items() if kept.on_time > now}
        # Negative ids are groups (Bot API, Chat): 18 a minute, 2 below Telegram's limit.
        interval = 1.0 if chat_id > 0 else 60 / 18
        return self._chats.setdefault(chat_id, Spacing(interval / self._closer))
