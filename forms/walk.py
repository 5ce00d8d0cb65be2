"""The order of asking: every stop on the present path through the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from forms.definition import Control, Form, Group, Question, Repeat
from forms.evaluation import Evaluation
from forms.recompute import Recompute
from forms.xpath import Node

MAX_INSTANCES = 200  # of one repeat: no chat goes on that long, and a count may be wrong by a typing error


@dataclass(frozen=True, slots=True)
class Ring:
    """The innermost repeat around a stop: `position` from 1, `count` if it is known."""

    repeat: Repeat
    node: Node
    position: int
    count: int | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A place to ask at. `grows` marks the end of a counted repeat that lacks an instance: never asked itself.

    `node` is the question's node, or for a repeat the node that holds its instances. `notes` are shown before.
    """

    path: str
    control: Question | Repeat
    node: Node
    section: int  # position of the top-level control in the body, from 0
    ring: Ring | None = None
    notes: tuple[tuple[Question, Node], ...] = ()
    grows: bool = False
    is_note: bool = False

    @property
    def is_question(self) -> bool:
        return isinstance(self.control, Question) and not self.is_note


def walk(evaluation: Evaluation, recompute: Recompute) -> list[Stop]:
    """All stops in the order of asking. Notes ride on the next stop of their section; the last ones stop alone."""
    stops: list[Stop] = []
    waiting: list[Stop] = []
    for stop in _Walker(evaluation, recompute).stops():
        if waiting and _leaves(waiting[-1], stop, evaluation.form):
            stops.append(_alone(waiting))
            waiting = []
        if stop.is_note:
            waiting.append(stop)
        elif stop.grows:
            stops.append(stop)
        else:
            stops.append(replace(stop, notes=_shown(waiting)) if waiting else stop)
            waiting = []
    return [*stops, _alone(waiting)] if waiting else stops


def _leaves(note: Stop, stop: Stop, form: Form) -> bool:
    return note.section != stop.section and isinstance(form.body[note.section], Group | Repeat)


def _alone(waiting: list[Stop]) -> Stop:
    return replace(waiting[-1], notes=_shown(waiting[:-1]))


def _shown(waiting: list[Stop]) -> tuple[tuple[Question, Node], ...]:
    return tuple((one.control, one.node) for one in waiting if isinstance(one.control, Question))


class _Walker:
    def __init__(self, evaluation: Evaluation, recompute: Recompute) -> None:
        self._eval = evaluation
        self._instance = evaluation.instance
        self._recompute = recompute

    def stops(self) -> Iterator[Stop]:
        for section, control in enumerate(self._eval.form.body):
            yield from self._control(control, self._instance.root, section, None)

    def _control(self, control: Control, holder: Node, section: int, ring: Ring | None) -> Iterator[Stop]:
        match control:
            case Question():
                yield from self._question(control, holder, section, ring)
            case Repeat():
                yield from self._repeat(control, holder, section, ring)
            case Group():
                node = self._below(holder, control.path) if control.path else holder
                if node is not None and self._instance.is_relevant(node):
                    for one in control.children:
                        yield from self._control(one, node, section, ring)

    def _question(self, question: Question, holder: Node, section: int, ring: Ring | None) -> Iterator[Stop]:
        node = self._below(holder, question.path)
        if node is None or not self._instance.is_relevant(node):
            return
        path = self._instance.path(node)
        if path in self._instance.filled:
            return
        note = question.kind == "note" or self._eval.holds(question.bind.readonly, node)
        yield Stop(path, question, node, section, ring, is_note=note)

    def _repeat(self, repeat: Repeat, holder: Node, section: int, ring: Ring | None) -> Iterator[Stop]:
        parent = self._below(holder, repeat.path.rpartition("/")[0])
        if parent is None or not self._instance.is_relevant(parent) or not self._is_open(repeat, parent):
            return
        count = self._recompute.count(repeat.path, parent)
        present = self._instance.repeated(parent, repeat.path)
        shown = [one for one in present if one.relevant]
        for position, node in enumerate(shown, start=1):
            for one in repeat.children:
                yield from self._control(one, node, section, Ring(repeat, node, position, count))
        path = f"{self._instance.path(parent)}/{repeat.name}"
        if repeat.count is not None:
            if count is not None and len(present) < min(count, MAX_INSTANCES):
                yield Stop(path, repeat, parent, section, ring, grows=True)
        elif not repeat.fixed and len(present) < MAX_INSTANCES:
            yield Stop(path, repeat, parent, section, ring)

    def _is_open(self, repeat: Repeat, parent: Node) -> bool:
        """Whether the repeat itself is relevant; its bind speaks from inside an instance."""
        relevant = self._eval.form.slots[repeat.path].bind.relevant
        if relevant is None:
            return True
        present = self._instance.repeated(parent, repeat.path)
        at = present[0] if present else self._instance.phantom(parent, repeat.path)
        return self._eval.holds(relevant, at)

    def _below(self, holder: Node, path: str) -> Node | None:
        """The node of a slot below `holder`, in the same instance of every repeat."""
        base = self._instance.slot(holder).path
        return self._instance.node(self._instance.path(holder) + path.removeprefix(base))
