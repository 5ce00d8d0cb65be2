"""Trying: why an answer was not taken, how often that happened at the open question, and what is offered then. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import forms
from forms.draft import Draft
from forms.events import AnswerRejected
from forms.prompt import Line
from reporting.screens.screen import Rows
from reporting.screens.understanding import Word, answer_or_question

EXAMPLE, GIVE_UP = 2, 3  # failures after which the example, and the way round the question, are offered
# Nothing was wrong with what was typed: it was asked back, belongs elsewhere, or must not be kept.
_NO_FAILURE = ("did_you_mean", "answer_or_question", "needs_other", "personal_data", "not_that")
_MOST_NAMED = 2  # more answers that could be changed are too many buttons: they are found on the review page
_NO_WAY_ROUND = ("note", "repeat", "end")


def kept(before: dict[str, Any], problem: dict[str, Any] | None, now: dict[str, Any]) -> dict[str, Any]:
    """What the chat remembers of the card that it shows now: `tries` says how often the open question was not
    understood, this time included, `said` what was typed last; what was asked back, or asked of Kabar, holds for the
    one card that says so. A new question begins anew."""
    count = int(before.get("tries", 0)) + bool(problem and problem["code"] not in _NO_FAILURE)
    return {
        "checking": None,
        "tries": count,
        "said": problem["received"] if problem else before.get("said", ""),
        "asked": now.get("asked", ""),
        "question": now.get("question", ""),
        "options": now.get("options", []),
    }


def told(problem: dict[str, Any] | None, count: int, kind: str) -> dict[str, Any] | None:
    """The problem as the card tells it, with what is offered after so many failures."""
    if problem is None:
        return None
    has_way = count >= GIVE_UP and kind not in _NO_WAY_ROUND and problem["code"] not in _NO_FAILURE
    return {"named": [], "is_many": False, "labels": [], **problem, "has_way_round": has_way}


def unsure(text: str, options: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What the card says of an answer that may be one of several; `options` are values and labels."""
    return {"code": "did_you_mean", "received": text, "labels": [label for _, label in options]}


def problem_of(event: AnswerRejected) -> dict[str, Any]:
    """Why the engine did not take it, and what arrived."""
    return {
        "code": event.condition,
        "received": event.received,
        "message": event.message,
        "minimum": event.bounds.minimum,
        "maximum": event.bounds.maximum,
        "lacks": event.lacks,
    }


def with_named(problem: dict[str, Any], form: forms.Form, draft: Draft) -> dict[str, Any]:
    """The problem with the answers that the broken constraint holds this one against, if they are few."""
    lines = forms.named_in_constraint(form, draft) if problem["code"] == "constraint" else ()
    is_many = len(lines) > _MOST_NAMED
    return {**problem, "named": [] if is_many else [_named(line) for line in lines], "is_many": is_many}


def settling(word: Word, problem: dict[str, Any] | None) -> Rows:
    """The buttons of a card that asks whether a text is an answer or a question; none for any other."""
    return answer_or_question(word) if problem is not None and problem["code"] == "answer_or_question" else ()


def _named(line: Line) -> dict[str, Any]:
    return {"number": line.number, "name": line.short.rstrip("?")}
