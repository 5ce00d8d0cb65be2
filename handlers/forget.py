"""Taking a message with personal data out of the chat."""

from __future__ import annotations

import logging

from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message

log = logging.getLogger(__name__)


async def forget(message: Message) -> None:
    """Deletes it (Bot API, deleteMessage: in private chats a bot may delete incoming messages, for 48 hours)."""
    try:
        await message.delete()
    except TelegramAPIError as error:
        log.warning("a message in chat %s could not be deleted: %s", message.chat.id, type(error).__name__)
