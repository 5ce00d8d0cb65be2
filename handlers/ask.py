"""Questions: asked, answered from an article, passed on, answered by a coordinator."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Named, Said, Tapped
from handlers.forget import forget
from handlers.show import Show
from reporting.answering import Answering
from reporting.asking import Asking
from reporting.inputs import Sender, Tap


class TappedFor(Tapped):
    """A button whose verb is `t` and whose argument is one of these."""

    def __init__(self, *arguments: str) -> None:
        super().__init__("t")
        self._arguments = arguments

    async def __call__(self, callback: CallbackQuery) -> bool | dict[str, Any]:
        found = await super().__call__(callback)
        return found if isinstance(found, dict) and found["tap"].argument in self._arguments else False


def router() -> Router:
    routes = Router(name="ask")
    routes.message.register(asked_at_once, Named("tanya"))  # without a question it asks for one
    routes.message.register(begin, Said("bar_ask"))
    routes.message.register(mine, Said("bar_answers"))
    routes.message.register(tickets, Named("tiket"))
    routes.callback_query.register(answering_chosen, TappedFor("queue", "answer", "send", "edit"))
    routes.callback_query.register(chosen, Tapped("t"))
    return routes


def expected() -> Router:
    """What free text means while a question or an answer is awaited; tried after all commands."""
    routes = Router(name="ask.expected")
    routes.message.register(asked, Expects("question"))
    routes.message.register(more, Expects("ticket_more"))
    routes.message.register(to_officer, Expects("ticket_new"))
    routes.message.register(answered, Expects("ticket_answer"))
    return routes


async def begin(message: Message, sender: Sender, asking: Asking, use: Any, show: Show) -> None:
    await use(asking.begin, sender)
    await show(sender.chat_id)


async def asked_at_once(message: Message, argument: str, sender: Sender, asking: Asking, use: Any, show: Show) -> None:
    if await use(asking.asked, sender, argument):
        await forget(message)
    await show(sender.chat_id)


async def asked(message: Message, sender: Sender, asking: Asking, use: Any, show: Show) -> None:
    if await use(asking.asked, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)


async def more(message: Message, sender: Sender, asking: Asking, use: Any, show: Show) -> None:
    if await use(asking.more, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)


async def to_officer(message: Message, sender: Sender, asking: Asking, use: Any, show: Show) -> None:
    if await use(asking.to_officer, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)


async def answered(message: Message, sender: Sender, answering: Answering, use: Any, show: Show) -> None:
    if await use(answering.typed, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)


async def mine(message: Message, sender: Sender, asking: Asking, use: Any, show: Show) -> None:
    await use(asking.mine, sender)
    await show(sender.chat_id)


async def tickets(message: Message, sender: Sender, answering: Answering, use: Any, show: Show) -> None:
    await use(answering.tickets, sender)
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, asking: Asking, use: Any, show: Show) -> None:
    toast = await use(asking.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def answering_chosen(
    callback: CallbackQuery, tap: Tap, sender: Sender, answering: Answering, use: Any, show: Show
) -> None:
    toast = await use(answering.chosen, sender, tap)
    await show.answer(callback, sender, toast)
