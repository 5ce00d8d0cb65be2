"""Hiding small numbers: a count of fewer than five families tells of somebody, and must not be found by subtraction.

A count of 1 to 4 is hidden wherever it stands. Where a sum is shown with its parts (an area and the areas in it; all
users and the users of each method) and one of them is hidden alone, another is held back with it: the smallest that is
not 0. What is held back in an area is held back below it too, or its parts would add up to it. Nothing below an area
changes what is hidden in it, so that everybody sees the same, from whatever area they look. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

LEAST = 5  # families; the programme's own bound
SMALL: Literal["small"] = "small"
HELD: Literal["held"] = "held"
Why = Literal["small", "held"]


class Cell(NamedTuple):
    """A count: of what, in which area."""

    area: str
    name: str


@dataclass(frozen=True, slots=True)
class Family:
    """An area with all areas in it, one level below."""

    area: str
    below: tuple[str, ...]


def hidden(cells: Mapping[Cell, float], path: Sequence[Family], whole: Mapping[str, Sequence[str]]) -> dict[Cell, Why]:
    """Which of the cells are not shown, and why. `path` leads from the country down, each family's area being one of
    those below the family before; `whole` says which counts of an area add up to which. A cell that is not there is 0.
    """
    found: dict[Cell, Why] = {}
    names = sorted({cell.name for cell in cells})
    small = [cell for cell, count in cells.items() if 0 < count < LEAST]
    for at, family in enumerate(path):
        areas = (family.area, *family.below) if at == 0 else family.below
        found |= {cell: SMALL for cell in small if cell.area in areas}
        if any(cell.area == family.area or cell.area in areas for cell in found):
            _settle(cells, found, [*_areas(family, names), *_sums(areas, names, whole)])
    return found


class _Relation(NamedTuple):
    """Cells that add up to `total`. `choose` are those that may be held back."""

    total: Cell
    parts: tuple[Cell, ...]
    choose: tuple[Cell, ...]


def _areas(family: Family, names: Iterable[str]) -> list[_Relation]:
    """What is held back lies below: the area itself was settled with its own neighbours."""
    found = []
    for name in names:
        parts = tuple(Cell(area, name) for area in family.below)
        if parts:
            found.append(_Relation(Cell(family.area, name), parts, parts))
    return found


def _sums(areas: Iterable[str], names: Sequence[str], whole: Mapping[str, Sequence[str]]) -> list[_Relation]:
    found = []
    for area in areas:
        for total, parts in whole.items():
            if total in names:
                told = tuple(Cell(area, part) for part in parts)
                found.append(_Relation(Cell(area, total), told, (*told, Cell(area, total))))
    return found


def _settle(cells: Mapping[Cell, float], found: dict[Cell, Why], relations: Sequence[_Relation]) -> None:
    """Holds back one more wherever a cell is hidden alone, until there is none."""
    changed = True
    while changed:
        changed = False
        for relation in relations:
            chosen = _alone(cells, found, relation)
            if chosen is not None:
                found[chosen] = HELD
                changed = True


def _alone(cells: Mapping[Cell, float], found: Mapping[Cell, Why], relation: _Relation) -> Cell | None:
    """What to hold back beside the only hidden cell; None if there is none, or nothing left to hold back."""
    if sum(cell in found for cell in (relation.total, *relation.parts)) != 1:
        return None
    left = [cell for cell in relation.choose if cell not in found]
    return min(left, key=lambda cell: (not cells.get(cell, 0), cells.get(cell, 0), cell), default=None)
