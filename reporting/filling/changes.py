"""What an edit did: the answer before and after, and what it put aside, brought back or opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forms.definition import Form
from forms.draft import Draft, Step
from forms.events import AnswerAccepted, AnswersHidden, AnswersReturned, QuestionsAsked
from forms.prompt import Line, Prompt
from reporting.filling.detour import Detour
from reporting.lines import answer, lines_of, said
from reporting.markup import bare

NAMED = 3  # answers put aside that are named; the rest is a number


def change_of(form: Form, draft: Draft, asked: Prompt, detour: Detour | None, step: Step) -> dict[str, Any] | None:
    """What the card after an edit tells; None for a first answer, and for one that stays as it was. `draft` is the one
    before the push.

    Holds: label, before, after (answers as `filling/value` takes them), hidden, more_hidden, returned, asked.
    """
    accepted = next((event for event in step.events if isinstance(event, AnswerAccepted)), None)
    if accepted is None or accepted.value == asked.value or not (asked.value or detour):
        return None
    lines = {line.path: line for line in lines_of(form, draft)}
    if asked.path not in lines:
        return None
    hidden = [lines[path].short for event in _of(step, AnswersHidden) for path in event.paths if path in lines]
    return {
        "label": bare(accepted.short),
        "before": answer(asked, lines[asked.path].text),
        "after": answer(asked, said(accepted.text, asked)),
        "hidden": hidden[:NAMED],
        "more_hidden": max(0, len(hidden) - NAMED),
        "returned": sum(len(event.paths) for event in _of(step, AnswersReturned)),
        "asked": sum(len(event.paths) for event in _of(step, QuestionsAsked)),
    }


def differing(before: Sequence[Line], after: Sequence[Line]) -> list[dict[str, Any]]:
    """What a correction changed, in the order of the form: number, label, before, after, path."""
    old = {line.path: line for line in before}
    now = {line.path for line in after}
    told = [
        _changed(line, old[line.path].text if line.path in old else "", line.text)
        for line in after
        if (old[line.path].value if line.path in old else "") != line.value
    ]
    return told + [_changed(line, line.text, "") for line in before if line.path not in now and line.text]


def _changed(line: Line, before: str, after: str) -> dict[str, Any]:
    return {
        "path": line.path,
        "number": line.number,
        "label": line.short.rstrip("?"),
        "before": answer(line, before),
        "after": answer(line, after),
    }


def _of(step: Step, kind: Any) -> list[Any]:
    return [event for event in step.events if isinstance(event, kind)]
