"""/formulir, and the workbooks that are sent to be published."""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from handlers.fill import OPEN
from handlers.filters import Expects, Named, Tapped
from handlers.read import Carries, read_file
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.previewing import Previewing
from reporting.uploading import Uploading

SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".md")  # what somebody may hold for a form
ANSWERED = (*OPEN, "preview")  # while a report or a preview asks, a file is an answer


class Workbook(Filter):
    """A document that may be a form by its name; any document while one is waited for."""

    async def __call__(self, message: Message, expects: str) -> bool:
        if message.document is None or expects in ANSWERED:
            return False
        return expects == "form_file" or (message.document.file_name or "").lower().endswith(SHEETS)


def router() -> Router:
    routes = Router(name="publish")
    routes.message.register(begin, Named("formulir"))
    routes.message.register(received, Workbook())
    routes.callback_query.register(chosen, Tapped("b"))
    routes.callback_query.register(tried, Tapped("j"))
    return routes


def expected() -> Router:
    """What is typed at the steps of a form, and said in a preview; tried after all commands."""
    routes = Router(name="publish.expected")
    routes.message.register(typed, Expects("form_file", "form_area", "form_reason"))
    routes.message.register(answered, Expects("preview"))
    routes.message.register(sent, Carries(F.message_id, "preview"))
    return routes


async def begin(message: Message, sender: Sender, uploading: Uploading, use: Any, show: Show) -> None:
    await use(uploading.begin, sender)
    await show(sender.chat_id)


async def received(message: Message, sender: Sender, uploading: Uploading, use: Any, show: Show) -> None:
    name = (message.document.file_name if message.document else None) or "formulir"
    await use(uploading.received, sender, read_file(message), name)
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, uploading: Uploading, use: Any, show: Show) -> None:
    toast = await use(uploading.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def typed(message: Message, sender: Sender, uploading: Uploading, use: Any, show: Show) -> None:
    await use(uploading.typed, sender, message.text or "")
    await show(sender.chat_id)


async def tried(
    callback: CallbackQuery, tap: Tap, sender: Sender, previewing: Previewing, use: Any, show: Show
) -> None:
    toast = await use(previewing.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def answered(message: Message, sender: Sender, previewing: Previewing, use: Any, show: Show) -> None:
    await use(previewing.typed, sender, message.text or "")
    await show(sender.chat_id)


async def sent(message: Message, sender: Sender, previewing: Previewing, use: Any, show: Show) -> None:
    await use(previewing.sent, sender)
    await show(sender.chat_id)
