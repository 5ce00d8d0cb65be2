"""How far a draft is: what was never asked yet, and what would refuse its sending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from forms.definition import Form
from forms.draft import Draft
from forms.events import Violation
from forms.filling.answering import violation
from forms.filling.ceiling import askers, exceeding
from forms.filling.machine import Machine
from forms.filling.prompting import question_stops
from forms.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Standing:
    """`waiting` is the first stop that was never passed, None when all were; `violations` as `finish` finds them."""

    waiting: Prompt | None
    violations: tuple[Violation, ...]


def standing(form: Form, draft: Draft, now: datetime) -> Standing:
    """Looks, and changes nothing: the draft given stays what it is."""
    machine = Machine(form, draft, now)
    machine.forward()
    waiting = machine.prompt() if machine.at else None
    return Standing(waiting, violations(machine))


def violations(machine: Machine) -> tuple[Violation, ...]:
    """Every relevant answer that is missing or no longer right; rounds beyond what a repeat can hold come first."""
    return tuple(_beyond_all(machine)) or tuple(_violations(machine))


def _violations(machine: Machine) -> Iterator[Violation]:
    machine.grow()
    for stop, question in question_stops(machine.stops):
        found = violation(machine, stop, question)
        if found:
            yield found


def _beyond_all(machine: Machine) -> Iterator[Violation]:
    """The answers that ask for more instances than a repeat can have."""
    for run in exceeding(machine.instance.frame):
        for cell in askers(machine.instance, run):
            question = machine.form.questions[cell.site.slot.path]
            yield Violation(machine.instance.path(cell), "constraint", machine.text(question, cell))
