"""What Telegram takes of a text: a message that is too long is refused, and the person would hear nothing at all."""

from __future__ import annotations

import html
import re

MESSAGE = 4096  # UTF-16 units after entities are parsed (Bot API, sendMessage)
TAG = re.compile(r"<[^>]*>")


def plain(text: str) -> str:
    """Telegram HTML as it is read: without tags, entities parsed."""
    return html.unescape(TAG.sub("", text))


def length(text: str) -> int:
    """Length of Telegram HTML as Telegram counts it: UTF-16 units after the entities are parsed."""
    return len(plain(text).encode("utf-16-le")) // 2


def fit(text: str) -> str:
    """Telegram HTML that is not too long: what is (a form may have labels of any length) is cut and loses its tags."""
    if length(text) <= MESSAGE:
        return text
    cut = plain(text).encode("utf-16-le")[: 2 * (MESSAGE - 1)].decode("utf-16-le", errors="ignore")
    return html.escape(cut, quote=False) + "…"


def clip(text: str, most: int) -> str:
    """Plain text in at most so many letters: a longer one ends with a whole word and three dots."""
    if len(text) <= most:
        return text
    cut = text[: max(most - 1, 0)]
    word = cut.rfind(" ")
    return f"{cut[:word] if word > most // 2 else cut}…" if cut else ""
