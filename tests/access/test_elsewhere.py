"""What comes from elsewhere than the person's own chat reaches no handler, and no database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import CallbackQuery, Chat, InaccessibleMessage, Message, TelegramObject, User

from handlers.context import Context

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
SARI, BUDI, GROUP = 9001, 9002, -1001


def message(chat_id: int, kind: str, by: int) -> Message:
    user = User(id=by, is_bot=False, first_name="A")
    return Message(message_id=7, date=NOW, chat=Chat(id=chat_id, type=kind), from_user=user, text="12")


def tap(on: Message | InaccessibleMessage | None, by: int) -> CallbackQuery:
    """A tap on a card; of one that was sent inline, or into a chat by way of another bot, there is no message."""
    user = User(id=by, is_bot=False, first_name="A")
    return CallbackQuery(id="1", from_user=user, chat_instance="x", message=on, data="q:7:approve:1")


def old(chat_id: int, kind: str) -> InaccessibleMessage:
    return InaccessibleMessage(chat=Chat(id=chat_id, type=kind), message_id=7, date=0)


async def reached(event: TelegramObject) -> list[int]:
    """The chats of those whom a handler would have heard."""
    heard: list[int] = []

    async def handler(_: TelegramObject, data: dict[str, Any]) -> None:
        heard.append(data["sender"].chat_id)

    async def look(*_: Any) -> str:
        heard.append(0)
        return ""

    class Bot:
        id = 4242

    await Context()(handler, event, {"bot": Bot(), "look": look, "use": look, "show": None})
    return heard


@pytest.mark.parametrize(
    "event",
    [
        message(GROUP, "group", SARI),
        message(GROUP, "supergroup", SARI),
        message(GROUP, "channel", SARI),
        message(SARI, "private", BUDI),
        tap(message(GROUP, "group", SARI), SARI),
        tap(message(SARI, "private", SARI), BUDI),
        tap(old(SARI, "private"), BUDI),
        tap(old(GROUP, "supergroup"), BUDI),
        tap(None, SARI),
    ],
)
async def test_it_goes_no_further(event: TelegramObject) -> None:
    assert await reached(event) == []


async def test_ones_own_chat_is_heard() -> None:
    assert await reached(message(SARI, "private", SARI)) == [0, SARI]
    assert await reached(tap(message(SARI, "private", SARI), SARI)) == [0, SARI]
    assert await reached(tap(old(SARI, "private"), SARI)) == [0, SARI]
