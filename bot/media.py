"""Files: an answer stores Telegram's file id; the bytes are fetched here, later, and named by their SHA-256."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
import tempfile
from pathlib import Path

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from bot.clock import Clock
from bot.desk import DatabaseDown, Desk
from bot.logs import redact
from models import attachment
from models.attachment import Attachment

log = logging.getLogger(__name__)

LARGEST = 20 * 1024 * 1024  # bytes; Telegram gives bots no larger file (Bot API, getFile)
TRIES = 12  # with the pauses below: about an hour and a half
LONGEST_PAUSE = 900.0
LOOKS_EVERY = 3.0  # seconds
AT_ONCE = 10
# A server in local mode answers with absolute paths; those would be read from anywhere on its disk.
_PATH = re.compile(r"(?!.*\.\.)[A-Za-z0-9_-][A-Za-z0-9_./-]*")


class Unusable(Exception):
    """This file will never come: too large, or gone from Telegram."""


class Media:
    """Downloads go one after the other: they share the line with people who wait for replies."""

    def __init__(self, bot: Bot, desk: Desk, clock: Clock, folder: Path) -> None:
        self._bot = bot
        self._desk = desk
        self._now = clock.monotonic
        self._folder = folder
        self._not_before: dict[int, float] = {}

    async def round(self) -> None:
        """Tries each waiting file whose pause is over."""
        for row in await self._desk.look(attachment.waiting, AT_ONCE):
            assert row.id is not None
            if self._not_before.get(row.id, 0.0) <= self._now():
                await self._fetch(row.id, row)

    async def _fetch(self, row_id: int, row: Attachment) -> None:
        try:
            content = await download(self._bot, row.telegram_file_id)
            name = await asyncio.to_thread(store, self._folder, content)
        except DatabaseDown:
            raise
        except Exception as error:
            await self._failed(row_id, row.tries + 1, error)
            return
        self._not_before.pop(row_id, None)
        await self._desk.run(attachment.stored, row_id, name, len(content))

    async def _failed(self, row_id: int, tries: int, error: Exception) -> None:
        # The address of a file contains the token, and aiohttp's errors contain the address.
        reason = redact(f"{type(error).__name__}: {error}", (self._bot.token,))[:500]
        is_last = isinstance(error, Unusable) or tries >= TRIES
        self._not_before[row_id] = self._now() + min(LONGEST_PAUSE, 2.0**tries)
        log.warning("file %s, try %s: %s", row_id, tries, reason)
        await self._desk.run(attachment.not_stored, row_id, reason, "failed" if is_last else "waiting")


async def download(bot: Bot, file_id: str) -> bytes:
    """A file at Telegram. Raises Unusable for one that will never come, and what aiohttp raises for others."""
    try:
        file = await bot.get_file(file_id)
    except TelegramBadRequest as error:
        raise Unusable(error.message) from None
    if file.file_path is None or not _PATH.fullmatch(file.file_path):
        raise Unusable("Telegram gave no path that can be fetched")
    url = bot.session.api.file_url(bot.token, file.file_path)
    content = bytearray()
    async for chunk in bot.session.stream_content(url, timeout=60):
        content += chunk
        if len(content) > LARGEST:
            raise Unusable(f"larger than {LARGEST} bytes")
    return bytes(content)


def store(folder: Path, content: bytes) -> str:
    """Writes the bytes under their SHA-256 (hex) and returns that name; whole and on disk, or not at all."""
    name = hashlib.sha256(content).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".part-", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, folder / name)
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return name
