"""The coordinator's own: who has not reported, a nudge, the summary."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Named, Said, Tapped
from handlers.show import Show
from reporting.coordinating import Coordinating
from reporting.inputs import Sender, Tap


def router() -> Router:
    routes = Router(name="coordinate")
    routes.message.register(missing, Named("belum"))
    routes.message.register(summary, Named("ringkasan"))
    routes.message.register(summary, Said("bar_summary"))
    routes.callback_query.register(chosen, Tapped("k"))
    return routes


async def missing(message: Message, sender: Sender, coordinating: Coordinating, use: Any, show: Show) -> None:
    await use(coordinating.missing, sender)
    await show(sender.chat_id)


async def summary(message: Message, sender: Sender, coordinating: Coordinating, use: Any, show: Show) -> None:
    await use(coordinating.summary, sender)
    await show(sender.chat_id)


async def chosen(
    callback: CallbackQuery, tap: Tap, sender: Sender, coordinating: Coordinating, use: Any, show: Show
) -> None:
    toast = await use(coordinating.chosen, sender, tap)
    await show.answer(callback, sender, toast)
