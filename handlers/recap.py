"""The recap of a month: as a page, a picture, a file."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Named, Tapped
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.recapping import Recapping


def router() -> Router:
    routes = Router(name="recap")
    routes.message.register(begin, Named("rekap"))
    routes.callback_query.register(chosen, Tapped("kr"))
    return routes


async def begin(message: Message, sender: Sender, recapping: Recapping, use: Any, show: Show) -> None:
    await use(recapping.begin, sender)
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, recapping: Recapping, use: Any, show: Show) -> None:
    toast = await use(recapping.chosen, sender, tap)
    await show.answer(callback, sender, toast)
