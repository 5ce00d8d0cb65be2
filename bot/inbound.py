"""Polling: raw updates are fetched, committed to the inbox, and only then does the offset move on.

aiogram's own polling confirms updates before they are handled, and one update it can't parse stops it for good; so
the JSON is fetched raw here, through aiogram's session.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from pydantic import Field

from bot.desk import DatabaseDown, Desk
from bot.logs import anatomy
from bot.updates import ALLOWED, Raw, incoming
from reporting import inbox

log = logging.getLogger(__name__)

WAIT = 30  # seconds Telegram holds an empty answer back; at most 50 (Bot API, getUpdates)
BATCH = 100  # the most that getUpdates gives
LONGEST_PAUSE = 30.0

# Called with (row, raw) of each update that is new, after commit.
Deliver = Callable[[list[tuple[int, Raw]]], None]


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates, left as JSON."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = BATCH
    timeout: int = WAIT
    allowed_updates: list[str] = Field(default_factory=lambda: list(ALLOWED))


class Inbound:
    """Puts updates into the inbox, however they come."""

    def __init__(self, bot: Bot, desk: Desk, deliver: Deliver) -> None:
        self._bot = bot
        self._desk = desk
        self._deliver = deliver

    async def take(self, raws: list[Raw]) -> None:
        """Stores the updates and hands on the new ones. When this returns Telegram may forget them.

        Raises DatabaseDown: then nothing is stored.
        """
        arrived = [incoming(self._bot.id, raw) for raw in raws]
        rows = await self._desk.run(inbox.receive, arrived)
        self._deliver([(row, one.raw) for row, one in zip(rows, arrived, strict=True) if row is not None])

    async def poll(self) -> None:
        """Fetches for ever; what goes wrong is logged and waited out."""
        offset: int | None = None
        failures = 0
        while True:
            try:
                offset = await self._fetch(offset)
                failures = 0
            except Exception as error:  # a proxy's HTML page is no TelegramAPIError; polling must outlive it all
                failures += 1
                _explain(error)
                await asyncio.sleep(min(LONGEST_PAUSE, 0.5 * 2 ** min(failures, 8)))

    async def _fetch(self, offset: int | None) -> int | None:
        raws = await self._bot(GetRawUpdates(offset=offset), request_timeout=WAIT + 15)
        if not raws:
            # The offset has done its work. Ids may restart lower after a quiet week (Bot API, Update), and an old
            # offset would then throw the new ones away.
            return None
        await self.take(raws)
        return int(raws[-1]["update_id"]) + 1


def _explain(error: Exception) -> None:
    match error:
        case TelegramConflictError():
            log.error(
                "someone else is fetching with this token, or a webhook is set; only one may. `kabar check` tells"
            )
        case TelegramUnauthorizedError():
            log.error("Telegram does not know the token any more; put a new one from @BotFather into telegram.token")
        case DatabaseDown():
            log.error("updates can't be stored, so none is confirmed: %s", error)
        case TelegramNetworkError() | TelegramServerError() | ClientDecodeError():
            log.warning("Telegram can't be reached: %s", type(error).__name__)
        case _:
            log.error("fetching failed: %s", anatomy(error))
