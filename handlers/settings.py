"""Settings: what is tapped and typed on their pages. /settings itself opens from the menu's router."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Tapped
from handlers.show import Show
from reporting.adjusting import Adjusting
from reporting.inputs import Sender, Tap


def router() -> Router:
    routes = Router(name="settings")
    routes.callback_query.register(chosen, Tapped("g"))
    return routes


def expected() -> Router:
    """What is typed on a page of settings; tried after all commands."""
    routes = Router(name="settings.expected")
    routes.message.register(typed, Expects("settings"))
    return routes


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, adjusting: Adjusting, use: Any, show: Show) -> None:
    toast = await use(adjusting.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def typed(message: Message, sender: Sender, adjusting: Adjusting, use: Any, show: Show) -> None:
    await use(adjusting.typed, sender, message.text or "")
    await show(sender.chat_id)
