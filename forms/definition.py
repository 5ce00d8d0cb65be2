"""A compiled form: immutable, shared by every chat that fills it, and free of anything a draft holds.

The form has two trees, as XForms has: `Slot`s are the model (what is stored, in the order of the submission),
`Control`s are the body (what is asked, in the order of asking). Paths are generic here: no repeat positions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forms.prompt import Kind

if TYPE_CHECKING:
    from forms.plan import Plan
    from forms.xpath import Expression, Node


@dataclass(frozen=True, slots=True)
class Text:
    """A text in each language that has it: language name -> pieces, a piece being words or an `<output>`.

    A text without translations has one entry, under "". pyxform's "-" for a missing translation is left out.
    """

    languages: dict[str, tuple[str | Expression, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.languages)


@dataclass(frozen=True, slots=True)
class Bind:
    """`<bind>`: what holds for a node (ODK XForms, section "Bindings"). `type` is without its prefix."""

    type: str = "string"
    relevant: Expression | None = None
    constraint: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    calculate: Expression | None = None
    soft: Expression | None = None  # kabar:soft: where it does not hold, the answer is allowed but unusual
    constraint_message: Text = Text()
    required_message: Text = Text()
    preload: tuple[str, str] | None = None  # jr:preload and jr:preloadParams
    attributes: dict[str, str] = field(default_factory=dict)  # kabar:*


@dataclass(frozen=True, slots=True)
class Slot:
    """A node of the primary instance as it is declared. `repeats` marks the instances of a repeat; an attribute with a
    bind of its own, as entities have, is a slot named `@id`.

    `template` is what a new instance of a repeat holds, in the shape of a draft's values; None for other nodes.
    """

    path: str
    name: str
    namespace: str
    bind: Bind
    children: tuple[Slot, ...] = ()
    default: str = ""
    attributes: dict[str, str] = field(default_factory=dict)  # by the name as written: `id`, `orx:x`
    repeats: bool = False
    template: Any = None
    prefix: str = ""

    @property
    def is_attribute(self) -> bool:
        return self.name.startswith("@")


@dataclass(frozen=True, slots=True)
class Item:
    """A choice written out in the body. `value` is its name; `media` its pictures and sounds by form."""

    value: str
    label: Text
    media: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Itemset:
    """`<itemset>`: `nodes` selects the items; `value` and `label` name their children; `by_id` for itext labels.

    Where the child that holds the label goes by language, `columns` names it instead of `label`.
    """

    nodes: Expression
    value: str
    label: str
    by_id: bool
    columns: Text = Text()


@dataclass(frozen=True, slots=True)
class Limit:
    """One plain comparison of a constraint, `. <operator> other`, read from the left."""

    operator: str
    other: Expression


@dataclass(frozen=True, slots=True)
class Question:
    path: str
    name: str
    kind: Kind
    bind: Bind
    label: Text = Text()
    hint: Text = Text()
    guidance: Text = Text()
    appearance: str = ""
    items: tuple[Item, ...] = ()
    itemset: Itemset | None = None
    limits: tuple[Limit, ...] = ()
    balance: Expression | None = None  # the value that makes a sum come out, of a constraint `a + . = b`
    span: tuple[str, str] = ("", "")  # a range's start and end
    step: str = ""  # of a range, counted from its start
    accuracy: str = ""  # metres beyond which a place is too inexact (warning-accuracy)
    media: dict[str, Text] = field(default_factory=dict)  # addresses of pictures and sounds by form
    attributes: dict[str, str] = field(default_factory=dict)  # kabar:*, those of its groups included


@dataclass(frozen=True, slots=True)
class Group:
    path: str  # "" for a group that has no node of its own
    label: Text
    appearance: str
    children: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`count` is jr:count; None is an open repeat, which is ended by a person unless it is `fixed`."""

    path: str
    name: str
    label: Text
    children: tuple[Control, ...]
    count: Expression | None = None
    fixed: bool = False  # jr:noAddRemove


Control = Question | Group | Repeat


@dataclass(frozen=True, slots=True)
class SetValue:
    """`<setvalue>`: on one of `events`, `target` takes the value. `source` is the question it is nested in, or "".

    `nodes` chooses among the nodes of `target`, seen from the source, where the reference has predicates.
    """

    target: str
    events: frozenset[str]
    value: Expression | None
    text: str = ""
    source: str = ""
    nodes: Expression | None = None


@dataclass(frozen=True, slots=True)
class Triggerable:
    """A relevance or a calculation, to run again when a path in `reads` has changed."""

    path: str
    expression: Expression
    reads: frozenset[str]
    sets: str  # "relevant" | "calculate"


@dataclass(frozen=True, slots=True)
class Form:
    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    default_language: str
    root: Slot
    initial: Any  # the values of the instance as declared, in the shape of a draft's
    body: tuple[Control, ...]
    slots: dict[str, Slot]  # by path, document order
    questions: dict[str, Question]  # by path, in the order of asking
    repeats: dict[str, Repeat]
    texts: dict[str, Text]  # itext by id
    instances: dict[str, Node]  # secondary instances that the form brings along
    external: dict[str, str]  # those it expects from outside: id -> source, as in jr://file-csv/kab.csv
    setvalues: tuple[SetValue, ...]
    triggerables: tuple[Triggerable, ...]  # in an order that can be run
    filters: dict[str, frozenset[str]]  # selects whose choices depend on answers -> the paths they depend on
    linear: bool  # no relevance, no repeat: the number of questions is known
    plan: Plan
