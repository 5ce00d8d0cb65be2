"""What stands before the first question: the introduction, a slot that is filled, and one that is closed."""

from __future__ import annotations

from typing import Any

from reporting.screens.lists import menu_row
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts


def intro(texts: Texts, language: str, target: str, other: str, facts: dict[str, Any], *, copies: bool) -> Screen:
    """What is coming: form, kampung, period, how long it takes. `target` is form,kampung,period as taps name them,
    `other` the tap that changes kampung or period, `copies` whether this person may copy what others wrote on paper."""
    paper = ((Button(texts.word(language, "copy_paper"), f"s::paper:{target}"),),) if copies else ()
    rows = (
        (Button(texts.word(language, "start"), f"s::open:{target}"),),
        (Button(texts.word(language, "all_questions_of_form"), f"s::ask:{target}"),),
        (Button(texts.word(language, "print_form"), f"s::print:{target}"),),
        *paper,
        (Button(texts.word(language, "other_slot"), other),),
        menu_row(texts, language),
    )
    return Screen("starting/intro", facts, rows, bar="menu")


def taken(texts: Texts, language: str, submission_id: int, other: str, is_own: bool, facts: dict[str, Any]) -> Screen:
    """The slot is filled already: see it, mend it, or choose another (the tap `other`)."""
    rows: list[tuple[Button, ...]] = [(Button(texts.word(language, "see_report"), f"r::see:{submission_id}"),)]
    if is_own:
        rows.append((Button(texts.word(language, "correct_this"), f"s::correct:{submission_id}"),))
    rows.append((Button(texts.word(language, "other_kampung"), other),))
    rows.append(menu_row(texts, language))
    return Screen("starting/taken", facts, tuple(rows), bar="menu")


def closed(
    texts: Texts, language: str, facts: dict[str, Any], instead: tuple[str, str] | None, obligation_id: int | None
) -> Screen:
    """Too early, or too late. `instead` is a period that is open, with its tap; what was owed may be asked for."""
    rows: list[tuple[Button, ...]] = []
    if facts["why"] == "locked" and obligation_id is not None:
        rows.append((Button(texts.word(language, "ask_to_open"), f"s::reopen:{obligation_id}"),))
    if instead is not None:
        rows.append((Button(texts.word(language, "fill_period", period=instead[0]), instead[1]),))
    rows.append(menu_row(texts, language))
    return Screen("starting/closed", facts, tuple(rows), bar="menu")
