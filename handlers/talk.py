"""What officers and coordinators write to each other about a report."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Tapped
from handlers.forget import forget
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.requesting import Requesting
from reporting.talking import Talking


def router() -> Router:
    routes = Router(name="talk")
    routes.callback_query.register(chosen, Tapped("c"))
    return routes


def expected() -> Router:
    """What free text means while a note or the reason of a request is awaited; tried after all commands."""
    routes = Router(name="talk.expected")
    routes.message.register(typed, Expects("report_note"))
    routes.message.register(reasoned, Expects("request_reason"))
    return routes


async def chosen(
    callback: CallbackQuery, tap: Tap, sender: Sender, talking: Talking, requesting: Requesting, use: Any, show: Show
) -> None:
    case = talking.opened if tap.argument == "open" else requesting.chosen
    toast = await use(case, sender, tap)
    await show.answer(callback, sender, toast)


async def typed(message: Message, sender: Sender, talking: Talking, use: Any, show: Show) -> None:
    if await use(talking.typed, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)


async def reasoned(message: Message, sender: Sender, requesting: Requesting, use: Any, show: Show) -> None:
    if await use(requesting.typed, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)
