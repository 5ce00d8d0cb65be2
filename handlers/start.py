"""/lapor: which report, for which kampung and period."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Named, Said, Tapped
from handlers.menu import home
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.starting import Starting


def router() -> Router:
    routes = Router(name="start")
    routes.message.register(begin, Named("lapor"))
    routes.message.register(drafts, Named("draf"))
    routes.message.register(begin, Said("bar_report"))
    routes.callback_query.register(chosen, Tapped("s"))
    return routes


def expected() -> Router:
    """What is typed while a list is up; tried after all commands."""
    routes = Router(name="start.expected")
    routes.message.register(home, Expects("starting"), Said("word_cancel"))
    routes.message.register(typed, Expects("starting"))
    return routes


async def begin(message: Message, sender: Sender, starting: Starting, use: Any, show: Show) -> None:
    await use(starting.begin, sender)
    await show(sender.chat_id)


async def drafts(message: Message, sender: Sender, starting: Starting, use: Any, show: Show) -> None:
    await use(starting.drafts, sender)
    await show(sender.chat_id)


async def typed(message: Message, sender: Sender, starting: Starting, use: Any, show: Show) -> None:
    await use(starting.typed, sender, message.text or "")
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, starting: Starting, use: Any, show: Show) -> None:
    toast = await use(starting.chosen, sender, tap)
    await show.answer(callback, sender, toast)
