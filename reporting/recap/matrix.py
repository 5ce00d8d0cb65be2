"""Who has reported in which month: kampung by month, or areas by month where the kampung are too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models import kampung, obligation, region, rollup
from models.database import Transaction
from models.obligation import Standing
from models.rollup import Key
from models.scope import Scope
from reporting.area_sums import EVERYWHERE
from reporting.ledger import MET
from reporting.measures import COMPLETENESS
from reporting.programme import BULANAN
from reporting.recap import lacking
from reporting.recap.lacking import Class

# How a kampung stands with a month; one that owed nothing has none of them.
STATES = ("on_time", "late", "missing", "open", "excused")
NOT_CLASSED = Class("", "", ())


@dataclass(frozen=True, slots=True)
class KampungRow:
    """`path` are the names of the village and what lies above it up to the recap's area, the widest first; `states` by
    month."""

    name: str
    path: tuple[str, ...]
    kind: Class
    states: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """`counts` by month: how many reported, of how many; None where nothing was expected."""

    name: str
    counts: tuple[tuple[int, int] | None, ...]


def by_kampung(tx: Transaction, scope: Scope, area: str, semester: str, months: Sequence[str]) -> list[KampungRow]:
    """The active kampung of an area in the scope, by district and name."""
    own = Scope((area,)) if scope.includes(area, 0) else Scope()
    places = sorted(kampung.in_scope(tx, own), key=lambda one: one.village_code.rpartition(".")[0])
    states = {
        (row.kampung_id, row.period): _state(row, tx.now) for row in obligation.standings(tx, own, BULANAN, months)
    }
    kinds = lacking.classes(tx, scope, area, semester)
    names = region.names_of(tx, sorted({code for one in places for code in _path(one.village_code, area)}))
    return [
        KampungRow(
            place.name,
            tuple(names.get(code, code) for code in _path(place.village_code, area)),
            kinds.get(place.id or 0, NOT_CLASSED),
            tuple(states.get((place.id or 0, month)) for month in months),
        )
        for place in places
    ]


def by_area(tx: Transaction, scope: Scope, names: Mapping[str, str], months: Sequence[str]) -> list[AreaRow]:
    """Of these areas (code and name), those in the scope, from the district up."""
    codes = [code for code in names if scope.includes(code, 0)]
    found = rollup.of_periods(tx, EVERYWHERE, codes, [COMPLETENESS], months)
    told = {code: [found.get(Key(code, COMPLETENESS, month)) for month in months] for code in codes}
    return [
        AreaRow(names[code], tuple((int(one.above), int(one.below)) if one and one.below else None for one in sums))
        for code, sums in told.items()
    ]


def regencies(tx: Transaction) -> dict[str, str]:
    """Those where anything is owed, by code."""
    codes = sorted(rollup.regencies(tx))
    names = region.names_of(tx, codes)
    return {code: names.get(code, code) for code in codes}


def _state(row: Standing, now: datetime) -> str:
    if row.state in MET:
        return "on_time" if row.sent_at is not None and row.sent_at <= row.due_at else "late"
    if row.state == "excused":
        return "excused"
    return "missing" if row.lock_at <= now else "open"


def _path(village: str, area: str) -> list[str]:
    """The codes from below the area down to the village."""
    parts = village.split(".")
    above = area.count(".") + 1 if area else 0
    return [".".join(parts[: depth + 1]) for depth in range(above, len(parts))]
