"""A report that was sent for the wrong kampung or month is put where it belongs."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Tapped
from handlers.forget import forget
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.refiling import Refiling


def router() -> Router:
    routes = Router(name="refile")
    routes.callback_query.register(chosen, Tapped("v"))
    return routes


def expected() -> Router:
    """What free text means while a kampung is looked for, or a reason awaited; tried after all commands."""
    routes = Router(name="refile.expected")
    routes.message.register(typed, Expects("refile_place", "refile_reason"))
    return routes


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, refiling: Refiling, use: Any, show: Show) -> None:
    toast = await use(refiling.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def typed(message: Message, sender: Sender, refiling: Refiling, use: Any, show: Show) -> None:
    if await use(refiling.typed, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)
