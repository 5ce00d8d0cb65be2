"""Help: what is tapped and typed on its pages. /help itself opens from the menu's router."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Tapped
from handlers.forget import forget
from handlers.show import Show
from reporting.advising import Advising
from reporting.inputs import Sender, Tap


def router() -> Router:
    routes = Router(name="help")
    routes.callback_query.register(chosen, Tapped("h"))
    return routes


def expected() -> Router:
    """What is typed on a page of help; tried after all commands."""
    routes = Router(name="help.expected")
    routes.message.register(typed, Expects("help"))
    return routes


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, advising: Advising, use: Any, show: Show) -> None:
    toast = await use(advising.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def typed(message: Message, sender: Sender, advising: Advising, use: Any, show: Show) -> None:
    if await use(advising.typed, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)
