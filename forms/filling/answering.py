"""Is this text an answer to this question? Type, choice, span and constraint, in that order."""

from __future__ import annotations

import math
from zoneinfo import ZoneInfo

from forms.definition import Bind, Question
from forms.draft import UNKNOWN
from forms.events import AnswerAccepted, AnswerRejected, Condition, Violation
from forms.filling.frames import Cell
from forms.filling.machine import Machine
from forms.filling.prompting import display
from forms.filling.walk import Stop
from forms.prompt import Kind
from forms.values import clean, normalise, number_of, with_offset
from forms.xpath import Node


def checked(machine: Machine, stop: Stop, question: Question, value: str) -> str | AnswerRejected:
    """The value as it is stored, or why it can't be. A blank is refused only where an answer is required."""
    value = clean(value)
    if not value.strip():
        blocked = required(machine, question, stop.node)
        return rejected(machine, stop, question, "required", value) if blocked else ""
    lexical, condition = stored(machine, question, stop.node, value)
    if condition is None and violated(machine, question.bind, stop.node, lexical):
        condition = "constraint"
    return rejected(machine, stop, question, condition, value) if condition else lexical


def stored(machine: Machine, question: Question, node: Node, value: str) -> tuple[str, Condition | None]:
    """How the question's node holds `value`, and what of type, choice or span forbids it. Constraints are apart."""
    lexical = normalise(question.bind.type if question.kind == "range" else question.kind, value)
    if lexical is None:
        return value, "type"
    if question.kind in ("select_one", "select_multiple", "rank"):
        return _chosen(question.kind, lexical, [one.name for one in machine.eval.choices(question, node)])
    if question.kind == "range" and not _in_span(question, lexical):
        return lexical, "constraint"
    context = machine.eval.context
    return with_offset(question.kind, lexical, context.now.astimezone(ZoneInfo(context.zone))), None


def violation(machine: Machine, stop: Stop, question: Question) -> Violation | None:
    """What is wrong with the answer that is there (or missing), if anything."""
    found = checked(machine, stop, question, stop.node.text)
    if isinstance(found, str):
        return None
    return Violation(stop.path, found.condition, found.label, found.message)


def violated(machine: Machine, bind: Bind, node: Node, candidate: str) -> bool:
    """Whether the constraint fails with the candidate in place; the node is left as it was."""
    if bind.constraint is None:
        return False
    before, node.text = node.text, candidate
    try:
        return not machine.eval.holds(bind.constraint, node)
    finally:
        node.text = before


def required(machine: Machine, question: Question, node: Node) -> bool:
    """Whether a blank is refused: not where the person has said that the answer is not known."""
    is_unknown = isinstance(node, Cell) and node.remark == UNKNOWN
    return not is_unknown and machine.eval.holds(question.bind.required, node)


def may_be_unknown(question: Question) -> bool:
    """Whether "I don't know" is an answer here (`kabar:unknown`)."""
    return question.attributes.get("unknown") in ("ya", "yes")


def is_unusual(machine: Machine, question: Question, node: Node) -> bool | None:
    """Whether the value is outside what the form's own soft rule expects (`kabar:soft`); None where it has none."""
    if question.bind.soft is None or not node.text:
        return None
    return not machine.eval.holds(question.bind.soft, node)


def accepted(machine: Machine, stop: Stop, question: Question, lexical: str) -> AnswerAccepted:
    label = machine.text(question, stop.node)
    text = display(question, lexical, machine.prompting.choices(question, stop.node))
    short, remark = machine.prompting.short(question, label), stop.node.remark
    return AnswerAccepted(stop.path, lexical, text, label, short, remark, is_unusual(machine, question, stop.node))


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
        lacks=lacking(machine, question, stop.node, received) if condition == "constraint" else "",
    )


def lacking(machine: Machine, question: Question, node: Node, value: str) -> str:
    """How much a sum lacks that the constraint wants to come out, with the value as the answer; "" for no such."""
    given = number_of(value)
    if question.balance is None or given is None:
        return ""
    missing = machine.eval.number(question.balance, node) - given
    return f"{missing:g}" if math.isfinite(missing) and missing else ""


def _chosen(kind: Kind, value: str, offered: list[str]) -> tuple[str, Condition | None]:
    """Several choices stay in the order in which they were said, each once; a ranking has all that are offered."""
    if kind == "select_one":
        return value, None if value in offered else "choice"
    names = list(dict.fromkeys(value.split()))
    allowed = sorted(names) == sorted(offered) if kind == "rank" else set(names) <= set(offered)
    return " ".join(names), None if allowed else "choice"


def _in_span(question: Question, value: str) -> bool:
    number, start, end = number_of(value), number_of(question.span[0]), number_of(question.span[1])
    if number is None or start is None or end is None:
        return True
    return min(start, end) <= number <= max(start, end) and _on_step(number, start, number_of(question.step))


def _on_step(number: float, start: float, step: float | None) -> bool:
    """Whether a whole number of steps leads there; decimals of a step are not exact in binary."""
    if not step:
        return True
    steps = (number - start) / step
    return abs(steps - round(steps)) < 1e-6
