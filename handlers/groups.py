"""Groups: a coordinator registers one for the weekly summary; everything else in it is silence, but for one line that
says where Kabar works. Comes before all other rooms: nothing from a group gets further than here."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from handlers.filters import Tapped
from handlers.membership import OUT, is_out
from handlers.show import Show
from reporting.grouping import Grouping
from reporting.inputs import Sender, Tap
from reporting.policies import admitted

GROUPS = ("group", "supergroup")
NAMES = ("grup", "group")


class InGroup(Filter):
    """Hands the handler the `sender`, whose chat is the group's, and a `use` that goes through its policy."""

    async def __call__(
        self, event: Message | CallbackQuery | ChatMemberUpdated, bot: Bot, use: Any
    ) -> bool | dict[str, Any]:
        message = event.message if isinstance(event, CallbackQuery) else event
        if message is None or message.chat.type not in GROUPS or event.from_user is None:
            return False
        number = event.message_id if isinstance(event, Message) else None
        sender = Sender(bot.id, message.chat.id, event.from_user.id, message_id=number)
        return {"sender": sender, "use": partial(use, admitted)}


class Meant(Filter):
    """A command for this bot, `/grup` or `/grup@bot`; hands the handler what it is `asked` and the `argument`."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Any]:
        first, _, argument = (message.text or "").partition(" ")
        name, _, whom = first.removeprefix("/").partition("@")
        own = (await bot.me()).username or ""
        if not first.startswith("/") or whom.casefold() not in ("", own.casefold()):
            return False
        return {"asked": name.lower(), "argument": argument.strip()}


class Asked(Meant):
    """The command that registers the group."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Any]:
        found = await super().__call__(message, bot)
        return found if isinstance(found, dict) and found["asked"] in NAMES else False


def router() -> Router:
    routes = Router(name="groups")
    for observer in (routes.message, routes.callback_query, routes.my_chat_member):
        observer.filter(InGroup())
    routes.message.register(moved, is_moved)
    routes.message.register(commanded, Asked())
    routes.message.register(met, Meant())
    routes.callback_query.register(chosen, Tapped("gr"))
    routes.my_chat_member.register(removed, is_out)
    routes.my_chat_member.register(added, is_in)
    return routes


async def is_moved(message: Message) -> bool:
    return message.migrate_to_chat_id is not None


async def is_in(event: ChatMemberUpdated) -> bool:
    return event.old_chat_member.status in OUT


async def commanded(message: Message, sender: Sender, argument: str, grouping: Grouping, use: Any, show: Show) -> None:
    await use(grouping.commanded, sender, argument)
    await show(sender.chat_id)


async def met(message: Message, bot: Bot, sender: Sender, grouping: Grouping, use: Any, show: Show) -> None:
    await use(grouping.met, bot.id, sender.chat_id, (await bot.me()).username or "")
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, grouping: Grouping, use: Any, show: Show) -> None:
    toast = await use(grouping.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def added(event: ChatMemberUpdated, bot: Bot, sender: Sender, grouping: Grouping, use: Any, show: Show) -> None:
    await use(grouping.added, bot.id, sender.chat_id, (await bot.me()).username or "")
    await show(sender.chat_id)


async def removed(event: ChatMemberUpdated, sender: Sender, grouping: Grouping, use: Any) -> None:
    await use(grouping.removed, sender.bot_id, sender.chat_id)


async def moved(message: Message, grouping: Grouping, use: Any, show: Show) -> None:
    new = message.migrate_to_chat_id or 0
    await use(grouping.moved, message.chat.id, new)
    await show(new)
