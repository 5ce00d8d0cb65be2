"""Who sent the update, and what free text in that chat means now: known to every filter and handler. From here on every
use case goes through its policy."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject

from handlers.show import Held
from reporting import shared_phone
from reporting.inputs import Sender
from reporting.policies import admitted

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Context(BaseMiddleware):
    """Adds `sender` and `expects`. Kabar works in private chats: anything from elsewhere, or by anybody but the person
    whose chat it is, goes no further.

    While more messages of the same person wait, `show` leaves questions out: each would be old when it is read.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Message | CallbackQuery | ChatMemberUpdated)
        message = event.message if isinstance(event, CallbackQuery) else event
        if message is None or message.chat.type != "private" or event.from_user is None:
            return None
        if event.from_user.id != message.chat.id:  # of a private chat they are one (Bot API, Chat.id): nobody's own
            return None
        sender = Sender(
            bot_id=data["bot"].id,
            chat_id=message.chat.id,
            user_id=event.from_user.id,
            language=event.from_user.language_code or "id",
            **(_told(event) if isinstance(event, Message) else {}),
        )
        data["sender"] = sender
        expects = await data["look"](shared_phone.expects, sender)
        # A tap means what its button says, whatever is expected; unless the PIN comes first.
        data["expects"] = expects if isinstance(event, Message) or expects in shared_phone.SHUT else ""
        data["use"], data["look"] = partial(data["use"], admitted), partial(data["look"], admitted)
        if data.get("behind"):
            data["show"] = Held(data["show"])
        return await handler(event, data)


def _told(message: Message) -> dict[str, Any]:
    reply = message.reply_to_message
    changed = datetime.fromtimestamp(message.edit_date, UTC) if message.edit_date else None
    return {
        "message_id": message.message_id,
        "reply_to": reply.message_id if reply else None,
        "sent_at": changed or message.date,
    }
