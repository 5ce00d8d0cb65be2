"""The privacy notice: which version counts, and its very text."""

from __future__ import annotations

from reporting.screens.screen import Screen
from reporting.texts import Texts

# A changed text gets a new version and day; whoever read an older one is asked once more (reporting/consenting.py).
# tests/reporting/test_consenting.py knows the texts of each version by their SHA-256.
VERSION = "2"
SINCE = "2026-11-01T00:00:00+07:00"
SHORT, FULL = "privacy/notice", "privacy/notice_full"


def body(texts: Texts, language: str, name: str = SHORT) -> str:
    """The text of one of the two as Telegram HTML, without the greeting that names the reader."""
    return texts.render(language, name, **facts())


def facts() -> dict[str, str]:
    """What the notice reads."""
    return {"version": VERSION, "since": SINCE}


def read_on(screen: Screen) -> str:
    """Which of the two the card shows."""
    return FULL if screen.text == FULL else SHORT
