"""The cards about people: who serves in an area, what one person does there, and what is decided about it. Taps begin
with `o`."""

from __future__ import annotations

from typing import Any

from reporting.screens.screen import Button, Screen
from reporting.texts import Texts


def closed(texts: Texts, language: str, host: dict[str, Any]) -> Screen:
    """The last role is over. `host`: name and phone of whom to ask, {} for nobody."""
    return Screen(
        "people/closed", {"host": host}, ((Button(texts.word(language, "no_code"), "e::contacts"),),), bar="menu"
    )
