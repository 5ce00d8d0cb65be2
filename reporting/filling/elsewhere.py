"""An answer to another question than the one that waits: an edited message, a reply to an old card, a photo too early.

The officer stays where they are; what the answer does to other questions is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import forms
from forms.definition import Form
from forms.draft import Draft, Step
from forms.events import AnswerAccepted, AnswerRejected
from forms.prompt import Prompt
from reporting.filling.changes import change_of
from reporting.filling.detour import Detour
from reporting.lines import answer, lines_of, said
from reporting.markup import bare


@dataclass(frozen=True, slots=True)
class Given:
    """`step` is what the answer did, standing again where the officer was; `told` goes on the card: {"code": "given" or
    "changed", "label", "before", "after", ...}. `rejected` says why the form did not take it."""

    step: Step
    told: dict[str, Any]
    rejected: AnswerRejected | None = None


def asked_at(form: Form, draft: Draft, path: str, now: datetime) -> Prompt | None:
    """The question at the path, if it is still asked."""
    prompt = forms.jump(form, draft, path, now).prompt
    return prompt if prompt.path == path and path else None


def shown(form: Form, draft: Draft, path: str) -> dict[str, Any]:
    """The present answer at the path as `filling/value` reads it."""
    line = next((one for one in lines_of(form, draft) if one.path == path), None)
    return answer(line, line.text) if line else {"text": "", "kind": "", "sensitive": False}


def give(form: Form, draft: Draft, path: str, value: str, now: datetime) -> Given:
    """The value as the answer to the question at the path, which is asked."""
    there = forms.jump(form, draft, path, now)
    step = forms.answer(form, there.draft, value, now)
    rejected = next((one for one in step.events if isinstance(one, AnswerRejected)), None)
    if rejected is not None:
        return Given(step, {}, rejected)
    back = forms.jump(form, step.draft, draft.at, now) if draft.at and draft.at != path else step
    return Given(replace(back, events=step.events), _told(form, there.draft, there.prompt, step))


def _told(form: Form, before: Draft, asked: Prompt, step: Step) -> dict[str, Any]:
    change = change_of(form, before, asked, Detour(), step)
    if change is not None and asked.value:
        return {**change, "code": "changed"}
    accepted = next((one for one in step.events if isinstance(one, AnswerAccepted)), None)
    text = said(accepted.text, asked) if accepted else ""
    label = accepted.short if accepted else asked.short
    return {"code": "given", "label": bare(label).rstrip("?"), "after": answer(asked, text)}
