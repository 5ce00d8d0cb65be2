"""The present path of a draft, passed or not: what a channel looks at when something comes out of its turn."""

from __future__ import annotations

from dataclasses import dataclass

from forms.definition import Form, Question
from forms.draft import Draft
from forms.filling.machine import Machine
from forms.filling.prompting import Prompting
from forms.filling.walk import Stop
from forms.prompt import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """A stop on the way: `number` as in a prompt (0 for what is no question), `short` its label in brief, `passed`
    whether it was answered, skipped or shown."""

    path: str
    kind: Kind
    number: int
    short: str
    value: str
    passed: bool


def course(form: Form, draft: Draft) -> tuple[Place, ...]:
    """Every stop of the present path, in the order of asking. What later answers will open is not on it yet."""
    machine = Machine(form, draft)
    return tuple(_place(machine, machine.prompting, stop) for stop in machine.stops)


def _place(machine: Machine, prompting: Prompting, stop: Stop) -> Place:
    control = stop.control
    if not isinstance(control, Question):
        run = stop.frame.runs[stop.frame.realm.route[stop.at].index]
        return Place(stop.path, "repeat", 0, control.name, "", run.closed)
    kind: Kind = "note" if stop.is_note else control.kind
    short = prompting.short(control, machine.text(control, stop.node))
    return Place(stop.path, kind, prompting.number(stop), short, stop.node.text, stop.node.seen)
