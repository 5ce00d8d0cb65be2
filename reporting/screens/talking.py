"""The pages on which people talk about a report, and ask to mend one that was accepted."""

from __future__ import annotations

from typing import Any

from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

WHY = ("why_typed", "why_new")  # words that are a reason by themselves


def thread(texts: Texts, language: str, facts: dict[str, Any], is_officer: bool, problem: str) -> Screen:
    """The last notes; what is typed now is the next one."""
    rows = (_back(texts, language, facts["id"], is_officer),)
    return Screen("reviewing/thread", {**facts, "problem": problem}, rows, bar="menu")


def sent(texts: Texts, language: str, facts: dict[str, Any], is_officer: bool, names: list[str]) -> Screen:
    """It was passed on; `names` is to whom, empty where there is nobody."""
    more = (Button(texts.word(language, "note_more"), f"c::open:{facts['id']}"),)
    rows = (more, _back(texts, language, facts["id"], is_officer))
    return Screen("reviewing/noted", {**facts, "names": names}, rows, bar="menu")


def request(texts: Texts, language: str, told: dict[str, Any]) -> Screen:
    """Why is an accepted report to be mended?"""
    rows = tuple((Button(texts.word(language, key), f"c:*:because:{told['id']},{i}"),) for i, key in enumerate(WHY))
    return Screen("reviewing/request", told, (*rows, _back(texts, language, told["id"], True)), bar="menu")


def requested(texts: Texts, language: str, told: dict[str, Any]) -> Screen:
    """The request waits for a coordinator."""
    rows = (_back(texts, language, told["id"], True),)
    return Screen("reviewing/requested", told, rows, bar="menu")


def _back(texts: Texts, language: str, number: int, is_officer: bool) -> tuple[Button, ...]:
    see = ("see_report", f"r::see:{number}") if is_officer else ("see_report", f"q::open:{number}")
    return Button(texts.word(language, see[0]), see[1]), Button(texts.word(language, "menu"), "m::menu")
