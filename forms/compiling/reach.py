"""How far an expression looks: for each path it reads, whether it stays in the same instance of a repeat.

`../x` inside a repeat reads the x of the same instance only, `sum(../../rep/x)` those of all: a change in one instance
then concerns the others as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.xpath import Expression

_JUMPING = {"indexed-repeat", "count"}  # they reach the other instances by an absolute path
_MARK = "!"  # no name in a path can hold it


def reach(expression: Expression, path: str, slots: Iterable[str]) -> dict[str, int | None]:
    """Generic path -> how many of its first steps are the very nodes around `path`, not all of their name.

    None stands for an absolute path without predicates: as in JavaRosa, it stays in every repeat that `path` is in.
    """
    marked = "".join(f"/{step}{_MARK}" for step in path.split("/")[1:])
    jumps = "[" in expression.source or not expression.functions.isdisjoint(_JUMPING)
    found: dict[str, int | None] = {}
    for reference in expression.references(marked):
        same = reference.count(_MARK)
        steps: int | None = None if same == 0 and reference.startswith("/") and not jumps else same
        for one in matching(reference.replace(_MARK, ""), slots):
            found[one] = steps if one not in found else _nearer(found[one], steps)
    return found


def matching(reference: str, slots: Iterable[str]) -> Iterable[str]:
    """The paths that a reference may mean: itself, or with a wildcard all that it may match."""
    star, deep = reference.find("*"), reference.find("//")
    ends = [at for at in (star, deep) if at >= 0]
    if not ends:
        return (reference,)
    before = reference[: min(ends)]
    return [slot for slot in slots if slot.startswith(before)]


def _nearer(one: int | None, other: int | None) -> int | None:
    """The one that leaves more open."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
