"""The cards of an erasure, for the administrator who confirms it. Taps begin with `p`."""

from __future__ import annotations

from typing import Any

from reporting.screens.screen import Button, Screen
from reporting.texts import Texts


def sure(texts: Texts, language: str, number: int, told: dict[str, Any]) -> Screen:
    """What goes and what stays; the safe choice first. `told`: who, places, asker."""
    rows = (
        (Button(texts.word(language, "erase_no"), f"p:*:erase_no:{number}"),),
        (Button(texts.word(language, "erase_now"), f"p:*:erase_now:{number}"),),
        (Button(texts.word(language, "menu"), "m::menu"),),
    )
    return Screen("privacy/erase", told, rows, bar="menu")


def decided(texts: Texts, language: str, state: str, number: int) -> Screen:
    menu = ((Button(texts.word(language, "menu"), "m::menu"),),)
    return Screen("privacy/erase_decided", {"is_done": state == "done", "number": str(number)}, menu, bar="menu")
