"""Ticks that are not an answer yet: kept with the draft at each tap, so that they outlive the card.

A tick is not an answer: half a list would be sent as if it were all. So the engine's remark holds what is ticked until
Selesai, the answer stays what it was, and a question opened again comes with its ticks.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import forms
from forms.draft import UNKNOWN, Draft, Step
from forms.events import AnswerAccepted, AnswerRejected
from forms.prompt import Prompt
from reporting.filling.elsewhere import asked_at
from reporting.lines import TICKED

if TYPE_CHECKING:
    from reporting.filling.bench import Work


def ticked(prompt: Prompt) -> list[str]:
    """The names to be shown as ticked: those of an unfinished choice, otherwise the answer. Options may have gone."""
    if prompt.kind not in ("select_multiple", "rank"):
        return []
    told = prompt.remark.removeprefix(TICKED) if prompt.remark.startswith(TICKED) else prompt.value
    names = {choice.name for choice in prompt.choices}
    return [name for name in told.split() if name in names]


def noted(work: Work, picked: list[str], now: datetime) -> Step | None:
    """The draft with these ticks. None where it says so already, and where "tidak tahu" was the answer: that counts for
    a report, and ends with Selesai only."""
    prompt = work.prompt()
    remark = "" if picked == prompt.value.split() else TICKED + " ".join(picked)
    if prompt.remark in (UNKNOWN, remark):
        return None
    return forms.remark(work.form, work.draft, prompt.path, remark, now)


def dropped(work: Work, path: str, remark: str, now: datetime) -> Step | None:
    """The draft without the ticks at the path; None where there are none."""
    return forms.remark(work.form, work.draft, path, "", now) if remark.startswith(TICKED) else None


def unfinished(work: Work, now: datetime) -> tuple[str, ...]:
    """The paths with ticks that nobody has confirmed, of questions that are asked."""
    told = work.draft.instance.get("remarks", {})
    ticked_at = [path for path, remark in told.items() if remark.startswith(TICKED)]
    return tuple(path for path in ticked_at if asked_at(work.form, work.draft, path, now) is not None)


def swept(work: Work, now: datetime) -> Draft:
    """The draft without any of them: a report that is sent holds no ticks that are no answer."""
    draft = work.draft
    for path, remark in work.draft.instance.get("remarks", {}).items():
        draft = forms.remark(work.form, draft, path, "", now).draft if remark.startswith(TICKED) else draft
    return draft


def passed(work: Work, step: Step, now: datetime) -> Step:
    """The step that skipped the question, without its ticks."""
    prompt = work.prompt()
    if not prompt.remark.startswith(TICKED) or any(isinstance(event, AnswerRejected) for event in step.events):
        return step
    return replace(step, draft=forms.remark(work.form, step.draft, prompt.path, "", now).draft)


def done(work: Work, accepted: AnswerAccepted | None, now: datetime) -> Step | None:
    """The same for an answer: one that is as it was before would keep its ticks."""
    return dropped(work, accepted.path, accepted.remark, now) if accepted else None
