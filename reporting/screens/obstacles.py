"""Why a report can't be done now."""

from __future__ import annotations

from typing import Any

from reporting.screens.lists import menu_row
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

PAIRS = (("signal", "data"), ("sick", "busy"), ("area",))


def ask(texts: Texts, language: str) -> Screen:
    def button(reason: str) -> Button:
        return Button(texts.word(language, f"stuck_{reason}"), f"s:*:stuck:{reason}")

    rows = tuple(tuple(button(reason) for reason in pair) for pair in PAIRS)
    return Screen("reminders/stuck", {}, (*rows, (button("other"), *menu_row(texts, language))), bar="menu")


def words(texts: Texts, language: str, problem: str = "") -> Screen:
    """In words. `problem` says why those before were not taken."""
    back = (Button(texts.word(language, "back"), "s::stuck"), *menu_row(texts, language))
    return Screen("reminders/stuck_words", {"problem": problem}, (back,), bar="menu")


def noted(texts: Texts, language: str, args: dict[str, Any]) -> Screen:
    go_on = Button(texts.word(language, "fill_anyway"), "s::list")
    return Screen("reminders/stuck_noted", args, ((go_on,), menu_row(texts, language)), bar="menu")
