""" "Add another?": one more, enough, or a look at one that is there."""

from __future__ import annotations

from forms.prompt import Prompt
from reporting.screens.keys.asking import Asking, fits, fitted, option
from reporting.screens.screen import Button, Rows

A_PAGE = 10  # rounds: two rows of five


def rounds(prompt: Prompt, asking: Asking) -> Rows:
    """One more and enough, then the rounds, the last ones first in sight."""
    name, present, _ = prompt.repeat or ("", 0, None)
    rows = ((option(asking.word("add_another"), "vyes"),), (option(asking.word("enough"), "vno"),))
    return rows + _present(asking, " ".join(name.split()), present)


def _present(asking: Asking, name: str, present: int) -> Rows:
    numbers = range(max(1, present - A_PAGE + 1), present + 1)
    wide = [option(asking.word("look_at", name=f"{name} {number}"), f"e{number}") for number in numbers]
    if present <= 4 and all(fits(button.label, 2) for button in wide):
        return fitted(wide, 2)
    return fitted([_short(asking, number) for number in numbers], 5) if present else ()


def _short(asking: Asking, number: int) -> Button:
    return option(asking.word("look_at", name=number), f"e{number}")
