"""Pressing by typing: the words on a button, written instead of tapped."""

from __future__ import annotations

import re

from reporting.screens.screen import Button, Screen


def meant(screen: Screen, text: str) -> Button | None:
    """The button of the screen that says what was typed, whatever its case, marks and emoji."""
    said = plain(text)
    buttons = (button for row in screen.rows for button in row)
    return next((one for one in buttons if said and plain(one.label) == said), None)


def plain(text: str) -> str:
    """Letters and figures alone."""
    return " ".join(re.sub(r"[^\w\s]", " ", text).casefold().split())
