"""The pages of joint plans: what comes first and how the plans stand, one plan with what followed, a contact's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reporting.programme_told import Meeting, Plan
from reporting.screens.lists import cut, menu_row
from reporting.screens.screen import Button, Screen, grid
from reporting.texts import Texts

PAGE = 5  # plans on a page: each is a long line
PROBLEMS = 3  # the rest have lower scores
WORDS = 3  # the latest that followed, and partners that are named
SHORT, WHERE, NAME, PRIORITY = 30, 16, 34, 64  # letters in a line: of an activity, a place, a problem, a priority
AGENCY = 20
TEXT = 40  # letters of a text on a plan's own page
SAID = 36  # letters of a reason or a trouble there
Names = Mapping[str, str]  # what codes of agencies and of areas are called


def plans(
    texts: Texts, language: str, args: Mapping[str, Any], found: Sequence[Plan], agencies: Names, at: tuple[str, int]
) -> Screen:
    """A page of plans. `args`: name, today and what `head` makes; `at` is the area, "" for a contact's own, and the
    page."""
    area, page = at[0], max(0, min(at[1], (len(found) - 1) // PAGE))
    shown = found[page * PAGE : (page + 1) * PAGE]
    first = page * PAGE + 1
    told = {
        **args,
        "lines": [{**_line(plan, agencies), "number": first + number} for number, plan in enumerate(shown)],
        "open": sum(plan.is_open for plan in found),
        "late": sum(plan.is_late for plan in found),
        "over": sum(not plan.is_open for plan in found),
        "is_own": not area,
        "page": page + 1,
        "pages": -(-len(found) // PAGE),
    }
    numbers = [Button(str(first + number), f"z::plan:{plan.id},{area},{page}") for number, plan in enumerate(shown)]
    way = f"z::plans:{area}," if area else "z::own:"
    turns = [
        Button(texts.word(language, key), f"{way}{to}")
        for key, to in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= to * PAGE < len(found)
    ]
    back = (Button(texts.word(language, "back"), f"w::area:{area},{args['month']}"),) if area else ()
    rows = (*grid(numbers, PAGE), *((tuple(turns),) if turns else ()), (*back, *menu_row(texts, language)))
    return Screen("figures/plans", told, rows, bar="menu")


def head(found: Sequence[Meeting], areas: Names) -> dict[str, Any]:
    """The latest meeting, and the problems of all of them, the highest scores first; `areas` names those that are not
    the page's own."""
    latest = found[0] if found else None
    problems = sorted(
        ((score, name, one.area) for one in found for name, score in one.problems), key=lambda one: -one[0]
    )
    return {
        "day": latest.day if latest else "",
        "agencies": latest.agencies if latest else 0,
        "priority": cut(latest.priority, PRIORITY) if latest else "",
        "problems": [
            {"score": score, "name": cut(name, NAME), "where": cut(areas.get(area, ""), WHERE)}
            for score, name, area in problems[:PROBLEMS]
        ],
    }


def plan(
    texts: Texts, language: str, one: Plan, names: Names, more: Mapping[str, Any], back: str, *, follows: bool
) -> Screen:
    """A plan with what followed. `more`: today, where, and `reads`, whether what followed may be read; `back` is the
    tap to the list."""
    words = [
        {"day": word.day, "status": word.status, "percent": word.percent, "reached": word.reached, "until": word.until,
         "reason": cut(word.reason, SAID), "trouble": cut(word.trouble, SAID)}
        for word in one.words[:WORDS]
    ]  # fmt: skip
    args = {
        **_line(one, names), **more, "activity": cut(one.activity, TEXT), "agency": names.get(one.agency, one.agency),
        "partners": [cut(names.get(code, code), AGENCY) for code in one.partners[:WORDS]],
        "target": cut(one.target, TEXT),
        "place": cut(one.place, TEXT), "begins": one.begins, "funds": one.funds, "sign": cut(one.sign, TEXT),
        "words": words if more["reads"] else [],
    }  # fmt: skip
    report = (Button(texts.word(language, "plan_follow"), f"z::follow:{one.id}"),)
    last = (Button(texts.word(language, "back"), back), *menu_row(texts, language))
    return Screen("figures/plan", args, (*((report,) if follows else ()), last), bar="menu")


def _line(one: Plan, agencies: Names) -> dict[str, Any]:
    return {
        "agency": cut(agencies.get(one.agency, one.agency), AGENCY),
        "activity": cut(one.activity, SHORT),
        "status": one.status,
        "percent": one.percent,
        "until": one.until,
        "is_open": one.is_open,
        "is_late": one.is_late,
    }
