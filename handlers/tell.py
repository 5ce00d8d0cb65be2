"""Joint plans, success factors and evaluations."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.filters import Tapped
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.telling import Telling


def router() -> Router:
    routes = Router(name="tell")
    routes.callback_query.register(chosen, Tapped("z"))
    return routes


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, telling: Telling, use: Any, show: Show) -> None:
    toast = await use(telling.chosen, sender, tap)
    await show.answer(callback, sender, toast)
