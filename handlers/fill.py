"""Answers: tapped, typed, photographed, located."""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Tapped
from handlers.forget import forget
from handlers.read import Carries, read_file, read_location
from handlers.show import Show
from reporting.filling import Filling
from reporting.inputs import Sender, Tap

ANYTHING = F.message_id
FORWARDED = F.forward_origin & F.text  # somebody else's words are no answer; a forwarded photo may be one
FILE = F.photo | F.document | F.voice | F.audio | F.video | F.video_note
OPEN = ("answer", "review", "burst", "arrival")  # what a chat expects while a report is in hand


async def written(message: Message) -> bool:
    return message.text is not None


def router() -> Router:
    routes = Router(name="fill")
    routes.callback_query.register(chosen, Tapped("a"))
    routes.callback_query.register(navigated, Tapped("n"))
    routes.callback_query.register(settled, Tapped("i"))
    routes.edited_message.register(edited, written)
    return routes


def expected() -> Router:
    """What free text and files mean while a question is open; tried after all commands."""
    routes = Router(name="fill.expected")
    routes.message.register(strayed, Carries(FORWARDED, *OPEN))
    routes.message.register(typed, Expects("answer"))
    routes.message.register(numbered, Expects("review"))
    routes.message.register(agreed, Expects("burst"))
    routes.message.register(paged, Expects("arrival"))
    routes.message.register(located, Carries(F.location, *OPEN))
    routes.message.register(filed, Carries(FILE, *OPEN))
    routes.message.register(strayed, Carries(ANYTHING, *OPEN))
    return routes


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, filling: Filling, use: Any, show: Show) -> None:
    toast = await use(filling.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def navigated(callback: CallbackQuery, tap: Tap, sender: Sender, filling: Filling, use: Any, show: Show) -> None:
    toast = await use(filling.navigated, sender, tap)
    await show.answer(callback, sender, toast)


async def settled(callback: CallbackQuery, tap: Tap, sender: Sender, filling: Filling, use: Any, show: Show) -> None:
    toast = await use(filling.settled, sender, tap)
    await show.answer(callback, sender, toast)


async def typed(message: Message, sender: Sender, filling: Filling, use: Any, show: Show) -> None:
    if await use(filling.typed, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)


async def edited(message: Message, sender: Sender, filling: Filling, use: Any, show: Show) -> None:
    if await use(filling.edited, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)


async def agreed(message: Message, sender: Sender, filling: Filling, use: Any, show: Show) -> None:
    if await use(filling.agreed, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)


async def paged(message: Message, sender: Sender, filling: Filling, use: Any, show: Show) -> None:
    if await use(filling.paged, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)


async def numbered(message: Message, sender: Sender, filling: Filling, use: Any, show: Show) -> None:
    await use(filling.numbered, sender, message.text or "")
    await show(sender.chat_id)


async def located(message: Message, sender: Sender, filling: Filling, use: Any, show: Show) -> None:
    await use(filling.located, sender, read_location(message))
    await show(sender.chat_id)


async def filed(message: Message, sender: Sender, filling: Filling, use: Any, show: Show) -> None:
    await use(filling.filed, sender, read_file(message))
    await show(sender.chat_id)


async def strayed(message: Message, sender: Sender, filling: Filling, use: Any, show: Show) -> None:
    await use(filling.strayed, sender)
    await show(sender.chat_id)
