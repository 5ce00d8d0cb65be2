"""The buttons under a question, one file for each family of kinds. Every tap is `a:<card>:<option>:<state>`:

`c3` the choice at that place (`:on`, `:off` where several may be picked), `v12` that value, `t0930` that time,
`d` done, `r` all ticks off, `k` keep what stands there, `p2` that page, `f` search (`:off` the whole list again),
`g2026-10-18` the calendar where that day is, `g2026` the months of that year, `h` another day, `e2` the second round
of a repeat, `i` what stands behind "Arti" (`:off` away with it), `m` the pictures that were not sent to spare data,
`o1` that reading of what was typed, `z` nothing: a day that can't be chosen.
"""

from __future__ import annotations

from reporting.screens.keys.asking import BUDGET, ROOM, Asking, Look, Word, fits, fitted, option, width
from reporting.screens.keys.days import shows_calendar
from reporting.screens.keys.lists import LONGEST, MANY, USUAL, Layout, layout, numbered, option_labels
from reporting.screens.keys.rows import answer_rows

__all__ = [
    "BUDGET", "LONGEST", "MANY", "ROOM", "USUAL", "Asking", "Layout", "Look", "Word", "answer_rows", "fits", "fitted",
    "layout", "numbered", "option", "option_labels", "shows_calendar", "width",
]  # fmt: skip
