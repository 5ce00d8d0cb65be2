"""What was reported before: the list of a kampung or a month, and a report as a document."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Named, Said, Tapped
from handlers.show import Show
from reporting.documents import Documents
from reporting.history import History
from reporting.inputs import Sender, Tap


def router() -> Router:
    routes = Router(name="history")
    routes.message.register(begin, Named("laporan", "ralat"))
    routes.message.register(begin, Said("bar_reports"))
    routes.callback_query.register(chosen, Tapped("l"))
    routes.callback_query.register(document, Tapped("d"))
    return routes


def expected() -> Router:
    """ "ralat" where no report is in hand, whose own answers it would mean: which of those that were sent?"""
    routes = Router(name="history.expected")
    routes.message.register(begin, Said("word_correction"), Expects("", "starting", "help", "question"))
    return routes


async def begin(message: Message, sender: Sender, history: History, use: Any, show: Show) -> None:
    await use(history.begin, sender)
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, history: History, use: Any, show: Show) -> None:
    toast = await use(history.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def document(
    callback: CallbackQuery, tap: Tap, sender: Sender, documents: Documents, use: Any, show: Show
) -> None:
    toast = await use(documents.asked, sender, tap)
    await show.answer(callback, sender, toast)
