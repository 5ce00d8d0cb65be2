"""The pages of the history: a kampung's last reports, a month in every kampung, and the ways between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reporting.screens.lists import Item, Turning, choose_kampung, cut, menu_row
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

NAME = 26  # letters of a kampung's or a form's name in a line


@dataclass(frozen=True, slots=True)
class Slot:
    """A report that is owed, begun or sent. `state`: waiting, excused, missed, draft, sent, returned, accepted; `tap`
    opens it, "" where there is nothing to open; `count` answers of a draft."""

    title: str
    kampung: str
    period: str
    state: str
    tap: str
    number: str = ""
    count: int = 0


def of_kampung(texts: Texts, language: str, place: tuple[int, str], slots: Sequence[Slot], *, many: bool) -> Screen:
    """Of the kampung with that name, and id where its profile and class may be looked at (else 0). `many`: there are
    others."""
    ways = [Button(texts.word(language, "by_month"), "l::months")]
    if many:
        ways.insert(0, Button(texts.word(language, "history_places"), "l::places:0"))
    known = (
        Button(texts.word(language, "profile"), f"l::profile:{place[0]}"),
        Button(texts.word(language, "kampung_class"), f"w::kampung:{place[0]}"),
    )
    rows = (*_numbers(slots), tuple(ways), *((known,) if place[0] else ()), menu_row(texts, language))
    args = {"kampung": place[1], "month": "", "slots": _told(slots), "more": 0}
    return Screen("reviewing/history", args, rows, bar="menu")


def of_month(texts: Texts, language: str, month: str, slots: Sequence[Slot], more: int) -> Screen:
    """`more` reports are not listed."""
    ways = (
        Button(texts.word(language, "by_kampung"), "l::places:0"),
        Button(texts.word(language, "history_months"), "l::months"),
    )
    args = {"kampung": "", "month": month, "slots": _told(slots), "more": max(0, more)}
    return Screen("reviewing/history", args, (*_numbers(slots), ways, menu_row(texts, language)), bar="menu")


def months(texts: Texts, language: str, choices: Sequence[str]) -> Screen:
    buttons = [Button(texts.period(language, month), f"l::month:{month}") for month in choices]
    return Screen("reviewing/months", {}, (*grid(buttons, 2), menu_row(texts, language)), bar="menu")


def places(texts: Texts, language: str, kampung: Sequence[tuple[int, str]], page: int) -> Screen:
    """The same list as on the way to a report."""
    items = [Item(name, f"l::kampung:{number}") for number, name in kampung]
    return choose_kampung(texts, language, items, Turning(page, "l::places:"))


def nothing(texts: Texts, language: str) -> Screen:
    """For whoever has no kampung."""
    args: dict[str, Any] = {"kampung": "", "month": "", "slots": [], "more": 0}
    return Screen("reviewing/history", args, (menu_row(texts, language),), bar="menu")


def _told(slots: Sequence[Slot]) -> list[dict[str, Any]]:
    return [asdict(slot) | {"title": cut(slot.title, NAME), "kampung": cut(slot.kampung, NAME)} for slot in slots]


def _numbers(slots: Sequence[Slot]) -> Rows:
    """A number for each that can be opened, as it stands in the text."""
    buttons = [Button(str(at), slot.tap) for at, slot in enumerate(slots, start=1) if slot.tap]
    return grid(buttons, 3 if 4 < len(buttons) <= 6 else 4)
