"""Checking reports: the queue, decisions, the reason of a return, and looking at what was sent."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Named, Said, Tapped
from handlers.forget import forget
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.reviewing import Reviewing


def router() -> Router:
    routes = Router(name="review")
    routes.message.register(queue, Named("periksa"))
    routes.message.register(queue, Said("bar_queue"))
    routes.callback_query.register(chosen, Tapped("q"))
    routes.callback_query.register(see, Tapped("r"))
    return routes


def expected() -> Router:
    """What free text means while a report is returned; tried after all commands."""
    routes = Router(name="review.expected")
    routes.message.register(typed, Expects("return_items", "return_reason"))
    return routes


async def queue(message: Message, sender: Sender, reviewing: Reviewing, use: Any, show: Show) -> None:
    await use(reviewing.next, sender)
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, reviewing: Reviewing, use: Any, show: Show) -> None:
    toast = await use(reviewing.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def see(callback: CallbackQuery, tap: Tap, sender: Sender, reviewing: Reviewing, use: Any, show: Show) -> None:
    toast = await use(reviewing.see, sender, tap)
    await show.answer(callback, sender, toast)


async def typed(message: Message, sender: Sender, reviewing: Reviewing, use: Any, show: Show) -> None:
    if await use(reviewing.typed, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)
