"""What is owed until when, and who is excused."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Named, Tapped
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.timetable import Timetable


def router() -> Router:
    routes = Router(name="timetable")
    routes.message.register(begin, Named("jadwal"))
    routes.callback_query.register(chosen, Tapped("x"))
    return routes


def expected() -> Router:
    """What free text means while a reason is awaited."""
    routes = Router(name="timetable.expected")
    routes.message.register(typed, Expects("schedule_reason"))
    return routes


async def begin(message: Message, sender: Sender, timetable: Timetable, use: Any, show: Show) -> None:
    await use(timetable.begin, sender)
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, timetable: Timetable, use: Any, show: Show) -> None:
    toast = await use(timetable.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def typed(message: Message, sender: Sender, timetable: Timetable, use: Any, show: Show) -> None:
    await use(timetable.typed, sender, message.text or "")
    await show(sender.chat_id)
