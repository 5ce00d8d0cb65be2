"""The engine, driven node by node and in any order. All that the player knows of the engine's inside is here."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

from forms import Choice, Context, Draft, Form
from forms.definition import Question
from forms.filling.answering import stored, violated
from forms.filling.frames import Cell, Frame
from forms.filling.machine import Machine
from forms.filling.opening import open_form
from forms.filling.submission import instance_xml

NOW = datetime(2026, 11, 22, 16, 13, 30, tzinfo=UTC)  # when the traces were recorded
ZONE = "America/Phoenix"
_POSITION = re.compile(r"\[\d+\]$")


class Engine:
    """One open form. Paths carry a position for every repeat and no prefixes: `/data/rep[2]/meta`."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._machine = Machine.new(form, Context(now=NOW, zone=ZONE, language=""))
        open_form(self._machine)
        self._machine.grow()

    def paths(self) -> set[str]:
        """All elements but the instances past a count; what attributes hold stands in the XML."""
        instance = self._machine.instance
        found = (node for path in self.form.slots if "@" not in path for node in instance.nodes(path))
        return {instance.path(node) for node in found if not _is_beyond(node.frame)}

    def value(self, path: str) -> str:
        node = self._machine.instance.node(path)
        return node.text if node is not None and self._machine.instance.is_relevant(node) else ""

    def is_relevant(self, path: str) -> bool:
        return self._machine.instance.is_relevant(self._node(path))

    def is_required(self, path: str) -> bool:
        node = self._node(path)
        return self._machine.eval.holds(self._machine.instance.slot(node).bind.required, node)

    def is_readonly(self, path: str) -> bool:
        """Its own or that of a group around it."""
        node = self._machine.instance.node(path)
        while isinstance(node, Cell):
            if self._machine.eval.holds(node.site.slot.bind.readonly, node):
                return True
            node = node.parent
        return False

    def data_type(self, path: str) -> str:
        return self._machine.instance.slot(self._node(path)).bind.type

    def is_measured(self, path: str) -> bool:
        """Whether it is calculated on the map."""
        calculate = self._machine.instance.slot(self._node(path)).bind.calculate
        return calculate is not None and not calculate.functions.isdisjoint(("area", "distance"))

    def choices(self, path: str) -> tuple[Choice, ...]:
        return self._machine.eval.choices(self._question(path), self._node(path))

    def label(self, path: str) -> str:
        return self._machine.eval.text(self._question(path).label, self._node(path))

    def violation(self, path: str) -> str | None:
        """`required`, or `constraint`; None for a group and for what isn't relevant."""
        node = self._node(path)
        if node.children or not self.is_relevant(path):
            return None
        if not node.text:
            return "required" if self.is_required(path) else None
        return (
            "constraint" if violated(self._machine, self._machine.instance.slot(node).bind, node, node.text) else None
        )

    def first_violation(self) -> tuple[str, str] | None:
        """(path, what) of the first question in the order of asking that has one."""
        asked = (one.path for one in self._machine.stops if one.is_question)
        return next(((path, found) for path in asked if (found := self.violation(path))), None)

    def instances(self, path: str) -> int:
        parent, _, name = path.rpartition("/")
        node = self._node(parent)
        repeat = f"{self._machine.instance.slot(node).path}/{name}"
        return sum(one.relevant for one in self._machine.instance.repeated(node, repeat))

    def answer(self, path: str, text: str) -> bool:
        """Answer as a chat does, constraints apart; whether the answer was taken."""
        node, question = self._node(path), self._question(path)
        lexical, refused = stored(self._machine, question, node, text) if text else ("", None)
        if refused is None:
            self._machine.set(node, lexical)
            self._machine.grow()
        return refused is None

    def create(self, path: str) -> None:
        """The instance of a repeat at `path`, which is one past the last."""
        parent, _, name = path.rpartition("/")
        node = self._node(parent)
        self._machine.add(node, f"{self._machine.instance.slot(node).path}/{_POSITION.sub('', name)}")
        self._machine.grow()

    def remove(self, path: str) -> None:
        self._machine.remove(self._node(path).frame)
        self._machine.grow()

    def speak(self, language: str) -> None:
        self._machine.speak(language)

    def reload(self) -> None:
        """Go on from what a database would have stored."""
        stored = json.dumps(self._machine.draft().to_json())
        self._machine = Machine(self.form, Draft.from_json(json.loads(stored)), NOW)

    def xml(self) -> str:
        return instance_xml(self._machine.instance)

    def _node(self, path: str) -> Cell:
        node = self._machine.instance.node(path)
        assert node is not None, path
        return node

    def _question(self, path: str) -> Question:
        return self.form.questions[self._machine.instance.slot(self._node(path)).path]


def _is_beyond(frame: Frame) -> bool:
    return frame.beyond or (frame.run is not None and _is_beyond(frame.run.frame))
