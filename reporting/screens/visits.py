"""The list of assisted families: codes, never names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reporting.families import KUNJUNGAN
from reporting.screens.lists import cut, menu_row
from reporting.screens.screen import Button, Screen, grid
from reporting.texts import Texts

PAGE = 5
NAME = 12  # letters of a kampung's or a visitor's name in a line


def families(texts: Texts, language: str, lines: Sequence[dict[str, Any]], whose: str, page: int) -> Screen:
    """A page of them; a number begins a visit. `whose` is own or all."""
    page = max(0, min(page, (len(lines) - 1) // PAGE))
    shown = [
        {**line, "kampung": cut(line["kampung"], NAME), "visitor": cut(line["visitor"], NAME)}
        for line in lines[page * PAGE : (page + 1) * PAGE]
    ]
    first = page * PAGE + 1
    numbers = [Button(str(first + at), f"f::visit:{line['id']}") for at, line in enumerate(shown)]
    turns = [
        Button(texts.word(language, key), f"f::{whose}:{to}")
        for key, to in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= to * PAGE < len(lines)
    ]
    other = ("all", "families_all") if whose == "own" else ("own", "families_own")
    ways = (
        Button(texts.word(language, other[1]), f"f::{other[0]}:0"),
        Button(texts.word(language, "family_new"), f"s::form:{KUNJUNGAN}"),
    )
    args = {
        "lines": shown, "first": first, "count": len(lines), "due": sum(line["is_due"] for line in lines),
        "page": page + 1, "pages": -(-len(lines) // PAGE), "whose": whose,
    }  # fmt: skip
    rows = (*grid(numbers, 3), *((tuple(turns),) if turns else ()), ways, menu_row(texts, language))
    return Screen("families/list", args, rows, bar="menu")
