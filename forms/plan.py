"""What a live session knows of its form beforehand: who reads what, and which places there are to ask at.

A form falls into realms: the root, and one for each repeat. A session has one frame for the root and one for each
instance of a repeat, with a cell for each site of its realm, so that whatever stands in the same instance is found by
its index. `forms/compiling/planning.py` makes a plan once, when the form is compiled; nothing changes it afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from forms.definition import Group, Question, Repeat, SetValue, Slot

if TYPE_CHECKING:
    from forms.xpath import Expression

TaskKind = Literal["relevant", "calculate", "count", "gate", "filter", "readonly", "required", "constraint"]

# From a frame to frames where a task must run: the task's number, how many repeats to climb out of, and the places
# (`Realm.place`) of the repeats to go down into, all instances of each.
Link: TypeAlias = tuple[int, int, tuple[int, ...]]


@dataclass(slots=True, eq=False)
class Realm:
    """The root or a repeat. `sites` in document order, a repeat's own node first; `route` in the order of asking.

    `place` is the position among the repeats directly inside `outer`, `entry` that in its route (-1 if not asked).
    `own` links all tasks inside, for a new instance. `suffix` is its path below the outer realm.
    """

    path: str
    suffix: str
    outer: Realm | None
    place: int
    depth: int
    repeat: Repeat | None
    sites: list[Site] = field(default_factory=list)
    inner: list[Realm] = field(default_factory=list)
    route: tuple[Entry, ...] = ()
    entry: int = -1
    own: tuple[Link, ...] = ()


@dataclass(slots=True, eq=False)
class Site:
    """A slot and its place: cell `index` of every frame of `realm`; `suffix` is its path below the realm's.

    `links` are what reads its value, `toggles` what its relevance touches: whatever reads it or anything below.
    `entries` of the route are asked here, `governs` are those that its relevance decides on. `named` are the children
    that are written without prefix.
    """

    slot: Slot
    realm: Realm
    index: int
    suffix: str
    up: Site | None
    children: tuple[Site, ...] = ()
    named: dict[str, Site] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    toggles: tuple[Link, ...] = ()
    entries: tuple[int, ...] = ()
    governs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A question or repeat on the route. `index` is the cell's, or for a repeat its place among the inner ones.

    It is asked while no cell of `conditions` is hidden, and is a note while `note` or one of `locks` is locked: those
    are told by how many repeats to climb out of, and the cell's index there.
    `section` is the position of the top-level control in the form's body, `block` the outermost group around it (within
    its repeat) whose appearance is `field-list`. A `long` note rides on nothing: it is a stop of its own.
    """

    control: Question | Repeat
    index: int
    section: int
    conditions: tuple[int, ...] = ()
    locks: tuple[tuple[int, int], ...] = ()
    note: bool = False
    block: Group | None = None
    long: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """An expression to evaluate again when what it reads has changed, for one node in each frame of `realm`.

    Relevances and calculations come first, in the order of the graph; then counts of repeats, gates (a repeat's
    relevance while it has no instance), choice filters, and the rules about answers that are there.
    """

    kind: TaskKind
    site: Site
    realm: Realm
    expression: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """`hanging` are the actions on `xforms-value-changed`, by the path of their source; `sections` the positions in the
    body of the top-level groups and repeats that ask something; `counted_by` the questions that a repeat's count reads.
    """

    root: Realm
    sites: dict[str, Site]
    tasks: tuple[Task, ...]
    hanging: dict[str, tuple[SetValue, ...]]
    sections: tuple[int, ...]
    counted_by: dict[str, tuple[str, ...]]
