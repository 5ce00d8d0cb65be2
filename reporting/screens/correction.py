"""What a correction changes, before it is sent: every answer before and after, and what was asked for but stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forms.prompt import Line
from reporting.fitting import clip
from reporting.screens.review import Standing, briefly, fix_key, odd_told
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts

LONGEST = 900  # letters, as of the pages of the review
MOST = ((8, 60), (5, 40), (3, 24), (1, 24))  # changes told one by one, and letters of a name; of a long page fewer


@dataclass(frozen=True, slots=True)
class Mending:
    """`changes` as `filling/changes.py: differing` tells them, `unchanged` what the coordinator asked for and still is
    as it was sent; `reason` and `who` of the return, "" where the officer corrects unasked."""

    number: str
    reason: str
    who: str
    changes: tuple[dict[str, Any], ...]
    unchanged: tuple[Line, ...]
    is_returned: bool


def correction(texts: Texts, language: str, told: dict[str, Any], standing: Standing, mending: Mending) -> Screen:
    """The short page of a correction; all answers are one tap away."""
    rows = _rows(texts, language, standing, mending)
    for most, letters in MOST:
        args = {**told, **_seen(standing, mending, most, letters)}
        screen = Screen("filling/review_correction", args, rows, bar="menu")
        if texts.fits(language, screen, LONGEST):
            break
    return screen


def _seen(standing: Standing, mending: Mending, most: int, letters: int) -> dict[str, Any]:
    return {
        "number": mending.number,
        "reason": mending.reason,
        "who": mending.who,
        "changes": [_changed(one, letters) for one in mending.changes[:most]],
        "more_changes": max(0, len(mending.changes) - most),
        "unchanged": [
            {"number": line.number, "label": clip(line.short.rstrip("?"), letters)} for line in mending.unchanged[:most]
        ],
        "odd": [
            one | {"label": clip(one["label"], letters), "reason": clip(one["reason"], letters)}
            for one in odd_told(standing.odd)[:most]
        ],
        "violations": len(standing.violations),
    }


def _changed(one: dict[str, Any], letters: int) -> dict[str, Any]:
    turned = {side: briefly(one[side], letters) for side in ("before", "after")}
    return one | {"label": clip(one["label"], letters)} | turned


def _rows(texts: Texts, language: str, standing: Standing, mending: Mending) -> Rows:
    def button(key: str, tap: str, **args: Any) -> Button:
        return Button(texts.word(language, key, **args), f"n:*:{tap}")

    rows: list[tuple[Button, ...]] = []
    if standing.waiting:
        rows.append((button("ask_rest", "resume", number=standing.waiting.number),))
    elif standing.violations:
        rows.append((button(fix_key(standing), "fix", count=len(standing.violations)),))
    elif mending.changes or mending.is_returned:
        rows.append((button("submit_correction" if mending.changes else "submit_unchanged", "submit"),))
    numbers = [line.number for line in mending.unchanged[:4]]
    if numbers:
        rows.append(tuple(button("edit_number", f"jump:{number}", number=number) for number in numbers))
    rows.append((button("edit_answer", "edit"), button("all_pages", "page:0")))
    rows.append((button("save_for_later", "save"),))
    return tuple(rows)
