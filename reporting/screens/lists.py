"""Lists to choose from on the way to a report: what is owed, forms, kampung, periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reporting.screens.screen import HALF, Button, Rows, Screen, grid
from reporting.texts import Texts

EXPECTS = "starting"  # what a chat expects while a list is up: a number, a name, or three letters of one
LONGEST = 32  # letters on a button that has a row of its own
NAMED = 5  # items with a button of their own: with navigation that fills the screen of a cheap phone
PAGE = 8  # items of a page where the text numbers them: two rows of four
SLOTS = 5  # debts on a page: each is a long line
SLOT_NAME = 26  # letters of a name in such a line: five of the longest fit a message
NAME = 30  # letters of a kampung's or a form's name in a line
LINE = 80  # letters of a line that a number stands for: eight of them fit a message


@dataclass(frozen=True, slots=True)
class Item:
    """Something to choose: its name, the tap that chooses it, and how it stands ("draft", 12), ("sent", 0), ..."""

    name: str
    tap: str
    mark: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Turning:
    """A list too long for one page: the page that is shown, and the tap of another, which ends in its number."""

    page: int
    tap: str


def menu_row(texts: Texts, language: str) -> tuple[Button, ...]:
    return (Button(texts.word(language, "menu"), "m::menu"),)


def choose_slot(
    texts: Texts, language: str, address: str, slots: list[dict[str, Any]], begun: Sequence[int], page: int
) -> Screen:
    """What is still owed, the most urgent first: one tap opens it. Drafts with the ids `begun` are one tap away."""
    page = _within(page, len(slots), SLOTS)
    shown = slots[page * SLOTS : (page + 1) * SLOTS]
    numbers = [Button(str(i + 1), f"s::slot:{slot['id']}") for i, slot in enumerate(shown)]
    rows = (
        *grid(numbers, 3 if len(numbers) > 4 else 4),
        *_turns(texts, language, len(slots), SLOTS, Turning(page, "s::list:")),
    )
    if begun:
        tap = f"s::draft:{begun[0]}" if len(begun) == 1 else "s::drafts"
        rows += ((Button(texts.word(language, "go_on", count=len(begun)), tap),),)
    last = (Button(texts.word(language, "other_form"), "s::forms"), *menu_row(texts, language))
    told = [{**slot, **{key: cut(slot[key], SLOT_NAME) for key in ("title", "kampung")}} for slot in shown]
    args = {"address": address, "slots": told, "more": max(0, len(slots) - (page + 1) * SLOTS)}
    return Screen("starting/slots", args, (*rows, last), bar="menu")


def choose_form(texts: Texts, language: str, items: Sequence[Item], page: int, nothing_owed: bool) -> Screen:
    """Titles too long for a button are numbered in the text."""
    told, rows = numbered(texts, language, items, Turning(page, "s::forms:"))
    args = {"items": told, "nothing_owed": nothing_owed}
    return Screen("starting/forms", args, (*rows, menu_row(texts, language)), bar="menu")


def choose_kampung(
    texts: Texts, language: str, items: Sequence[Item], turning: Turning, searched: str = "", is_all: bool = True
) -> Screen:
    """With how each stands. `searched` is what was typed; not `is_all` when only what fits it is shown."""
    told, rows = numbered(texts, language, items, turning)
    args = {"count": len(items), "items": told, "searched": searched, "is_all": is_all}
    args["can_search"] = is_all and len(items) > PAGE
    return Screen("starting/kampung", args, (*rows, menu_row(texts, language)), bar="menu")


def choose_returned(texts: Texts, language: str, items: Sequence[Item]) -> Screen:
    """Reports to mend, the first page of them: mended ones leave the list."""
    shown = items[:PAGE]
    numbers = grid([Button(str(i + 1), item.tap) for i, item in enumerate(shown)], 4)
    args = {"items": [f"{i + 1}. {item.name}" for i, item in enumerate(shown)], "more": len(items) - len(shown)}
    return Screen("starting/returned", args, (*numbers, menu_row(texts, language)), bar="menu")


def choose_article(texts: Texts, language: str, items: Sequence[Item], turning: Turning) -> Screen:
    """Titles of articles, numbered."""
    told, rows = numbered(texts, language, items, turning)
    args = {"items": told, "count": len(items)}
    return Screen("menus/topic", args, (*rows, menu_row(texts, language)), bar="menu")


def choose_period(texts: Texts, language: str, kampung: str, items: Sequence[Item], other: Button | None) -> Screen:
    """`other` leads to earlier periods."""
    columns = 2 if other is None and all(len(item.name) <= HALF for item in items) else 1
    rows = grid([Button(item.name, item.tap) for item in items[: NAMED * columns]], columns)
    rows += ((other,),) if other else ()
    return Screen("starting/period", {"kampung": kampung}, (*rows, menu_row(texts, language)), bar="menu")


def marked(texts: Texts, language: str, item: Item, room: int = LONGEST) -> str:
    """The item as its button says it: "Mekar Jaya · draf 12"."""
    mark = texts.word(language, f"slot_{item.mark}", count=item.count) if item.mark else ""
    tail = f" · {mark}" if mark else ""
    return cut(item.name, room - len(tail)) + tail


def cut(name: str, longest: int) -> str:
    """The name on one line, cut with an ellipsis where it is longer than that."""
    name = " ".join(name.split())
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def numbered(texts: Texts, language: str, items: Sequence[Item], turning: Turning) -> tuple[list[str], Rows]:
    """A few items as buttons; more, or longer ones, as a numbered list and buttons with the numbers."""
    labels = [marked(texts, language, item, LINE) for item in items]
    if len(items) <= NAMED and all(len(item.name) <= LONGEST - 4 for item in items):
        return [], grid([Button(marked(texts, language, item), item.tap) for item in items], 1)
    page = _within(turning.page, len(items), PAGE)
    span = range(page * PAGE, min(len(items), (page + 1) * PAGE))
    numbers = [Button(str(i + 1), items[i].tap) for i in span]
    told = [f"{i + 1}. {labels[i]}" for i in span]
    return told, (*grid(numbers, 4), *_turns(texts, language, len(items), PAGE, Turning(page, turning.tap)))


def _turns(texts: Texts, language: str, count: int, size: int, turning: Turning) -> Rows:
    keys = (("previous_page", turning.page - 1), ("next_page", turning.page + 1))
    turns = [
        Button(texts.word(language, key), f"{turning.tap}{page}") for key, page in keys if 0 <= page * size < count
    ]
    return (tuple(turns),) if turns else ()


def _within(page: int, count: int, size: int) -> int:
    return max(0, min(page, (count - 1) // size))
