"""Taking messages out of the chat: one with personal data, or all of the last two days."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import Message

log = logging.getLogger(__name__)

AT_ONCE = 100  # ids in one call (Bot API, deleteMessages)


async def forget(message: Message) -> bool:
    """Deletes it (Bot API, deleteMessage: in private chats a bot may delete incoming messages, for 48 hours).

    Whether it is gone: also when it had gone before.
    """
    try:
        await message.delete()
    except TelegramAPIError as error:
        log.warning("a message in chat %s could not be deleted: %s", message.chat.id, type(error).__name__)
        return isinstance(error, TelegramBadRequest) and "not found" in error.message
    return True


async def sweep(bot: Bot, chat_id: int, message_ids: Sequence[int]) -> None:
    """Deletes all of them; those that are gone already are passed over (Bot API, deleteMessages). Where Telegram
    refuses a lot for one of them, they are taken one by one."""
    for at in range(0, len(message_ids), AT_ONCE):
        lot = list(message_ids[at : at + AT_ONCE])
        try:
            await bot.delete_messages(chat_id, lot)
        except TelegramBadRequest:
            for one in lot:
                await _delete(bot, chat_id, one)


async def _delete(bot: Bot, chat_id: int, message_id: int) -> None:
    try:
        await bot.delete_message(chat_id, message_id)
    except TelegramBadRequest as error:
        log.info("a message in chat %s stays: %s", chat_id, error.message)
