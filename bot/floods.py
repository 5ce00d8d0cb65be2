"""Telegram's 429s, remembered across restarts: a bot that forgets them asks for the next."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.clock import Clock
from bot.desk import DatabaseDown, Desk
from bot.limits import Limiter
from models import bot_state

log = logging.getLogger(__name__)


class Floods:
    def __init__(self, limiter: Limiter, desk: Desk, clock: Clock, bot_id: int) -> None:
        self._limiter = limiter
        self._desk = desk
        self._clock = clock
        self._bot_id = bot_id

    async def note(self, seconds: float) -> None:
        """Nothing goes to Telegram for so long, whoever wants to send."""
        self._limiter.halt(seconds)
        try:
            await self._desk.run(bot_state.halt, self._bot_id, self._clock.now() + timedelta(seconds=seconds))
        except DatabaseDown:
            log.warning("a flood wait of %s s could not be stored", seconds)

    async def restore(self) -> None:
        """At start: goes on with the wait that the last process was in."""
        until = await self._desk.look(bot_state.halted_until, self._bot_id)
        if until:
            self._limiter.halt(max(0.0, (until - self._clock.now()).total_seconds()))
