"""What it is all for: poor families and deaths as evaluations told them, by half year, small numbers hidden.

Stunting and unmet need are among the monthly figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models import rollup
from models.database import Transaction
from models.rollup import Key
from models.scope import Scope
from reporting import area_figures, area_sums, shielding
from reporting.shielding import Cell, Why

NAMES = ("keluarga_miskin", "kematian_ibu", "kematian_anak")


@dataclass(frozen=True, slots=True)
class Count:
    """The sum over the `kampung` that told it in the half year; `value` is None where none did, or where `hidden` says
    why it is not told."""

    semester: str
    value: float | None = None
    kampung: int = 0
    hidden: Why | None = None


@dataclass(frozen=True, slots=True)
class Impact:
    """`counts` by half year, the oldest first."""

    name: str
    counts: tuple[Count, ...]


def impacts(tx: Transaction, scope: Scope, area: str, semesters: Sequence[str]) -> tuple[Impact, ...]:
    """Of an area in the scope."""
    area_figures.check(tx, scope, area)
    path, _ = area_figures.path_of(tx, area)
    beside = path[:-1] if area else path  # what lies below the area is not told here
    places = sorted({code for family in beside for code in (family.area, *family.below)})
    found = rollup.of_periods(tx, area_sums.EVERYWHERE, places, NAMES, semesters)
    told = {name: [_count(found, beside, Key(area, name, one)) for one in semesters] for name in NAMES}
    return tuple(Impact(name, tuple(counts)) for name, counts in told.items())


def _count(found: dict[Key, rollup.Sums], path: Sequence[shielding.Family], key: Key) -> Count:
    own = found.get(key)
    if own is None or not own.reports:
        return Count(key.period)
    cells = {
        Cell(one.area_code, one.figure): sums.above
        for one, sums in found.items()
        if (one.figure, one.period) == (key.figure, key.period)
    }
    why = shielding.hidden(cells, path, {}).get(Cell(key.area_code, key.figure))
    return Count(key.period, None if why else own.above, own.reports, why)
