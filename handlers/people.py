"""/petugas: who serves in the coordinator's area, and what is decided about it."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Named, Tapped
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.peopling import EXPECTS, Peopling


def router() -> Router:
    routes = Router(name="people")
    routes.message.register(begin, Named("petugas"))
    routes.callback_query.register(chosen, Tapped("o"))
    return routes


def expected() -> Router:
    """A part of a name, while the list is up; tried after all commands."""
    routes = Router(name="people.expected")
    routes.message.register(typed, Expects(EXPECTS))
    return routes


async def begin(message: Message, sender: Sender, peopling: Peopling, use: Any, show: Show) -> None:
    await use(peopling.begin, sender)
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, peopling: Peopling, use: Any, show: Show) -> None:
    toast = await use(peopling.chosen, sender, tap)
    await show.answer(callback, sender, toast)
    await show.others()


async def typed(message: Message, sender: Sender, peopling: Peopling, use: Any, show: Show) -> None:
    await use(peopling.typed, sender, message.text or "")
    await show(sender.chat_id)
