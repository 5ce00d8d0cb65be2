"""What the reports on any form say."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.filters import Tapped
from handlers.show import Show
from reporting.digesting import Digesting
from reporting.inputs import Sender, Tap


def router() -> Router:
    routes = Router(name="digests")
    routes.callback_query.register(chosen, Tapped("kd"))
    return routes


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, digesting: Digesting, use: Any, show: Show) -> None:
    await use(digesting.chosen, sender, tap)
    await show.answer(callback, sender, "")
