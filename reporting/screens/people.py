"""The cards about people: who serves in an area, what one person does there, and what is decided about it. Taps begin
with `o`; those that change something are bound to their card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reporting.places import Place
from reporting.screens.lists import Item, Turning, cut, numbered
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

PAGE = 4  # people on a page: each is a long line
LISTED = 4  # colleagues on buttons, each in a row of its own
LONGEST = 32  # letters on a button that has its row alone


def closed(texts: Texts, language: str, host: dict[str, Any]) -> Screen:
    """The last role is over. `host`: name and phone of whom to ask, {} for nobody."""
    contacts = Button(texts.word(language, "no_code"), "e::contacts")
    return Screen("people/closed", {"host": host}, ((contacts,),), bar="menu")


def people(texts: Texts, language: str, lines: list[dict[str, Any]], page: int, said: str) -> Screen:
    """`lines`: id, name, places (the first alone), more, state; `said` is what was looked for."""
    page = max(0, min(page, (len(lines) - 1) // PAGE))
    shown = lines[page * PAGE : (page + 1) * PAGE]
    numbers = [Button(str(page * PAGE + i + 1), f"o::who:{one['id']}") for i, one in enumerate(shown)]
    turns = tuple(
        Button(texts.word(language, key), f"o::list:{other}")
        for key, other in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= other * PAGE < len(lines)
    )
    ways = (Button(texts.word(language, "invite_someone"), "u::begin"), _menu(texts, language))
    rows: Rows = (*grid(numbers, 4), *((turns,) if turns and not said else ()), ways)
    args = {"lines": shown, "first": page * PAGE, "count": len(lines), "said": said}
    return Screen("people/list", args, rows)


def who(texts: Texts, language: str, facts: dict[str, Any], person_id: int, *, can_leave: bool) -> Screen:
    """One person, and what can be decided."""
    first = [Button(texts.word(language, "people_leave"), f"o::leave:{person_id}")] if can_leave else []
    first += [Button(texts.word(language, "people_move"), f"o::move:{person_id}")]
    end = Button(texts.word(language, "people_end"), f"o::end:{person_id}")
    return Screen("people/who", facts, (tuple(first), (end,), _back(texts, language)))


def end(texts: Texts, language: str, facts: dict[str, Any], person_id: int) -> Screen:
    """Is it meant? The safe choice first."""
    go = Button(texts.word(language, "people_end"), f"o:*:end_now:{person_id}")
    return Screen("people/end", facts, ((_keep(texts, language, person_id), go),))


def which(
    texts: Texts, language: str, facts: dict[str, Any], person_id: int, told: Sequence[tuple[int, Place]]
) -> Screen:
    """Which of several tasks goes to somebody else? `told`: the membership and its place."""
    rows = tuple((Button(str(i + 1), f"o::move:{person_id},{one}"),) for i, (one, _) in enumerate(told[:LISTED]))
    args = {**facts, "places": [place for _, place in told[:LISTED]]}
    return Screen("people/which", args, (tuple(row[0] for row in rows), _back(texts, language)))


def heirs(
    texts: Texts,
    language: str,
    facts: dict[str, Any],
    numbers: tuple[int, int, int],
    others: Sequence[tuple[int, str]],
    *,
    can_part: bool,
) -> Screen:
    """To whom? `numbers`: giver, membership, the one kampung of an area (0 for all of it)."""
    person_id, number, single = numbers
    rows: Rows = tuple(
        (Button(cut(name, LONGEST), f"o::heir:{person_id},{number},{one},{single}"),) for one, name in others[:LISTED]
    )
    if can_part:
        rows += ((Button(texts.word(language, "people_part"), f"o::part:{person_id},{number},0"),),)
    return Screen("people/heirs", {**facts, "count": len(others)}, (*rows, _back(texts, language)))


def parts(
    texts: Texts,
    language: str,
    facts: dict[str, Any],
    numbers: tuple[int, int],
    told: Sequence[tuple[int, str]],
    page: int,
) -> Screen:
    """Which kampung of the area goes?"""
    state = ",".join(map(str, numbers))
    items = [Item(name, f"o::move:{state},{one}") for one, name in told]
    listed, rows = numbered(texts, language, items, Turning(page, f"o::part:{state},"))
    args = {**facts, "items": listed, "count": len(items)}
    return Screen("people/parts", args, (*rows, _back(texts, language)))


def move(texts: Texts, language: str, facts: dict[str, Any], numbers: tuple[int, int, int, int]) -> Screen:
    """Is it meant? `numbers`: giver, membership, receiver, the one kampung (0 for all)."""
    go = Button(texts.word(language, "people_move"), "o:*:move_now:" + ",".join(map(str, numbers)))
    return Screen("people/move", facts, ((_keep(texts, language, numbers[0]), go),))


def leave(texts: Texts, language: str, facts: dict[str, Any], person_id: int, days: Sequence[int]) -> Screen:
    """From today on, for how long?"""
    lengths = [Button(texts.word(language, f"leave_{one}"), f"o::days:{person_id},{one}") for one in days]
    return Screen("people/leave", facts, (*grid(lengths, 2), _back(texts, language)))


def stand_ins(
    texts: Texts, language: str, facts: dict[str, Any], person_id: int, days: int, others: Sequence[tuple[int, str]]
) -> Screen:
    """Who looks after the kampung meanwhile?"""
    state = f"{person_id},{days}"
    rows = tuple((Button(cut(name, LONGEST), f"o:*:leave_now:{state},{one}"),) for one, name in others[:LISTED])
    nobody = Button(texts.word(language, "nobody_stands_in"), f"o:*:leave_now:{state},0")
    return Screen("people/stand_ins", {**facts, "count": len(others)}, (*rows, (nobody,), _back(texts, language)))


def _keep(texts: Texts, language: str, person_id: int) -> Button:
    return Button(texts.word(language, "people_keep"), f"o::who:{person_id}")


def _back(texts: Texts, language: str) -> tuple[Button, ...]:
    return (Button(texts.word(language, "people"), "o::list"), _menu(texts, language))


def _menu(texts: Texts, language: str) -> Button:
    return Button(texts.word(language, "menu"), "m::menu")
