"""Groups: Kabar works in private chats. Says so once in each group, and is silent there ever after."""

from __future__ import annotations

from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import Message, TelegramObject

from handlers.context import Handler
from reporting.grouping import Grouping

GROUPS = ("group", "supergroup")


class Groups(BaseMiddleware):
    """Comes before all else that messages go through; nothing from a group gets further."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Message)
        if event.chat.type not in GROUPS:
            return await handler(event, data)
        bot: Bot = data["bot"]
        grouping: Grouping = data["grouping"]
        name = (await bot.me()).username or ""
        await data["use"](grouping.met, bot.id, event.chat.id, name)
        await data["show"](event.chat.id)
        return None
