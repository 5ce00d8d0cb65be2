"""The pages of the half-yearly evaluations: five success factors, and what went well, did not, and could."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reporting.screens.lists import cut, menu_row
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

PAGE = 8  # kampung with their factors, or areas, on a page
TEXTS = 3  # kampung on a page of texts
NAME = 26
TEXT = 66  # letters of a text: three times three of them fit a page


def factors(texts: Texts, language: str, args: dict[str, Any], at: tuple[str, int, int]) -> Screen:
    """The means, and a page of kampung, the lowest first. `args`: name, semester, month, means (by factor, a number),
    lines (id, name, mean, weakest, least); `at` is the area, the page, and how many kampung there are."""
    area, page, count = at
    first = page * PAGE + 1
    lines = [{**line, "number": first + number, "name": cut(line["name"], NAME)}
             for number, line in enumerate(args["lines"])]  # fmt: skip
    numbers = [Button(str(line["number"]), f"w::kampung:{line['id']}") for line in lines]
    told = {**args, "lines": lines, "count": count, "page": page + 1, "pages": -(-count // PAGE)}
    rows = _rows(
        texts, language, numbers, f"z::factors:{area},", (page, count, PAGE), f"w::area:{area},{args['month']}"
    )
    return Screen("figures/factors", told, rows, bar="menu")


def gathered(
    texts: Texts, language: str, args: dict[str, Any], lines: Sequence[dict[str, Any]], at: tuple[str, int]
) -> Screen:
    """A page of kampung with their three texts (id, name, texts); `at` is the area and the page."""
    area, page = at[0], within(at[1], len(lines), TEXTS)
    first = page * TEXTS + 1
    shown = [
        {"number": first + number, "name": cut(line["name"], NAME), "texts": [cut(one, TEXT) for one in line["texts"]]}
        for number, line in enumerate(lines[page * TEXTS : (page + 1) * TEXTS])
    ]
    numbers = [
        Button(str(first + number), f"w::kampung:{line['id']}")
        for number, line in enumerate(lines[page * TEXTS : (page + 1) * TEXTS])
    ]
    told = {**args, "lines": shown, "count": len(lines), "page": page + 1, "pages": -(-len(lines) // TEXTS)}
    rows = _rows(texts, language, numbers, f"z::texts:{area},", (page, len(lines), TEXTS), args["back"])
    return Screen("figures/evaluations", told, rows, bar="menu")


def areas(
    texts: Texts, language: str, args: dict[str, Any], lines: Sequence[dict[str, Any]], at: tuple[str, int]
) -> Screen:
    """A page of the regencies of a province that have evaluations (code, name, count)."""
    area, page = at[0], within(at[1], len(lines), PAGE)
    first = page * PAGE + 1
    shown = [{**line, "number": first + number, "name": cut(line["name"], NAME)}
             for number, line in enumerate(lines[page * PAGE : (page + 1) * PAGE])]  # fmt: skip
    numbers = [Button(str(line["number"]), f"z::texts:{line['code']},0") for line in shown]
    told = {**args, "lines": shown, "page": page + 1, "pages": -(-len(lines) // PAGE)}
    rows = _rows(texts, language, numbers, f"z::texts:{area},", (page, len(lines), PAGE), args["back"])
    return Screen("figures/evaluated", told, rows, bar="menu")


def within(page: int, count: int, size: int) -> int:
    return max(0, min(page, (count - 1) // size))


def _rows(
    texts: Texts, language: str, numbers: list[Button], way: str, turning: tuple[int, int, int], back: str
) -> Rows:
    page, count, size = turning
    turns = [
        Button(texts.word(language, key), f"{way}{to}")
        for key, to in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= to * size < count
    ]
    last = (Button(texts.word(language, "back"), back), *menu_row(texts, language))
    return (*grid(numbers, 4), *((tuple(turns),) if turns else ()), last)
