"""The draft as a list of lines: what a review page shows."""

from __future__ import annotations

from forms.definition import Form, Question
from forms.draft import Draft
from forms.filling.answering import is_unusual
from forms.filling.machine import Machine
from forms.filling.prompting import display, question_stops
from forms.filling.walk import Stop
from forms.prompt import Line


def overview(form: Form, draft: Draft) -> tuple[Line, ...]:
    """One line for each question that was answered or skipped and is still asked, in the order of asking."""
    machine = Machine(form, draft)
    return tuple(line(machine, stop, question) for stop, question in question_stops(machine.stops) if stop.node.seen)


def line(machine: Machine, stop: Stop, question: Question) -> Line:
    """The answer at that stop as it stands."""
    prompting = machine.prompting
    label = machine.text(question, stop.node)
    return Line(
        path=stop.path,
        number=prompting.number(stop),
        label=label,
        short=prompting.short(question, label),
        kind=question.kind,
        value=stop.node.text,
        text=display(question, stop.node.text, prompting.choices(question, stop.node)),
        section=prompting.section(stop),
        required=machine.eval.holds(question.bind.required, stop.node),
        attributes={key: value for key, value in question.attributes.items() if not key.startswith("short")},
        remark=stop.node.remark,
        unusual=is_unusual(machine, question, stop.node),
        appearance=question.appearance,
    )
