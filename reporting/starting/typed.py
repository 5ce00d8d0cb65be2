"""What was typed at a list: the number on a button, or its words."""

from __future__ import annotations

import re

from reporting.inputs import Tap
from reporting.screens.screen import Button, Screen

_SIGNS = re.compile(r"[^\w\s]|_")
SHORTEST = 3  # letters from which on the beginning of a label is enough


def meant(screen: Screen, text: str) -> Tap | None:
    """The tap of the one button that the text names, None where it names none or several.

    Only lists answer to this, and what throws something away is not done by a word that may mean something else.
    """
    said = _plain(text)
    buttons = [button for row in screen.rows for button in row if _opens(button)]
    named = [button for button in buttons if said and _plain(button.label) == said]
    if not named and len(said) >= SHORTEST:
        named = [button for button in buttons if _plain(button.label).startswith(said)]
    return Tap.parse(named[0].tap) if len(named) == 1 else None


def _opens(button: Button) -> bool:
    return button.tap.startswith("s::")


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", text).casefold().split())
