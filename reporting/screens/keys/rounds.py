""" "Add another?": one more, enough, or a look at one that is there."""

from __future__ import annotations

from forms.prompt import Prompt
from reporting.markup import bare
from reporting.screens.keys.asking import Asking, fits, fitted, option
from reporting.screens.screen import Rows

IN_A_ROW = 4


def rounds(prompt: Prompt, asking: Asking) -> Rows:
    """One more and enough, then the last rounds: as many as there is room for. The review has them all."""
    name, present, _ = prompt.repeat or ("", 0, None)
    rows = ((option(asking.word("add_another"), "vyes"),), (option(asking.word("enough"), "vno"),))
    return rows + _present(asking, bare(name), present)


def _present(asking: Asking, name: str, present: int) -> Rows:
    most = IN_A_ROW * max(asking.room - 2, 1)
    numbers = range(max(1, present - most + 1), present + 1)
    wide = [option(asking.word("look_at", name=f"{name} {number}"), f"e{number}") for number in numbers]
    if present <= IN_A_ROW and all(fits(button.label, 2) for button in wide):
        return fitted(wide, 2)
    return fitted([option(asking.word("look_at", name=number), f"e{number}") for number in numbers], IN_A_ROW)
