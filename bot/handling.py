"""One update, from the inbox to the handlers: parsed, routed, tried again, set aside."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramForbiddenError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import Update
from pydantic import ValidationError

from bot import updates
from bot.desk import DatabaseDown, Desk
from bot.logs import anatomy
from bot.session import Taps
from bot.updates import Raw
from bot.use import Use
from reporting import inbox
from reporting.inbox import AlreadyDone

log = logging.getLogger(__name__)

TRIES = 3
PAUSE = 0.5  # seconds before the second try, twice as many before the third

# Says sorry once, in that chat.
Apologise = Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Handling:
    bot: Bot
    dispatcher: Dispatcher
    desk: Desk
    taps: Taps
    apologise: Apologise

    async def __call__(self, row_id: int, raw: Raw, behind: int = 0) -> None:
        """Handles the update and settles its row: done or quarantined. `behind` more of that person wait: handlers know
        it as `behind`. Raises DatabaseDown, which counts as no try."""
        try:
            update = Update.model_validate(raw, context={"bot": self.bot})
        except ValidationError as error:
            await self._set_aside(row_id, _shape(error))
            return
        while not await self._attempt(row_id, update, updates.chat_id(raw), behind):
            pass
        if callback := updates.callback_id(raw):
            await self.taps.answer(self.bot, callback)

    async def _attempt(self, row_id: int, update: Update, chat_id: int | None, behind: int) -> bool:
        """True when the update is settled."""
        use = Use(self.desk, row_id)
        try:
            await self.dispatcher.feed_update(self.bot, update, use=use, look=self.desk.look, behind=behind)
        except (AlreadyDone, DatabaseDown) as error:
            if isinstance(error, DatabaseDown):
                raise
            return True
        except Exception as error:
            return await self._failed(row_id, use, error, chat_id)
        if not use.is_spent:
            await self.desk.run(inbox.done, row_id)
        return True

    async def _failed(self, row_id: int, use: Use, error: Exception, chat_id: int | None) -> bool:
        if use.is_spent:
            # Stored, but not said: the sweep shows every chat that is behind.
            log.warning("update %s is stored, its reply failed: %s", row_id, anatomy(error))
            return True
        if isinstance(error, TelegramForbiddenError):
            await self.desk.run(inbox.done, row_id)  # they blocked the bot while it was answering
            return True
        tries = await self.desk.run(inbox.failed, row_id, anatomy(error))
        log.error("update %s failed, try %s of %s: %s", row_id, tries, TRIES, anatomy(error))
        log.debug("update %s", row_id, exc_info=error)
        if tries < TRIES:
            await asyncio.sleep(PAUSE * 2 ** (tries - 1))
            return False
        await self._set_aside(row_id, anatomy(error))
        if chat_id is not None:
            await self._say_sorry(chat_id)
        return True

    async def _set_aside(self, row_id: int, error: str) -> None:
        log.error("update %s is quarantined: %s", row_id, error)
        await self.desk.run(inbox.quarantine, row_id, error)

    async def _say_sorry(self, chat_id: int) -> None:
        try:
            await self.apologise(chat_id)
        except DatabaseDown:
            raise
        except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter) as error:
            log.warning("an apology was not sent: %s", type(error).__name__)
        except Exception as error:
            log.error("an apology failed: %s", anatomy(error))


def _shape(error: ValidationError) -> str:
    """Where an update is not what the Bot API says, without its content."""
    places = [".".join(map(str, one["loc"])) for one in error.errors(include_input=False, include_url=False)[:5]]
    return "not an update: " + ", ".join(places)
