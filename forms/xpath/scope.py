"""What an expression is evaluated in: the node, the trees, the clock, and how strict to be about the tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NoReturn

from forms.xpath.errors import XPathError
from forms.xpath.tree import Node

Dialect = Literal["collect", "web"]

STEP_BUDGET = 2_000_000  # nodes looked at in one evaluation: about a second, or four filters over all villages
PURSE = 10_000_000  # nodes looked at in all evaluations of one scope, which is one push of a form: about five seconds


@dataclass(slots=True)
class Scope:
    """The world of one evaluation. Not to be shared by threads: an evaluation counts in it.

    `root` is what `/` means: the parent of the instance's outermost element. `instances` go by id to the node
    whose children are the instance's outermost element, so that `instance('x')/root/item` works.
    `current` is the node that `current()` gives, `node` unless told otherwise. `now` is aware.
    `text(id, node)` finds a translated text for `jr:itext` and the choice labels of `jr:choice-name`.
    `skip_irrelevant` drops nodes that are not relevant, and lets a node-set without nodes compare as a blank:
    to a form what is not relevant is as if unanswered (JavaRosa, XPathNodeset.unpack).
    `contextual` reads `/data/rep/x` inside a repeat as the x of the same instance, as JavaRosa does.
    `dialect` decides where ODK's engines differ: "collect" as JavaRosa, "web" as Enketo and web-forms agree
    (docs/xlsform-support.md, "Expressions: where we differ").
    """

    node: Node
    root: Node
    current: Node | None = None
    position: int = 1
    size: int = 1
    instances: Mapping[str, Node] = field(default_factory=dict)
    now: datetime | None = None
    timezone: str = "UTC"
    language: str | None = None
    text: Callable[[str, Node], str | list[Node]] | None = None
    choice_label: Callable[[str, str, Node], str] | None = None
    random: Callable[[], float] = lambda: _no_chance("random()")
    uuid: Callable[[], str] = lambda: _no_chance("uuid()")
    skip_irrelevant: bool = True
    contextual: bool = True
    dialect: Dialect = "collect"
    steps: int = STEP_BUDGET
    granted: int = STEP_BUDGET
    purse: int = PURSE
    order: dict[int, int] | None = None
    memory: dict[object, object] = field(default_factory=dict)

    def begin(self) -> None:
        """Made ready for another evaluation, which gets its budget out of what the others left in the purse."""
        self.purse -= self.granted - self.steps
        self.steps = self.granted = STEP_BUDGET if self.purse > STEP_BUDGET else self.purse
        self.order = None
        if self.memory:
            self.memory = {}

    def spend(self, steps: int) -> None:
        """Counts nodes looked at. Raises XPathError when the expression takes too long."""
        self.steps -= steps
        if self.steps < 0:
            raise XPathError(f"the expression looks at more than {self.granted:,} nodes")


def _no_chance(function: str) -> NoReturn:
    raise XPathError(f"{function} needs a source of chance, which nobody gave")
