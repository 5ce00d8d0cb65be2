"""The pages of figures: an area, the areas in it, where the figures come from; and the class of a kampung."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.target import Target
from reporting.area_figures import Place, Told, Value, View
from reporting.measures import Figure, book
from reporting.screens.lists import LONGEST, cut, menu_row
from reporting.screens.screen import Button, Screen, grid
from reporting.texts import Texts

PAGE = 8  # areas on a page
NAME = 21  # letters of an area's name in a line
SHOWN = ("cpr", "mkjp", "unmet", "krs_assisted", "poktan")
IN_A_LINE = ("cpr", "mkjp", "unmet")
GROUPS = ("bkb", "bkr", "bkl", "uppka", "pikr")
LEVELS = ("province", "regency", "district", "village")


def area(
    texts: Texts, language: str, view: View, name: str, more: Mapping[str, Any], ways: Sequence[tuple[str, str]]
) -> Screen:
    """The area's figures. `more`: semester and classes, families and due, `told` pages; `ways` lead to other areas
    (code, name)."""
    place = view.place
    args = {
        **_head(view, name),
        **more,
        "place": standing(place),
        "known": place.known,
        "age": place.age,
        "figures": [told_figure(language, book().figures[one], view.figures[one]) for one in SHOWN],
        "groups": [_line(language, one, view.figures[one].now) for one in GROUPS],
        "is_hidden": any(told.now.hidden for told in view.figures.values()),
    }
    at = f"{place.code},{view.period}"
    rows: list[tuple[Button, ...]] = []
    if view.below:
        rows.append((Button(texts.word(language, f"figures_per_{_level(place.code)}"), f"w::below:{at},0"),))
    told = [Button(texts.word(language, f"told_{one}"), f"z::{one}:{place.code},0") for one in args["told"]]
    rows += [tuple(told)] if told else []
    pair = (("figures_months", f"w::months:{place.code}"), ("figures_sources", f"w::sources:{at}"))
    rows.append(tuple(Button(texts.word(language, key), tap) for key, tap in pair))
    for code, called in ways:
        label = cut(called or texts.word(language, "country"), 29)
        rows.append((Button(f"⬅️ {label}", f"w::area:{code},{view.period}"),))
    last = (Button(texts.word(language, "recap"), f"kr::show:{at}"), *menu_row(texts, language))
    return Screen("figures/area", args, (*rows, last), bar="menu")


def below(
    texts: Texts, language: str, view: View, name: str, kampung: Mapping[str, tuple[int, str]] | None, page: int
) -> Screen:
    """The areas in it, a page of them; where those are villages, the `kampung` (id and name) that they have."""
    listed = list(view.below)
    if kampung is not None:
        listed = [(kampung[place.code][1], place) for _, place in listed if place.code in kampung]
    page = max(0, min(page, (len(listed) - 1) // PAGE))
    shown = listed[page * PAGE : (page + 1) * PAGE]
    first = page * PAGE + 1
    lines = [
        {
            "number": first + at,
            "name": cut(called, NAME),
            **standing(place),
            "values": [_line(language, one, place.values[one]) for one in IN_A_LINE],
        }
        for at, (called, place) in enumerate(shown)
    ]
    args = {**_head(view, name), "level": _level(view.place.code), "lines": lines, "page": page + 1,
            "pages": -(-len(listed) // PAGE)}  # fmt: skip
    numbers = [Button(str(first + at), _opens(view, place, kampung)) for at, (_, place) in enumerate(shown)]
    at = f"{view.place.code},{view.period}"
    turns = [
        Button(texts.word(language, key), f"w::below:{at},{to}")
        for key, to in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= to * PAGE < len(listed)
    ]
    last = (Button(texts.word(language, "back"), f"w::area:{at}"), *menu_row(texts, language))
    return Screen("figures/below", args, (*grid(numbers, 4), *((tuple(turns),) if turns else ()), last), bar="menu")


def sources(texts: Texts, language: str, view: View, name: str) -> Screen:
    """What the figures mean, where the definition and the target come from."""
    told = [
        {**told_figure(language, book().figures[one], view.figures[one]), "source": book().figures[one].source,
         "targets": [_target(target) for target in view.figures[one].targets[:1]]}
        for one in SHOWN
    ]  # fmt: skip
    back = (
        Button(texts.word(language, "back"), f"w::area:{view.place.code},{view.period}"),
        *menu_row(texts, language),
    )
    return Screen("figures/sources", {**_head(view, name), "figures": told}, (back,), bar="menu")


def months(texts: Texts, language: str, code: str, choices: Sequence[str], name: str) -> Screen:
    buttons = [Button(texts.period(language, month), f"w::area:{code},{month}") for month in choices]
    return Screen("figures/months", {"name": name}, (*grid(buttons, 2), menu_row(texts, language)), bar="menu")


def kampung(texts: Texts, language: str, kampung_id: int, args: Mapping[str, Any], up: str, *, many: bool) -> Screen:
    """The class of a kampung; without its facts for who does not read its reports (`reads`). `up` is the tap to its
    district, `many` whether there are other kampung to look at."""
    rows: list[tuple[Button, ...]] = []
    if args["rows"] and args["reads"]:
        rows.append((Button(texts.word(language, "class_scores"), f"w::scores:{kampung_id}"),))
    if up:
        rows.append((Button(texts.word(language, "back"), up),))
    elif many:
        rows.append((Button(texts.word(language, "history_places"), "w::places:0"),))
    return Screen("figures/kampung", dict(args), (*rows, menu_row(texts, language)), bar="menu")


def scores(texts: Texts, language: str, kampung_id: int, args: Mapping[str, Any]) -> Screen:
    """Which score by which fact."""
    last = (Button(texts.word(language, "back"), f"w::kampung:{kampung_id}"), *menu_row(texts, language))
    return Screen("figures/scores", dict(args), (last,), bar="menu")


def _head(view: View, name: str) -> dict[str, Any]:
    return {"name": cut(name, LONGEST), "period": view.period}


def _level(code: str) -> str:
    """What lies in the area."""
    return LEVELS[code.count(".") + 1 if code else 0]


def _opens(view: View, place: Place, kampung: Mapping[str, tuple[int, str]] | None) -> str:
    found = (kampung or {}).get(place.code)
    return f"w::kampung:{found[0]}" if found else f"w::area:{place.code},{view.period}"


def standing(place: Place) -> dict[str, Any]:
    """How many reports of how many came, and how many in time."""
    return {"expected": place.expected, "reported": place.reported, "on_time": place.on_time}


def told_figure(language: str, figure: Figure, told: Told) -> dict[str, Any]:
    """A figure with what it is compared with, as a template tells it."""
    target = told.targets[0] if told.targets else None
    now = told.now.percent
    is_met = (
        now is not None
        and target is not None
        and (now >= target.value if figure.better == "higher" else now <= target.value)
    )
    return {
        **_line(language, figure.name, told.now),
        "month_ago": told.month_ago.percent,
        "year_ago": told.year_ago.percent,
        "target": _target(target) if target else None,
        "is_met": is_met,
    }


def _line(language: str, name: str, value: Value) -> dict[str, Any]:
    """A figure as a template tells it: percent is None where it is not known, or hidden says why it is not told."""
    titles = book().figures[name].titles
    return {"name": name, "title": titles.get(language, titles["id"]), "percent": value.percent, "hidden": value.hidden}


def _target(target: Target) -> dict[str, Any]:
    return {"value": target.value, "year": target.year, "source": target.source}
