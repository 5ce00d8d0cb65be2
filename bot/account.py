"""The bot's own account at Telegram: made, checked, and freed of an old webhook."""

from __future__ import annotations

import asyncio
import logging

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.config import ConfigError
from bot.session import JsonSession

log = logging.getLogger(__name__)

UNKNOWN_TOKEN = "telegram.token: Telegram does not know it; copy it again from @BotFather, or ask there for a new one"
LONGEST_PAUSE = 30


def make_bot(token: str, api_base: str) -> Bot:
    """aiogram's bot: HTML texts, no link previews, JSON requests. Opens nothing until used."""
    session = JsonSession(api=TelegramAPIServer.from_base(api_base), timeout=30)
    return Bot(token, session, DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True))


async def introduce(bot: Bot) -> str:
    """Asks Telegram who we are, until it answers; returns the bot's user name. Raises ConfigError: unknown token."""
    pause = 1
    while True:
        try:
            me = await bot.me()
            return me.username or ""
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise ConfigError(UNKNOWN_TOKEN) from None
        except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter, ClientDecodeError) as error:
            log.warning("telegram.api_base: no answer (%s); trying again in %s s", type(error).__name__, pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)


async def clear_webhook(bot: Bot) -> None:
    """Polling and a webhook exclude each other; the configuration says polling. Pending updates are kept."""
    try:
        if (await bot.get_webhook_info()).url:
            log.warning("a webhook was set; it is removed because telegram.mode is polling")
            await bot.delete_webhook()
    except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter, ClientDecodeError) as error:
        log.warning("the webhook could not be looked up: %s", type(error).__name__)
