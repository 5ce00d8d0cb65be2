"""The answers that a constraint speaks of: what a person may want to change instead."""

from __future__ import annotations

from forms.compiling.dag import reads_of
from forms.definition import Form, Question
from forms.draft import Draft
from forms.filling.machine import Machine
from forms.filling.overview import line
from forms.filling.walk import Stop
from forms.prompt import Line


def named_in_constraint(form: Form, draft: Draft) -> tuple[Line, ...]:
    """The answered questions of the same kind that the constraint of the present one reads, itself or by way of
    calculations; those it names itself come first, each step in the order of asking."""
    machine = Machine(form, draft)
    stop = machine.stop(machine.at) if machine.at else None
    if stop is None or not isinstance(stop.control, Question) or stop.control.bind.constraint is None:
        return ()
    found = (machine.stop(path) for path in _near(machine, stop, reached(form, stop.control)))
    kind = stop.control.kind
    return tuple(
        line(machine, one, one.control)
        for one in found
        if one and isinstance(one.control, Question) and one.control.kind == kind and one.node.seen and one.node.text
    )


def reached(form: Form, question: Question) -> list[str]:
    """Generic paths of the questions that the constraint reads, itself or by way of calculations; nearest first."""
    constraint = question.bind.constraint
    if constraint is None:
        return []
    calculated = {one.path: one.reads for one in form.triggerables if one.sets == "calculate"}
    order = {path: at for at, path in enumerate(form.questions)}
    found: dict[str, None] = {}
    level, known = reads_of(constraint, question.path, form.slots), {question.path}
    while level:
        known |= level
        found |= dict.fromkeys(sorted(level & order.keys() - {question.path}, key=lambda path: order[path]))
        level = frozenset().union(*(calculated.get(path, frozenset()) for path in level)) - known
    return list(found)


def _near(machine: Machine, stop: Stop, paths: list[str]) -> list[str]:
    """Where these questions stand, seen from the stop; none in the rounds of other repeats."""
    peers = [machine.instance.peers(stop.node, path) for path in paths]
    return [machine.instance.path(some[0]) for some in peers if len(some) == 1]
