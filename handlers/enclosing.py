"""Enclosing: pictures, sounds and films of a form go into the chat: uploaded once, then sent by Telegram's id."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from html import escape
from subprocess import SubprocessError
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import BufferedInputFile, Message

from reporting import enclosures
from reporting.apart import ChartError
from reporting.screens.medium import Medium

log = logging.getLogger(__name__)
Case = Callable[..., Awaitable[Any]]
Draw = Callable[[dict[str, Any]], bytes]
PATIENCE = 20  # seconds for one message: the question waits behind it


class Enclosing:
    """`run` and `look` are the ways into the database; `draw` makes sheets of pictures (`reporting.sheets`)."""

    def __init__(self, bot: Bot, run: Case, look: Case, draw: Draw) -> None:
        self._bot = bot
        self._run = run
        self._look = look
        self._draw = draw

    async def send(self, chat_id: int, media: tuple[Medium, ...], protects: bool) -> list[int]:
        """Ids of the messages. What can't be sent is left out: no question waits for a picture."""
        sent: list[int] = []
        for medium in media:
            try:
                message = await self._send(chat_id, medium, protects)
            except (TelegramAPIError, ChartError, SubprocessError, OSError) as error:
                log.warning("chat %s does not get %s: %s", chat_id, medium.sha256[:12], type(error).__name__)
            else:
                sent += [message.message_id] if message else []
        return sent

    async def _send(self, chat_id: int, medium: Medium, protects: bool) -> Message | None:
        known = await self._look(enclosures.known, self._bot.id, medium)
        if known is not None:
            try:
                return await self._post(chat_id, medium, known[0], known[1], protects)
            except TelegramBadRequest:  # an id that Telegram has forgotten
                await self._run(enclosures.forget, self._bot.id, medium)
        return await self._upload(chat_id, medium, protects)

    async def _upload(self, chat_id: int, medium: Medium, protects: bool) -> Message | None:
        content = await self._content(medium)
        if content is None:
            return None
        file = BufferedInputFile(content, medium.name)
        kind = medium.kind
        try:
            message = await self._post(chat_id, medium, kind, file, protects)
        except TelegramBadRequest:
            if kind == "document":
                raise
            kind = "document"  # too large for a photo, or of a kind that Telegram doesn't play
            message = await self._post(chat_id, medium, kind, file, protects)
        if file_id := _file_id(message):
            await self._run(enclosures.keep, self._bot.id, medium, *file_id)
        return message

    async def _content(self, medium: Medium) -> bytes | None:
        if not medium.cells:
            content: bytes | None = await self._look(enclosures.content, medium)
            return content
        spec = await self._look(enclosures.drawing, medium)
        return await asyncio.to_thread(self._draw, spec)

    async def _post(
        self, chat_id: int, medium: Medium, kind: str, file: str | BufferedInputFile, protects: bool
    ) -> Message:
        told: dict[str, Any] = {
            "caption": escape(medium.caption) or None,
            "protect_content": protects,
            "request_timeout": PATIENCE,
        }
        match kind:
            case "photo":
                return await self._bot.send_photo(chat_id, file, **told)
            case "audio":
                return await self._bot.send_audio(chat_id, file, **told)
            case "voice":
                return await self._bot.send_voice(chat_id, file, **told)
            case "video":
                return await self._bot.send_video(chat_id, file, **told)
            case _:
                return await self._bot.send_document(chat_id, file, **told)


def _file_id(message: Message) -> tuple[str, str] | None:
    """As what Telegram took the file (a sound may have become a document), and its id; of a photo the largest."""
    if message.photo:
        return "photo", message.photo[-1].file_id
    for kind in ("audio", "voice", "video", "document"):
        if file := getattr(message, kind):
            return kind, file.file_id
    return None
