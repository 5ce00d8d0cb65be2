"""Practice: three questions that are sent to nobody."""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Named, Tapped
from handlers.read import Carries
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.practising import Practising


def router() -> Router:
    routes = Router(name="practise")
    routes.message.register(opened, Named("latihan"))
    routes.callback_query.register(chosen, Tapped("y"))
    return routes


def expected() -> Router:
    """What free text and files mean while a question of the practice is open."""
    routes = Router(name="practise.expected")
    routes.message.register(typed, Expects("practice"))
    routes.message.register(strayed, Carries(F.message_id, "practice"))
    return routes


async def opened(message: Message, sender: Sender, practising: Practising, use: Any, show: Show) -> None:
    await use(practising.opened, sender)
    await show(sender.chat_id)


async def chosen(
    callback: CallbackQuery, tap: Tap, sender: Sender, practising: Practising, use: Any, show: Show
) -> None:
    toast = await use(practising.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def typed(message: Message, sender: Sender, practising: Practising, use: Any, show: Show) -> None:
    await use(practising.typed, sender, message.text or "")
    await show(sender.chat_id)


async def strayed(message: Message, sender: Sender, practising: Practising, use: Any, show: Show) -> None:
    await use(practising.strayed, sender)
    await show(sender.chat_id)
