"""/undang: a coordinator invites an officer or a cadre."""

from __future__ import annotations

from typing import Any

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Named, Tapped
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.welcoming import STEPS, Welcoming


def router() -> Router:
    routes = Router(name="invite")
    routes.message.register(begin, Named("undang"))
    routes.callback_query.register(chosen, Tapped("u"))
    return routes


def expected() -> Router:
    """What is typed while an invitation is made; tried after all commands."""
    routes = Router(name="invite.expected")
    routes.message.register(typed, Expects(*STEPS))
    return routes


async def begin(message: Message, sender: Sender, welcoming: Welcoming, use: Any, show: Show) -> None:
    await use(welcoming.begin, sender)
    await show(sender.chat_id)


async def chosen(
    callback: CallbackQuery, tap: Tap, sender: Sender, bot: Bot, welcoming: Welcoming, use: Any, show: Show
) -> None:
    name = (await bot.me()).username or ""
    toast = await use(welcoming.chosen, sender, tap, name)
    await show.answer(callback, sender, toast)


async def typed(
    message: Message, sender: Sender, bot: Bot, welcoming: Welcoming, use: Any, look: Any, show: Show
) -> None:
    name = (await bot.me()).username or ""
    await look(welcoming.prepare)  # a place may have been typed; its names are read before anything is written
    await use(welcoming.typed, sender, message.text or "", name)
    await show(sender.chat_id)
