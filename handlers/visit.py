"""The families that a team assists."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Named, Tapped
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.visiting import Visiting


def router() -> Router:
    routes = Router(name="visit")
    routes.message.register(begin, Named("keluarga"))
    routes.callback_query.register(chosen, Tapped("f"))
    return routes


async def begin(message: Message, sender: Sender, visiting: Visiting, use: Any, show: Show) -> None:
    await use(visiting.begin, sender)
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, visiting: Visiting, use: Any, show: Show) -> None:
    toast = await use(visiting.chosen, sender, tap)
    await show.answer(callback, sender, toast)
