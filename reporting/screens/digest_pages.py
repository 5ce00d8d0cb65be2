"""Pages of digests: which forms there are, and what the reports on one say. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reporting.digest_lines import Line
from reporting.digests import Digest
from reporting.fitting import length
from reporting.screens.lists import LONGEST, NAME, Item, Turning, cut, menu_row, numbered
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

ROOM = 560  # letters of lines on a page: with the longest head a message holds them


@dataclass(frozen=True, slots=True)
class Place:
    """An area ("" is the country, whose `name` is "") and the month it is looked at in."""

    area: str
    name: str
    period: str

    @property
    def at(self) -> str:
        """As taps name it."""
        return f"{self.area},{self.period}"


def forms(texts: Texts, language: str, place: Place, items: Sequence[Item], page: int) -> Screen:
    """The forms to choose from."""
    told, rows = numbered(texts, language, items, Turning(page, f"kd::forms:{place.at},"))
    args = {"name": cut(place.name, LONGEST), "items": told, "count": len(items)}
    back = Button(texts.word(language, "back"), f"kr::show:{place.at}")
    return Screen("digests/forms", args, (*rows, (back, *menu_row(texts, language))), bar="menu")


def form(texts: Texts, language: str, place: Place, made: tuple[int, Digest], page: int) -> Screen:
    """What the reports on a form say; `made` is the id of one of its versions with its digest."""
    version_id, digest = made
    pages = _pages(texts, language, digest.lines)
    page = min(page, len(pages) - 1)
    args: dict[str, Any] = {
        "name": cut(place.name, LONGEST),
        "title": cut(digest.title, NAME),
        "period": digest.period,
        "count": digest.count,
        "before": digest.before,
        "lines": pages[page],
        "page": page + 1,
        "pages": len(pages),
    }
    turns = [
        Button(texts.word(language, key), f"kd::form:{place.at},{version_id},{other}")
        for key, other in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= other < len(pages)
    ]
    back = Button(texts.word(language, "back"), f"kd::forms:{place.at},0")
    rows = (*((tuple(turns),) if turns else ()), (back, *menu_row(texts, language)))
    return Screen("digests/form", args, rows, bar="menu")


def _pages(texts: Texts, language: str, lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in pages that a message holds; one page at least."""
    pages: list[list[Line]] = [[]]
    left = ROOM
    for one in lines:
        letters = length(texts.render(language, "digests/line", one=one)) + 1
        if letters > left and pages[-1]:
            pages.append([])
            left = ROOM
        pages[-1].append(one)
        left -= letters
    return pages
