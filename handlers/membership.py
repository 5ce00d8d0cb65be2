"""A person blocks the bot, or lets it in again (Bot API, Update: my_chat_member)."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import ChatMemberUpdated

from handlers.show import Show
from reporting import stage
from reporting.inputs import Sender

OUT = ("kicked", "left")


def router() -> Router:
    routes = Router(name="membership")
    routes.my_chat_member.register(left, is_out)
    routes.my_chat_member.register(came_back)
    return routes


async def is_out(event: ChatMemberUpdated) -> bool:
    return event.new_chat_member.status in OUT


async def left(event: ChatMemberUpdated, sender: Sender, use: Any) -> None:
    await use(stage.blocked, sender.bot_id, sender.chat_id)


async def came_back(event: ChatMemberUpdated, sender: Sender, use: Any, show: Show) -> None:
    await use(stage.unblocked, sender.bot_id, sender.chat_id)
    await show(sender.chat_id)
