"""Who sent the update, and what free text in that chat means now: known to every filter and handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject

from reporting import stage
from reporting.inputs import Sender

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Context(BaseMiddleware):
    """Adds `sender` and `expects`. Kabar works in private chats: anything from elsewhere goes no further."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        message = event.message if isinstance(event, CallbackQuery) else event
        if message is None or message.chat.type != "private" or event.from_user is None:
            return None
        sender = Sender(
            bot_id=data["bot"].id,
            chat_id=message.chat.id,
            user_id=event.from_user.id,
            language=event.from_user.language_code or "id",
            message_id=event.message_id if isinstance(event, Message) else None,
        )
        data["sender"] = sender
        data["expects"] = await data["look"](stage.expects, sender) if isinstance(event, Message) else ""
        return await handler(event, data)
