"""The figures of an area, and the class of a kampung."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Named, Tapped
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.watching import Watching


def router() -> Router:
    routes = Router(name="watch")
    routes.message.register(begin, Named("angka"))
    routes.callback_query.register(chosen, Tapped("w"))
    return routes


async def begin(message: Message, sender: Sender, watching: Watching, use: Any, show: Show) -> None:
    await use(watching.begin, sender)
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, watching: Watching, use: Any, show: Show) -> None:
    toast = await use(watching.chosen, sender, tap)
    await show.answer(callback, sender, toast)
