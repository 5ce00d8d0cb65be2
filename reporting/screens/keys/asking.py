"""How a question stands right now, and what fits on its buttons."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from reporting.screens.screen import Button, Rows, grid

Word = Callable[..., str]
Told = Callable[[str, str], str]

# Letters on a button by how many share its row: a 5 inch phone at 360 dp in the default font; an emoji counts as two.
BUDGET = MappingProxyType({1: 32, 2: 16, 3: 10, 4: 6, 5: 4, 6: 3, 7: 3})
ROOM = 5  # rows that answers may take: six, and the last is for navigation
_UNSEEN = ("Mn", "Me", "Cf")


@dataclass(frozen=True, slots=True)
class Look:
    """What was done to the card since it was shown, and what is known from before.

    `page` of a long list (None: where the present answer stands), `picked` the names that are ticked, `found` the
    places of the choices that `find` was typed for (None: no search; none at all: it is waited for), `month` the
    calendar's ("2026-10") or a year ("2026"), `day` the first half of a date and time, `usual` what this was answered
    with before: the last figures, or names of choices, the most used first.
    """

    page: int | None = None
    picked: tuple[str, ...] = ()
    found: tuple[int, ...] | None = None
    find: str = ""
    month: str = ""
    day: str = ""
    is_unfolded: bool = False
    usual: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """`word` looks up words on buttons, `told` passes a value through a filter of the templates by its name; `today`
    is the person's own day, `period` the report's, `room` the rows there are for answers; `listed` has options numbered
    in the text, however few."""

    word: Word
    told: Told
    today: date
    period: str = ""
    look: Look = Look()
    room: int = ROOM
    listed: bool = False


def option(label: str, tap: str) -> Button:
    """Telegram refuses a message with a button that says nothing, as a choice made of a blank answer would."""
    return Button(" ".join(label.split()) or "–", f"a:*:{tap}")


def width(label: str) -> int:
    """Letters that a label takes: two for an emoji and for what is drawn wide, none for marks without width."""
    return sum(map(_width, label))


def fits(label: str, columns: int) -> bool:
    return width(label) <= BUDGET[columns]


def clipped(label: str, most: int) -> str:
    """The label in so many letters, its end cut where it has more."""
    if width(label) <= most:
        return label
    kept = ""
    for sign in label:
        if width(kept + sign) >= most:
            break
        kept += sign
    return f"{kept.rstrip()}…"


def fitted(buttons: list[Button], columns: int) -> Rows:
    """The buttons in as many columns as their labels let stand side by side, `columns` at most."""
    fitting = (n for n in range(columns, 1, -1) if all(fits(button.label, n) for button in buttons))
    return grid(buttons, next(fitting, 1))


def _width(sign: str) -> int:
    if unicodedata.category(sign) in _UNSEEN:
        return 0
    return 2 if unicodedata.category(sign) == "So" or unicodedata.east_asian_width(sign) in "WF" else 1
