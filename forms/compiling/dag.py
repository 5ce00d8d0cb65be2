"""The order of recalculation: which binds read what, and in which order they can run.

Semantics of JavaRosa's TriggerableDag: relevance and calculations are vertices; A comes before B when B reads
what A sets; a relevance sets its node and every descendant. Constraints and jr:count are outside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from forms.compiling.reach import matching
from forms.definition import Slot, Triggerable
from forms.problem_log import ProblemLog

if TYPE_CHECKING:
    from forms.xpath import Expression

_COLUMN = {"calculate": "calculation", "relevant": "relevant"}


def read_triggerables(slots: dict[str, Slot]) -> list[Triggerable]:
    """One for each relevance and calculation, in document order."""
    found = []
    for path, slot in slots.items():
        if slot.bind.relevant is not None:
            found.append(_triggerable(path, slot.bind.relevant, slots, "relevant"))
        if slot.bind.calculate is not None:
            found.append(_triggerable(path, slot.bind.calculate, slots, "calculate"))
    return found


def reads_of(expression: Expression, path: str, slots: Iterable[str]) -> frozenset[str]:
    """The generic paths that `expression` reads at `path`; a wildcard stands for all it may match."""
    return frozenset(one for reference in expression.references(path) for one in matching(reference, slots))


def _triggerable(path: str, expression: Expression, slots: dict[str, Slot], sets: str) -> Triggerable:
    return Triggerable(path, expression, reads_of(expression, path, slots), sets)


def in_order(found: Sequence[Triggerable], slots: dict[str, Slot], log: ProblemLog) -> tuple[Triggerable, ...]:
    """Kahn's order, document order among equals. A cycle is logged, and its members come last."""
    readers: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        for path in one.reads:
            readers[path].append(at)
    follow = [_followers(one, slots, readers) for one in found]
    waiting = [0] * len(found)
    for below in follow:
        for at in below:
            waiting[at] += 1
    ready = [at for at, count in enumerate(waiting) if count == 0]
    ordered: list[int] = []
    while ready:
        at = ready.pop(0)
        ordered.append(at)
        for below_at in sorted(follow[at]):
            waiting[below_at] -= 1
            if waiting[below_at] == 0:
                ready.append(below_at)
    left = [at for at in range(len(found)) if waiting[at] > 0]
    if left:
        _log_cycle(left, follow, found, log)
    return tuple(found[at] for at in (*ordered, *left))


def _followers(one: Triggerable, slots: dict[str, Slot], readers: dict[str, list[int]]) -> set[int]:
    return {at for path in touched(one, slots) for at in readers.get(path, ())}


def touched(one: Triggerable, slots: dict[str, Slot]) -> list[str]:
    """The paths whose readers must run after `one` has changed something."""
    return with_descendants(one.path, slots) if one.sets == "relevant" else [one.path]


def with_descendants(path: str, slots: dict[str, Slot]) -> list[str]:
    """`path` and every path below it."""
    found = [path]
    for below in slots[path].children:
        found.extend(with_descendants(below.path, slots))
    return found


def _log_cycle(left: Sequence[int], follow: Sequence[set[int]], found: Sequence[Triggerable], log: ProblemLog) -> None:
    """Name only those on a cycle: what can be reached from itself."""
    members = [at for at in left if _reaches_itself(at, follow)]
    names = ", ".join(dict.fromkeys(found[at].path.rsplit("/", 1)[-1] for at in members))
    for at in members:
        one = found[at]
        log.add("cycle", one.path, _COLUMN[one.sets],
                f"Relevance and calculations depend on each other in a circle: {names}.",
                "Change one of them so that it no longer reads the others.")  # fmt: skip


def _reaches_itself(start: int, follow: Sequence[set[int]]) -> bool:
    seen: set[int] = set()
    stack = list(follow[start])
    while stack:
        at = stack.pop()
        if at == start:
            return True
        if at not in seen:
            seen.add(at)
            stack.extend(follow[at])
    return False
