"""The way back: pages that are opened in the middle of a report lead to its question again."""

from __future__ import annotations

from models.chat import Chat
from reporting.screens.screen import Button, Rows
from reporting.texts import Texts


def in_hand(chat: Chat) -> int:
    """The draft that the chat was about when the page was opened, 0 for none."""
    focus = chat.focus or {}
    return int(focus.get("back") or focus.get("draft") or 0)


def row(texts: Texts, language: str, draft_id: int) -> Rows:
    """The row that leads back, none without a draft."""
    return ((Button(texts.word(language, "to_question"), f"s::draft:{draft_id}"),),) if draft_id else ()
