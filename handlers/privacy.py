"""Personal data: refused wherever it is sent; and /privasi."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from handlers.forget import forget
from handlers.show import Show
from reporting.inputs import Sender
from reporting.privacy import Found
from reporting.privately import Privately, refuses


class HoldsPersonalData(Filter):
    """A message, new or edited, with what Kabar must not be sent now; hands the handler what was `found`."""

    async def __call__(self, message: Message, expects: str) -> bool | dict[str, Any]:
        found = refuses(expects, written(message), message.contact is not None)
        return {"found": found} if found else False


def guard() -> Router:
    """Comes before all others: nobody else sees such a message."""
    routes = Router(name="privacy.guard")
    routes.message.register(refused, HoldsPersonalData())
    routes.edited_message.register(refused, HoldsPersonalData())
    return routes


async def refused(message: Message, found: Found, sender: Sender, privately: Privately, use: Any, show: Show) -> None:
    is_gone = await forget(message)
    await use(privately.refused, sender, found, is_gone)
    await show(sender.chat_id)


def written(message: Message) -> str:
    """All that the sender wrote into the message itself; what it quotes was written before."""
    parts = [message.text, message.caption]
    parts += [sent.file_name for sent in (message.document, message.audio, message.video, message.animation) if sent]
    if message.contact:
        parts += [message.contact.first_name, message.contact.last_name, message.contact.vcard]
    if message.venue:
        parts += [message.venue.title, message.venue.address]
    if message.poll:
        parts += [message.poll.question, *(option.text for option in message.poll.options)]
    return "\n".join(part for part in parts if part)
