"""Workbooks that people send: fetched here, read in a process of their own, and only then told to the use case.

Neither a lane nor the database waits for it. What is under way when the process ends is begun again at the next start.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiogram import Bot

import forms
from bot.desk import DatabaseDown, Desk
from bot.logs import redact
from bot.media import Unusable, download
from bot.workshop import Read, read
from forms.problems import FormErrors, FormProblem
from forms.sheet.xlsform import XlsForm
from reporting import publishing, uploading
from reporting.publishing import Source
from reporting.uploading import TRIES, Checked, Uploading, Waiting

log = logging.getLogger(__name__)

LOOKS_EVERY = 1.0  # seconds: somebody looks at the card and waits


class Uploads:
    """One after the other: two at once would take the memory of two."""

    def __init__(self, bot: Bot, desk: Desk, case: Uploading, show: Callable[[int], Awaitable[None]]) -> None:
        self._bot = bot
        self._desk = desk
        self._case = case
        self._show = show

    async def round(self) -> None:
        """Reads what waits."""
        for one in await self._desk.look(uploading.waiting):
            await self._read(one)

    async def _read(self, one: Waiting) -> None:
        try:
            content = await download(self._bot, one.file_id)
        except DatabaseDown:
            raise
        except Exception as error:
            await self._not_fetched(one, error)
            return
        await self._tell(one, await self._checked(one.name, content))

    async def _not_fetched(self, one: Waiting, error: Exception) -> None:
        # The address of a file contains the token, and aiohttp's errors contain the address.
        reason = redact(f"{type(error).__name__}: {error}", (self._bot.token,))[:500]
        log.warning("upload %s: %s", one.upload_id, reason)
        if isinstance(error, Unusable) or one.tries + 1 >= TRIES:
            gone = FormProblem("not_fetched", "The file could not be fetched from Telegram.", "Send it again.")
            await self._tell(one, Checked(None, None, (gone,)))
        else:
            await self._desk.run(self._case.put_off, one.upload_id)

    async def _checked(self, name: str, content: bytes) -> Checked:
        try:
            found = await asyncio.to_thread(read, content, name)
            source = await self._source(name, content, found)
        except FormErrors as errors:
            return Checked(content, None, errors.problems)
        return Checked(content, source, found.problems, found.cells)

    async def _source(self, name: str, content: bytes, found: Read) -> Source:
        """Only a form that another process could read and compile within its limits comes into this one."""
        sheet = XlsForm(found.xform, cells=found.cells, itemsets=found.itemsets)
        form = await asyncio.to_thread(forms.compile_form, sheet.xform, sheet.cells)
        lists = await self._desk.look(publishing.files_of_live, form)
        return await asyncio.to_thread(publishing.alone, name, content, sheet, form, lists)

    async def _tell(self, one: Waiting, found: Checked) -> None:
        chat_id = await self._desk.run(self._case.checked, one.upload_id, found)
        if chat_id is not None:
            await self._show(chat_id)
