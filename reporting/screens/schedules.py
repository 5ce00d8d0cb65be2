"""The pages of what is owed until when: all forms, one of them, more time for one period, another day, an excuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reporting.screens.lists import cut, menu_row
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

NAME = 40  # letters of a form's title in a line
PAGE = 8  # debts on a page
WHYS = ("holiday", "disaster", "network")
EXCUSES = ("disaster", "no_activity", "no_officer")
DAYS = (2, 4, 7, 14)


def listed(texts: Texts, language: str, area: str, lines: Sequence[Mapping[str, Any]], owing: int) -> Screen:
    """The schedules that hold in the area, with the period at hand of each."""
    numbers = [Button(str(at), f"x::one:{line['id']}") for at, line in enumerate(lines, 1)]
    told = [{**line, "title": cut(str(line["title"]), NAME)} for line in lines]
    excuse = ((Button(texts.word(language, "excuse_some"), "x::owed:0"),),) if owing else ()
    rows: Rows = (*grid(numbers, 4), *excuse, menu_row(texts, language))
    return Screen("schedules/list", {"area": area, "lines": told}, rows, bar="menu")


def one(texts: Texts, language: str, facts: Mapping[str, Any], schedule_id: int, *, may_change: bool) -> Screen:
    """One form: who owes it, and the days of the period at hand."""
    ways = ("schedule_more", f"x::more:{schedule_id}"), ("schedule_days", f"x::days:{schedule_id}")
    change = (tuple(Button(texts.word(language, key), tap) for key, tap in ways),) if may_change else ()
    return Screen("schedules/one", dict(facts), (*change, _back(texts, language, "x::list")), bar="menu")


def more(texts: Texts, language: str, facts: Mapping[str, Any], schedule_id: int) -> Screen:
    """How many days more."""
    buttons = [
        Button(texts.word(language, "schedule_later", count=days), f"x::why:{schedule_id},{days}") for days in DAYS
    ]
    rows = (*grid(buttons, 2), _back(texts, language, f"x::one:{schedule_id}"))
    return Screen("schedules/more", {**facts, "asks": "days", "problem": ""}, rows, bar="menu")


def why(
    texts: Texts, language: str, facts: Mapping[str, Any], schedule_id: int, days: int, problem: str = ""
) -> Screen:
    """For what reason: a button, or words."""
    rows = tuple(
        (Button(texts.word(language, f"schedule_{one}"), f"x::sure:{schedule_id},{days},{one}"),) for one in WHYS
    )
    args = {**facts, "asks": "reason", "problem": problem}
    return Screen("schedules/more", args, (*rows, _back(texts, language, f"x::more:{schedule_id}")), bar="menu")


def sure(texts: Texts, language: str, facts: Mapping[str, Any], schedule_id: int, days: int, reason: str) -> Screen:
    """What would change, before it does."""
    yes = Button(texts.word(language, "schedule_extend"), f"x:*:extend:{schedule_id},{days},{reason}")
    return Screen("schedules/sure", dict(facts), ((yes,), _back(texts, language, f"x::one:{schedule_id}")), bar="menu")


def days(texts: Texts, language: str, facts: Mapping[str, Any], schedule_id: int, offered: Sequence[int]) -> Screen:
    """Another due day, from the first period on that is not open."""
    buttons = [Button(str(day), f"x:*:set:{schedule_id},{day}") for day in offered]
    rows = (*grid(buttons, 5), _back(texts, language, f"x::one:{schedule_id}"))
    return Screen("schedules/days", dict(facts), rows, bar="menu")


def done(texts: Texts, language: str, facts: Mapping[str, Any], schedule_id: int) -> Screen:
    return Screen("schedules/done", dict(facts), (_back(texts, language, f"x::one:{schedule_id}"),), bar="menu")


def debts(texts: Texts, language: str, lines: Sequence[Mapping[str, Any]], page: int, total: int) -> Screen:
    """What is owed in the place, a page of it, to excuse somebody from."""
    numbers = [Button(str(at), f"x::let:{line['id']}") for at, line in enumerate(lines, 1)]
    turns = [
        Button(texts.word(language, key), f"x::owed:{to}")
        for key, to in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= to * PAGE < total
    ]
    rows = (*grid(numbers, 4), *((tuple(turns),) if turns else ()), _back(texts, language, "x::list"))
    return Screen("schedules/debts", {"lines": list(lines)}, rows, bar="menu")


def let(texts: Texts, language: str, facts: Mapping[str, Any], obligation_id: int, problem: str = "") -> Screen:
    """Why somebody need not send it: a button, or words."""
    rows = tuple(
        (Button(texts.word(language, f"excuse_{one}"), f"x:*:let_now:{obligation_id},{one}"),) for one in EXCUSES
    )
    args = {**facts, "problem": problem}
    return Screen("schedules/let", args, (*rows, _back(texts, language, "x::owed:0")), bar="menu")


def excused(texts: Texts, language: str, facts: Mapping[str, Any], obligation_id: int) -> Screen:
    again = Button(texts.word(language, "owe_again"), f"x:*:again:{obligation_id}")
    return Screen("schedules/excused", dict(facts), ((again,), _back(texts, language, "x::owed:0")), bar="menu")


def _back(texts: Texts, language: str, tap: str) -> tuple[Button, ...]:
    return (Button(texts.word(language, "back"), tap), *menu_row(texts, language))
