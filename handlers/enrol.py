"""/start, invitations, and the steps before the first menu."""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from handlers.filters import Expects, Named, Tapped
from handlers.read import Carries, read_contact
from handlers.show import Show
from reporting import stage
from reporting.enrolling import STEPS, Enrolling
from reporting.inputs import Sender, Tap


class Unfinished(Filter):
    """Whoever is still enrolling finishes that first: no message and no button leads past the notice."""

    async def __call__(self, event: Message | CallbackQuery, expects: str, sender: Sender, look: Any) -> bool:
        if isinstance(event, CallbackQuery):
            if Tap.parse(event.data or "").verb in ("a", "n"):
                return False  # bound to a draft's card, which nobody has who is enrolling
            expects = await look(stage.expects, sender)
        return expects.startswith(STEPS)


def router() -> Router:
    """Comes before all others."""
    routes = Router(name="enrol")
    routes.message.register(start, Named("start"))
    routes.message.register(shared, Carries(F.contact, "enrol_contact"))
    routes.message.register(typed, Unfinished())
    routes.callback_query.register(chosen, Tapped("e"))
    routes.callback_query.register(held_up, Unfinished())
    return routes


def expected() -> Router:
    """A code typed by hand; tried after all commands."""
    routes = Router(name="enrol.expected")
    routes.message.register(coded, Expects("invitation_code"))
    return routes


async def start(message: Message, argument: str, sender: Sender, enrolling: Enrolling, use: Any, show: Show) -> None:
    await use(enrolling.start, sender, argument)
    await show(sender.chat_id)


async def coded(message: Message, sender: Sender, enrolling: Enrolling, use: Any, show: Show) -> None:
    await use(enrolling.coded, sender, message.text or "")
    await show(sender.chat_id)


async def typed(message: Message, sender: Sender, enrolling: Enrolling, use: Any, show: Show) -> None:
    await use(enrolling.typed, sender, message.text or "")
    await show(sender.chat_id)


async def shared(message: Message, sender: Sender, enrolling: Enrolling, use: Any, show: Show) -> None:
    await use(enrolling.shared, sender, read_contact(message))
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, enrolling: Enrolling, use: Any, show: Show) -> None:
    toast = await use(enrolling.chosen, sender, tap)
    await show.answer(callback, sender, toast)
    await show.others()


async def held_up(callback: CallbackQuery, sender: Sender, enrolling: Enrolling, use: Any, show: Show) -> None:
    await use(enrolling.typed, sender, "")
    await show.answer(callback, sender, "")
