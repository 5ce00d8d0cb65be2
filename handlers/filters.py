"""Filters. All async: aiogram runs a synchronous one in a thread, at ten times the cost."""

from __future__ import annotations

from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from reporting.inputs import Tap
from reporting.texts import Texts


class Tapped(Filter):
    """A button whose verb is one of these; hands the handler the `tap`."""

    def __init__(self, *verbs: str) -> None:
        self._verbs = verbs

    async def __call__(self, callback: CallbackQuery) -> bool | dict[str, Any]:
        tap = Tap.parse(callback.data or "")
        return {"tap": tap} if tap.verb in self._verbs else False


class Expects(Filter):
    """Free text while the chat expects one of these."""

    def __init__(self, *names: str) -> None:
        self._names = names

    async def __call__(self, message: Message, expects: str) -> bool:
        return expects in self._names and message.text is not None


class Said(Filter):
    """The words of a key in any language: a button of the reply keyboard, or the same typed by hand."""

    def __init__(self, *keys: str) -> None:
        self._keys = keys

    async def __call__(self, message: Message, texts: Texts) -> bool:
        said = (message.text or "").strip().casefold()
        return any(said == word.casefold() for key in self._keys for word in texts.words_of(key))


class Named(Filter):
    """A command, `/lapor` or `/lapor@bot`; hands the handler what follows it as `argument`."""

    def __init__(self, *names: str) -> None:
        self._names = names

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        first, _, argument = (message.text or "").partition(" ")
        name = first.removeprefix("/").partition("@")[0].lower()
        return {"argument": argument.strip()} if first.startswith("/") and name in self._names else False
