"""The pages on which a report is moved: what is wrong, where it belongs, why, what changes, and that it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reporting.fitting import clip
from reporting.screens.lists import PAGE, Item, Turning, numbered
from reporting.screens.reports import Reader
from reporting.screens.screen import Button, Rows, Screen, paired

PLACE, REASON = "refile_place", "refile_reason"  # what a chat expects: a kampung's name, why the report is moved
WHY = ("refile_mixed", "refile_asked", "refile_areas")  # words that are a reason by themselves
TOLD, SAID = 2, 100  # moves on their page, and letters of a reason there
MONTHS = 8  # as many as fit four rows of two
Json = dict[str, Any]


def what(reader: Reader, told: Json, ways: Sequence[str], mends: bool) -> Screen:
    """`ways` of "place" and "month"; who sent the report may also mend its answers, which tell an event's day."""
    words = {"place": "refile_place", "month": "refile_month"}
    rows = [(reader.button(words[one], f"v:*:{one}:{told['id']}"),) for one in ways]
    if mends and "month" not in ways:
        rows.append((reader.button("correct_report", f"s::correct:{told['id']}"),))
    return Screen(
        "refiling/what", {**told, "ways": list(ways), "mends": mends}, (*rows, _back(reader, told)), bar="menu"
    )


def places(
    reader: Reader, told: Json, found: Sequence[tuple[int, str]], page: int, searched: str = "", *, is_all: bool = True
) -> Screen:
    """The kampung that it may be moved to. `searched` is what was typed, which nothing fits where `is_all`."""
    items = [Item(name, f"v:*:to:{told['id']},{number}") for number, name in found]
    listed, rows = numbered(reader.texts, reader.language, items, Turning(page, f"v:*:place:{told['id']},"))
    args = {**told, "items": listed, "searched": searched, "is_all": is_all, "can_search": len(items) > PAGE}
    return Screen("refiling/places", args, (*rows, _back(reader, told)), bar="menu")


def months(reader: Reader, told: Json, periods: Sequence[str]) -> Screen:
    buttons = [
        Button(reader.texts.period(reader.language, one), f"v:*:at:{told['id']},{one}") for one in periods[:MONTHS]
    ]
    return Screen("refiling/months", told, (*paired(buttons), _back(reader, told)), bar="menu")


def why(reader: Reader, told: Json) -> Screen:
    """A coordinator says why."""
    rows = [(reader.button(key, f"v:*:why:{told['id']},{at}"),) for at, key in enumerate(WHY)]
    return Screen("refiling/why", told, (*rows, _back(reader, told)), bar="menu")


def taken(reader: Reader, told: Json, there: Json) -> Screen:
    """Another report stands there that the reader may not move."""
    look: Rows = ((reader.button("refile_look", f"r::see:{there['see']}"),),) if there["see"] else ()
    return Screen("refiling/taken", {**told, "other": there}, (*look, _back(reader, told)), bar="menu")


def confirm(reader: Reader, told: Json) -> Screen:
    """The safe choice stands last here: whoever got this far has chosen twice."""
    do = ("refile_swap", "swap") if told["other"] else ("refile_now", "now")
    rows = ((reader.button(do[0], f"v:*:{do[1]}:{told['id']}"),), _back(reader, told))
    return Screen("refiling/confirm", told, rows, bar="menu")


def done(reader: Reader, told: Json, move: int) -> Screen:
    rows = (
        (reader.button("undo", f"v::undo:{move}"), reader.button("see_report", f"r::see:{told['id']}")),
        (reader.button("menu", "m::menu"),),
    )
    return Screen("refiling/done", told, rows, bar="menu")


def undone(reader: Reader, told: Json) -> Screen:
    rows = ((reader.button("see_report", f"r::see:{told['id']}"), reader.button("menu", "m::menu")),)
    return Screen("refiling/undone", told, rows, bar="menu")


def told(reader: Reader, facts: Json, moves: Sequence[Json]) -> Screen:
    """The last moves of a report in full."""
    shown = [one | {"reason": clip(one["reason"], SAID)} for one in moves[-TOLD:]]
    args = {**facts, "moves": shown, "more": max(0, len(moves) - TOLD), "zone": reader.zone}
    return Screen("refiling/told", args, (_back(reader, facts),), bar="menu")


def _back(reader: Reader, told: Json) -> tuple[Button, ...]:
    return (reader.button("back_to_report", f"r::see:{told['id']}"),)
