"""From a stop to what a channel needs to ask it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta

from forms.definition import Limit, Question, Repeat, Text
from forms.filling.evaluation import Evaluation
from forms.filling.or_other import option_labels, question_label
from forms.filling.track import asked_in
from forms.filling.walk import Stop, Walk
from forms.language import short
from forms.prompt import Bounds, Choice, Prompt, Section
from forms.values import number_of
from forms.xpath import Node

_SELECTS = ("select_one", "select_multiple", "rank")
_WHOLE = ("integer",)
_NUMBERS = ("integer", "decimal", "range")


class Prompting:
    """Builds prompts for one draft."""

    def __init__(self, evaluation: Evaluation, walk: Walk) -> None:
        self._eval = evaluation
        self._walk = walk

    def end(self) -> Prompt:
        return Prompt(path="", name="", kind="end", label=self._eval.form.title)

    def prompt(self, stop: Stop) -> Prompt:
        control = stop.control
        if isinstance(control, Repeat):
            return self._repeat(stop, control)
        return self._question(stop, control)

    def number(self, stop: Stop) -> int:
        return self._walk.number(stop)

    def section(self, stop: Stop) -> Section | None:
        sections = self._eval.form.plan.sections
        if stop.section not in sections:
            return None
        control = self._eval.form.body[stop.section]
        assert not isinstance(control, Question)
        label = self._eval.text(control.label, stop.node)
        return Section(sections.index(stop.section) + 1, len(sections), label)

    def choices(self, question: Question, node: Node) -> tuple[Choice, ...]:
        found = self._eval.choices(question, node) if question.kind in _SELECTS else ()
        return option_labels(found, self._eval.wanted)

    def bounds(self, question: Question, node: Node) -> Bounds:
        """The tightest plain limits of the constraint and of a range."""
        limits = [_edge(limit, question, self._eval, node) for limit in question.limits]
        low = [text for side, text in limits if side == "min" and text]
        high = [text for side, text in limits if side == "max" and text]
        if question.kind == "range":
            low, high = [*low, *filter(None, question.span[:1])], [*high, *filter(None, question.span[1:])]
        step = question.step if question.kind == "range" else ""
        return Bounds(max(low, key=_size, default=None), min(high, key=_size, default=None), step or None)

    def short(self, question: Question, label: str) -> str:
        return short(question.attributes, self._eval.language) or label

    def _question(self, stop: Stop, question: Question) -> Prompt:
        node = stop.node
        label = question_label(question.name, self._text(question.label, node), self._eval.wanted) or question.name
        return Prompt(
            path=stop.path,
            name=question.name,
            kind="note" if stop.is_note else question.kind,
            label=self._shown(question, node) if stop.is_note else label,
            hint=self._text(question.hint, node),
            guidance=self._text(question.guidance, node),
            short=self.short(question, label),
            required=self._eval.holds(question.bind.required, node),
            value=node.text,
            choices=self.choices(question, node),
            bounds=self.bounds(question, node),
            section=self.section(stop),
            number=self.number(stop),
            total=asked_in(self._eval.instance.frame) if self._eval.form.linear else None,
            repeat=self._ring(stop),
            notes=self._notes(stop),
            appearance=question.appearance,
            media=self._eval.files(question.media, node),
            previous=self._previous(question),
            accuracy=question.accuracy,
            attributes={key: value for key, value in question.attributes.items() if not key.startswith("short")},
            remark=node.remark,
        )

    def _repeat(self, stop: Stop, repeat: Repeat) -> Prompt:
        label = self._text(repeat.label, stop.node) or repeat.name
        present = len(self._eval.instance.run_of(stop.node, repeat.path).shown())
        return Prompt(
            path=stop.path,
            name=repeat.name,
            kind="repeat",
            label=label,
            short=label,
            section=self.section(stop),
            repeat=(label, present, None),
            notes=self._notes(stop),
        )

    def _ring(self, stop: Stop) -> tuple[str, int, int | None] | None:
        ring = self._walk.ring(stop)
        if ring is None:
            return None
        return self._text(ring.repeat.label, ring.node) or ring.repeat.name, ring.position, ring.count

    def _notes(self, stop: Stop) -> tuple[str, ...]:
        notes = [(note.control, note.node) for note in self._walk.notes(stop)]
        shown = [self._shown(question, node) for question, node in notes if isinstance(question, Question)]
        return tuple(filter(None, shown))

    def _shown(self, question: Question, node: Node) -> str:
        """A note's words, or what is read-only with its value."""
        label = self._text(question.label, node)
        value = display(question, node.text, self.choices(question, node)) if node.text else ""
        return f"{label}: {value}" if label and value else label or value

    def _previous(self, question: Question) -> str:
        """The stock value of the last submission; `<x>_baru` takes over `<x>`, which holds it in every month."""
        if question.attributes.get("prefill") != "stok":
            return ""
        last = self._eval.context.last
        return last.get(question.name.removesuffix("_baru")) or last.get(question.name, "")

    def _text(self, text: Text, node: Node) -> str:
        return self._eval.text(text, node)


def display(question: Question, value: str, choices: tuple[Choice, ...]) -> str:
    """A lexical value as a person reads it: labels for choices, everything else as it is."""
    if question.kind not in _SELECTS:
        return value
    labels = {choice.name: choice.label for choice in choices}
    names = [value] if question.kind == "select_one" else value.split()
    return ", ".join(labels.get(name, name) for name in names)


def question_stops(stops: Iterable[Stop]) -> list[tuple[Stop, Question]]:
    """The stops that are questions, with their question."""
    return [(one, one.control) for one in stops if one.is_question and isinstance(one.control, Question)]


def _edge(limit: Limit, question: Question, evaluation: Evaluation, node: Node) -> tuple[str, str]:
    """("min" or "max", the lexical bound), the bound "" where there is none to tell."""
    side = "min" if limit.operator.startswith(">") else "max"
    other = evaluation.string(limit.other, node)
    strict = len(limit.operator) == 1
    if question.kind == "date":
        return side, _date_edge(other, side, strict)
    number = number_of(other)
    if number is None or question.kind not in _NUMBERS:
        return side, ""
    if question.kind in _WHOLE:
        return side, str(_whole_edge(number, side, strict))
    return side, "" if strict else other


def _whole_edge(number: float, side: str, strict: bool) -> int:
    if side == "min":
        return math.floor(number) + 1 if strict else math.ceil(number)
    return math.ceil(number) - 1 if strict else math.floor(number)


def _date_edge(other: str, side: str, strict: bool) -> str:
    try:
        day = date.fromisoformat(other[:10])
    except ValueError:
        return ""
    return (day + timedelta(days=(1 if side == "min" else -1) if strict else 0)).isoformat()


def _size(text: str) -> tuple[float, str]:
    number = number_of(text)
    return (number if number is not None else 0.0, text)
