"""Personal data: refused wherever it is sent; /privasi; and the PIN of a phone that others use too."""

from __future__ import annotations

from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from handlers.filters import Expects, Named, Tapped
from handlers.forget import forget, sweep
from handlers.show import Show
from reporting.agreeing import Agreeing
from reporting.erasing import Erasing
from reporting.inputs import Sender, Tap
from reporting.privacy import Found
from reporting.privately import Privately, refuses
from reporting.screens.agreeing import AGAIN
from reporting.shared_phone import LOCKED, PIN, SHUT, SharedPhone

AGREEING = ("notice", "understood", "not_now", "why", "withdraw", "withdraw_now")


class HoldsPersonalData(Filter):
    """A message, new or edited, with what Kabar must not be sent now; hands the handler what was `found`."""

    async def __call__(self, message: Message, expects: str) -> bool | dict[str, Any]:
        found = refuses(expects, written(message), message.contact is not None)
        return {"found": found} if found else False


class Shut(Filter):
    """Anything while the PIN comes first."""

    async def __call__(self, event: Message | CallbackQuery, expects: str) -> bool:
        return expects in SHUT


class Chosen(Tapped):
    """A button whose verb is `p` and whose argument is one of these."""

    def __init__(self, *arguments: str) -> None:
        super().__init__("p")
        self._arguments = arguments

    async def __call__(self, callback: CallbackQuery) -> bool | dict[str, Any]:
        found = await super().__call__(callback)
        return found if isinstance(found, dict) and found["tap"].argument in self._arguments else False


def guard() -> Router:
    """Comes before all others: nobody else sees such a message, nor anything while the PIN is asked."""
    routes = Router(name="privacy.guard")
    routes.message.register(refused, HoldsPersonalData())
    routes.edited_message.register(refused, HoldsPersonalData())
    routes.message.register(tried, Expects(PIN))
    routes.callback_query.register(forgot, Chosen("forgot"), Shut())
    for observer in (routes.message, routes.edited_message):
        observer.register(knocked, Shut())
    routes.callback_query.register(knocked_by_tap, Shut())
    return routes


def router() -> Router:
    routes = Router(name="privacy")
    routes.message.register(page, Named("privasi"))
    routes.message.register(leaving, Named("hapus"))
    routes.callback_query.register(copied, Chosen("copy"))
    routes.callback_query.register(cleaned, Chosen("clean_now"))
    routes.callback_query.register(agreed, Chosen(*AGREEING))
    routes.callback_query.register(erased, Chosen("erase", "erase_now", "erase_no"))
    routes.callback_query.register(returned, Chosen("again", "go", "gone", "stay"))
    routes.callback_query.register(chosen, Tapped("p"))
    return routes


def expected() -> Router:
    """What free text means on those pages; tried after all commands."""
    routes = Router(name="privacy.expected")
    routes.message.register(wrong, Expects("data_wrong"))
    routes.message.register(invented, Expects("pin_new"))
    routes.message.register(agreed_in_words, Expects(AGAIN))
    return routes


async def refused(
    message: Message, found: Found, expects: str, sender: Sender, privately: Privately, use: Any, show: Show
) -> None:
    is_gone = await forget(message)
    await use(privately.refused, sender, found, is_gone, expects == LOCKED)
    await show(sender.chat_id)


async def tried(message: Message, sender: Sender, shared: SharedPhone, use: Any, show: Show) -> None:
    await forget(message)
    await use(shared.tried, sender, message.text or "")
    await show(sender.chat_id)


async def invented(message: Message, sender: Sender, shared: SharedPhone, use: Any, show: Show) -> None:
    await forget(message)
    await use(shared.invented, sender, message.text or "")
    await show(sender.chat_id)


async def knocked(message: Message, sender: Sender, shared: SharedPhone, use: Any, show: Show) -> None:
    await use(shared.knocked, sender)
    await show(sender.chat_id)


async def knocked_by_tap(callback: CallbackQuery, sender: Sender, shared: SharedPhone, use: Any, show: Show) -> None:
    await use(shared.knocked, sender)
    await show.answer(callback, sender, "")


async def forgot(callback: CallbackQuery, sender: Sender, shared: SharedPhone, use: Any, show: Show) -> None:
    toast = await use(shared.forgot, sender)
    await show.answer(callback, sender, toast)


async def page(message: Message, sender: Sender, privately: Privately, use: Any, show: Show) -> None:
    await use(privately.page, sender)
    await show(sender.chat_id)


async def leaving(message: Message, sender: Sender, privately: Privately, use: Any, show: Show) -> None:
    await use(privately.leaving, sender)
    await show(sender.chat_id)


async def wrong(message: Message, sender: Sender, privately: Privately, use: Any, show: Show) -> None:
    await use(privately.wrong, sender, message.text or "")
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, privately: Privately, use: Any, show: Show) -> None:
    toast = await use(privately.chosen, sender, tap)
    await show.answer(callback, sender, toast)
    await show.others()


async def agreed(callback: CallbackQuery, tap: Tap, sender: Sender, agreeing: Agreeing, use: Any, show: Show) -> None:
    toast = await use(agreeing.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def agreed_in_words(message: Message, sender: Sender, agreeing: Agreeing, use: Any, show: Show) -> None:
    if await use(agreeing.typed, sender, message.text or ""):
        await forget(message)
    await show(sender.chat_id)


async def erased(callback: CallbackQuery, tap: Tap, sender: Sender, erasing: Erasing, use: Any, show: Show) -> None:
    toast = await use(erasing.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def returned(callback: CallbackQuery, tap: Tap, sender: Sender, agreeing: Agreeing, use: Any, show: Show) -> None:
    toast = await use(agreeing.returned, sender, tap)
    await show.answer(callback, sender, toast)


async def copied(
    callback: CallbackQuery, bot: Bot, sender: Sender, privately: Privately, look: Any, use: Any, show: Show
) -> None:
    """A copy is there to be kept, so it may be saved."""
    copy = await look(privately.copy, sender)
    sent = await bot.send_document(sender.chat_id, BufferedInputFile(copy.content, copy.name), caption=copy.caption)
    await use(privately.copied, sender, sent.message_id)
    await show.answer(callback, sender, "")


async def cleaned(
    callback: CallbackQuery, tap: Tap, bot: Bot, sender: Sender, privately: Privately, look: Any, use: Any, show: Show
) -> None:
    """Deleted first: should Kabar stop in between, the next tap finds the same messages."""
    message_ids = await look(privately.deletable, sender, tap)
    await sweep(bot, sender.chat_id, message_ids)
    toast = await use(privately.cleaned, sender, tap, message_ids)
    await show.answer(callback, sender, toast)


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
