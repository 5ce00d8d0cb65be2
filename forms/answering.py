"""Is this text an answer to this question? Type, choice, span and constraint, in that order."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from forms.definition import Question
from forms.events import AnswerRejected, Condition, Violation
from forms.machine import Machine
from forms.values import clean, normalise, number_of, with_offset
from forms.walk import Stop
from forms.xpath import Node


def checked(machine: Machine, stop: Stop, question: Question, value: str) -> str | AnswerRejected:
    """The value as it is stored, or why it can't be. A blank is refused only where an answer is required."""
    value = clean(value)
    if not value.strip():
        blocked = required(machine, question, stop.node)
        return rejected(machine, stop, question, "required", value) if blocked else ""
    lexical = normalise(question.bind.type if question.kind == "range" else question.kind, value)
    if lexical is None:
        return rejected(machine, stop, question, "type", value)
    context = machine.eval.context
    lexical = with_offset(question.kind, lexical, context.now.astimezone(ZoneInfo(context.zone)))
    condition = _condition(machine, question, stop.node, lexical)
    return rejected(machine, stop, question, condition, value) if condition else _tidy(question, lexical)


def violation(machine: Machine, stop: Stop, question: Question) -> Violation | None:
    """What is wrong with the answer that is there (or missing), if anything."""
    found = checked(machine, stop, question, stop.node.text)
    if isinstance(found, str):
        return None
    return Violation(stop.path, found.condition, found.label, found.message)


def required(machine: Machine, question: Question, node: Node) -> bool:
    return machine.eval.holds(question.bind.required, node)


def rejected(machine: Machine, stop: Stop, question: Question, condition: Condition, received: str) -> AnswerRejected:
    bind = question.bind
    text = bind.required_message if condition == "required" else bind.constraint_message
    shows_message = condition in ("required", "constraint", "type")
    return AnswerRejected(
        path=stop.path,
        condition=condition,
        received=received,
        label=machine.text(question, stop.node),
        message=machine.eval.text(text, stop.node) if shows_message else "",
        bounds=machine.prompting.bounds(question, stop.node),
    )


def _condition(machine: Machine, question: Question, node: Node, value: str) -> Condition | None:
    if question.kind in ("select_one", "select_multiple", "rank"):
        offered = [choice.name for choice in machine.eval.choices(question, node)]
        if not _offered(question, value, offered):
            return "choice"
    if question.kind == "range" and not _in_span(question, value):
        return "constraint"
    return None if _holds(machine, question, node, _tidy(question, value)) else "constraint"


def _offered(question: Question, value: str, offered: list[str]) -> bool:
    if question.kind == "select_one":
        return value in offered
    names = value.split()
    return sorted(names) == sorted(offered) if question.kind == "rank" else set(names) <= set(offered)


def _in_span(question: Question, value: str) -> bool:
    number, start, end = number_of(value), number_of(question.span[0]), number_of(question.span[1])
    if number is None or start is None or end is None:
        return True
    return min(start, end) <= number <= max(start, end)


def _holds(machine: Machine, question: Question, node: Node, candidate: str) -> bool:
    """The constraint with the candidate in place; the node is left as it was."""
    if question.bind.constraint is None:
        return True
    before, node.text = node.text, candidate
    try:
        return machine.eval.holds(question.bind.constraint, node)
    finally:
        node.text = before


def _tidy(question: Question, value: str) -> str:
    return " ".join(dict.fromkeys(value.split())) if question.kind in ("select_multiple", "rank") else value
