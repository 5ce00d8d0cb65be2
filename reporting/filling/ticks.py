"""Ticks that are not an answer yet: kept with the draft at each tap, so that they outlive the card.

A tick is not an answer: half a list would be sent as if it were all. So the engine's remark holds what is ticked until
Selesai, the answer stays what it was, and a question opened again comes with its ticks.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import forms
from forms.draft import UNKNOWN, Step
from forms.events import AnswerAccepted
from forms.prompt import Prompt
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


def done(work: Work, accepted: AnswerAccepted | None, now: datetime) -> Step | None:
    """The same for an answer: one that is as it was before would keep its ticks."""
    return dropped(work, accepted.path, accepted.remark, now) if accepted else None
