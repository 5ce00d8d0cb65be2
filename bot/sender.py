"""Pushes: what the outbox holds, sent through python-telegram-bot, and what became of each.

In this library `BadRequest` and `TimedOut` are `NetworkError`s, and `TimedOut` hides connect and read time-outs: the
specific ones are matched first, then the cause.
"""

from __future__ import annotations

import html
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ChatAction, MessageLimit, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from reporting.delivering import Parcel

# Requests that may wait for an answer at once: at 25 a second a server may take a second for each. With many more
# httpx gets slower (encode/httpx #3215).
CONNECTIONS = 32
READ_SECONDS = 20.0  # a read time-out makes the outcome unknown, so it is generous
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int


@dataclass(frozen=True, slots=True)
class NotDelivered:
    """It did not arrive, surely; try again. `wait` in seconds when Telegram asked for silence."""

    reason: str
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take it. `is_unreachable`: it would take nothing else for that person either."""

    reason: str
    is_unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have arrived."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """It did not arrive: the group is a supergroup now and has that id (Bot API, ResponseParameters)."""

    chat_id: int


Outcome = Sent | NotDelivered | Refused | Unknown | Moved


class Sender:
    def __init__(self, token: str, api_base: str) -> None:
        os.environ.setdefault("PTB_TIMEDELTA", "1")  # its way to spans of time, without the old one's warnings
        request = HTTPXRequest(connection_pool_size=CONNECTIONS, read_timeout=READ_SECONDS)
        self._request = request
        self._bot: ExtBot[int] = ExtBot(
            token,
            base_url=f"{api_base}/bot",
            base_file_url=f"{api_base}/file/bot",
            request=request,
            get_updates_request=request,
            rate_limiter=AIORateLimiter(max_retries=0),
        )

    async def close(self) -> None:
        await self._request.shutdown()

    async def send(self, parcel: Parcel, picture: bytes | None) -> Outcome:
        """One try. A text too long for a caption follows its picture as a message of its own."""
        try:
            if picture and parcel.is_document:
                return await self._document(parcel, picture)
            if picture and _length(parcel.html) <= MessageLimit.CAPTION_LENGTH:
                return await self._photo(parcel, picture)
            if picture:
                await self._bot.send_photo(
                    parcel.chat_id, picture, disable_notification=True, protect_content=parcel.is_protected
                )
            return await self._text(parcel)
        except (TelegramError, ValueError, TypeError) as error:
            return outcome_of(error)

    async def busy(self, chat_id: int) -> None:
        """Shows for 5 seconds at most that a file is on its way (Bot API, sendChatAction); nothing hangs on it."""
        with suppress(TelegramError):
            await self._bot.send_chat_action(chat_id, ChatAction.UPLOAD_DOCUMENT)

    async def _document(self, parcel: Parcel, content: bytes) -> Sent:
        """A file to keep: it may be saved and passed on, unlike other messages."""
        message = await self._bot.send_document(
            parcel.chat_id,
            content,
            filename=parcel.chart["file"],
            caption=parcel.html,
            parse_mode=ParseMode.HTML,
            disable_notification=parcel.is_silent,
        )
        return Sent(message.message_id)

    async def _text(self, parcel: Parcel) -> Sent:
        message = await self._bot.send_message(
            parcel.chat_id,
            parcel.html,
            parse_mode=ParseMode.HTML,
            reply_markup=_keyboard(parcel.buttons),
            disable_notification=parcel.is_silent,
            protect_content=parcel.is_protected,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        return Sent(message.message_id)

    async def _photo(self, parcel: Parcel, picture: bytes) -> Sent:
        message = await self._bot.send_photo(
            parcel.chat_id,
            picture,
            caption=parcel.html,
            parse_mode=ParseMode.HTML,
            reply_markup=_keyboard(parcel.buttons),
            disable_notification=parcel.is_silent,
            protect_content=parcel.is_protected,
        )
        return Sent(message.message_id)


def outcome_of(error: Exception) -> Outcome:
    """What an error says about the message: surely not there, refused, or nobody knows."""
    match error:
        case RetryAfter():
            return NotDelivered("429", wait=error._retry_after.total_seconds())
        case Forbidden():
            return Refused(error.message, is_unreachable=True)
        case BadRequest():
            # They never pressed Start, or the account is gone (Bot API answers 400 for both).
            return Refused(error.message, is_unreachable="chat not found" in error.message.lower())
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Conflict() | EndPointNotFound():
            return Refused(error.message)
        case InvalidToken():
            return NotDelivered("Telegram does not know the token")
        case TimedOut() | NetworkError():
            return _by_cause(error)
        case TelegramError():
            return Unknown(type(error).__name__)
    return Refused(type(error).__name__)


def _by_cause(error: NetworkError) -> Outcome:
    match error.__cause__:
        case httpx.ConnectError() | httpx.ConnectTimeout() | httpx.PoolTimeout():
            return NotDelivered(type(error.__cause__).__name__)
        case httpx.HTTPError():
            return Unknown(type(error.__cause__).__name__)
    return Unknown("the server failed")


def _keyboard(rows: Any) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b["text"], callback_data=b["data"]) for b in row] for row in rows]
    )


def _length(text: str) -> int:
    """Length after entities are parsed, in UTF-16 units as Telegram counts."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2
