"""Where a refusal is caught: once. Anything else goes on to the lane, which rolls back, tries again and apologises."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent

from handlers.show import Show
from reporting import refusing
from reporting.grouping import Grouping
from reporting.inputs import Sender
from reporting.refusals import Refusal
from reporting.texts import Texts


def router() -> Router:
    routes = Router(name="errors")
    routes.errors.register(refused, ExceptionTypeFilter(Refusal))
    return routes


async def refused(event: ErrorEvent, use: Any, show: Show, texts: Texts, grouping: Grouping, **data: Any) -> None:
    refusal = event.exception
    assert isinstance(refusal, Refusal)
    sender = data.get("sender") or _sender(event, data["bot"].id)
    if sender.is_in_group:
        await use(grouping.refused, sender)
    else:
        await use(refusing.tell, sender, texts, refusal)
    await show(sender.chat_id)


def _sender(event: ErrorEvent, bot_id: int) -> Sender:
    """An error handler gets the update, not what the middlewares added to the handler's data."""
    callback, message = event.update.callback_query, event.update.message or event.update.edited_message
    if callback is not None and callback.message is not None:
        return Sender(bot_id, callback.message.chat.id, callback.from_user.id)
    assert message is not None
    assert message.from_user is not None
    return Sender(bot_id, message.chat.id, message.from_user.id, message_id=message.message_id)
