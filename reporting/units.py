"""What owes a report: kampung, group, officer, assisted family, region, or item of a joint plan. How it is called, what
is known of it before anybody asks, and which one a report was about.

A plan item is known by the number of its meeting's report and its place there, and told by its own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from models import answer_value, family, kampung, obligation, person, poktan, region, units
from models.database import Transaction
from models.family import Family
from models.obligation import Obligation
from models.poktan import KINDS, Poktan
from models.schedule import Schedule
from models.scope import Scope
from models.submission import Submission
from models.units import Unit
from reporting import plan_items, scheduling
from reporting.families import CODE, KUNJUNGAN, code_of
from reporting.programme import filing
from reporting.programme_told import FOLLOW_UP, NAMED, RAKOR, telling

EVERYWHERE = Scope(("",))  # what is owed is opened by nobody in particular
KIND, GROUP = "jenis_poktan", "poktan_id"  # questions of poktan_bulanan
Asked = Mapping[str, int | None]  # kampung by unit
Lister = Callable[[Transaction, Schedule, int, int], Sequence[Unit]]


def after(tx: Transaction, row: Schedule, passed: int, limit: int) -> Sequence[Unit]:
    """The next units that owe under the schedule, at most so many, in the order of their `at`."""
    return LISTERS[row.unit](tx, row, passed, limit)


def kind_of(key: str) -> str:
    return key.partition(":")[0]


def id_of(key: str) -> str:
    return key.partition(":")[2]


def name(tx: Transaction, key: str, kampung_id: int | None) -> str:
    """What people call it: Mekar Jaya, BKB Melati, Bu Sari, K-07 (a family's code), Kota Solok, a plan's words."""
    return names(tx, [(key, kampung_id)])[key]


def names(tx: Transaction, asked: Iterable[tuple[str, int | None]]) -> dict[str, str]:
    """The same for many units with their kampung, by unit: one query for each kind."""
    by_kind: dict[str, dict[str, int | None]] = {}
    for key, kampung_id in asked:
        kind = kind_of(key)
        by_kind.setdefault(kind if kind in NAMERS else "kampung", {})[key] = kampung_id
    return {key: told for kind, some in by_kind.items() for key, told in NAMERS[kind](tx, some).items()}


def group_name(row: Poktan) -> str:
    """With its kind, where its own name does not say it."""
    kind = KINDS[row.kind]
    return row.name if kind.casefold() in row.name.casefold() else f"{kind} {row.name}"


def plan_name(tx: Transaction, key: str) -> str:
    """The plan's own words; "" where no current report has it any more."""
    return name(tx, f"plan:{key}", None)


def known(tx: Transaction, key: str) -> dict[str, str]:
    """Answers that need not be asked for, by the XLSForm names of the programme's forms."""
    one = id_of(key)
    match kind_of(key):
        case "poktan":
            row = tx.get_one(Poktan, int(one))
            return {KIND: row.kind, GROUP: row.register_number or row.name}
        case "family":
            found = tx.get(Family, int(one))
            return {CODE: found.code} if found else {}
        case "plan":
            return dict(zip(NAMED, (one, plan_name(tx, one)), strict=True))
    return {}


def about(tx: Transaction, row: Submission) -> str:
    """The unit that a report was about: what it was begun for, else what its answers name, else its kampung."""
    if row.unit:
        return row.unit
    named = {"poktan_bulanan": _group, KUNJUNGAN: _family, FOLLOW_UP: _plan, RAKOR: _region}.get(row.form_id)
    return (named(tx, row) if named else "") or obligation.kampung_unit(row.kampung_id)


def place_for(tx: Transaction, owed: Obligation, scope: Scope) -> int | None:
    """The kampung that its report is filed for: its own; of a region or an officer the first by name in the scope."""
    if owed.kampung_id is not None:
        return owed.kampung_id
    inside = [one for one in kampung.in_scope(tx, scope) if _lies_in(one.village_code, owed)]
    return inside[0].id if inside else None


def _lies_in(village: str, owed: Obligation) -> bool:
    return kind_of(owed.unit) != "region" or village.startswith(f"{owed.area_code}.") or village == owed.area_code


def _group(tx: Transaction, row: Submission) -> str:
    """The only group of its kind, or the one whose name or number was given."""
    told = answer_value.by_name(tx, row.id or 0)
    groups = [one for one in poktan.of_kampung(tx, row.kampung_id) if one.kind == told.get(KIND)]
    said = telling(told.get(GROUP, ""))
    named = [
        one for one in groups if said and said in (telling(one.name), telling(group_name(one)), one.register_number)
    ]
    found = named or (groups if len(groups) == 1 else [])
    return f"poktan:{found[0].id}" if len(found) == 1 else ""


def _family(tx: Transaction, row: Submission) -> str:
    code = code_of(tx, row)
    found = family.of_code(tx, row.kampung_id, code) if code else None
    return f"family:{found.id}" if found else ""


def _plan(tx: Transaction, row: Submission) -> str:
    """By its number, or by its words where it was chosen from no list."""
    told = answer_value.by_name(tx, row.id or 0)
    said = {telling(told.get(name, "")) for name in NAMED} - {""}
    found = (one for one in plan_items.items(tx, EVERYWHERE) if said & {telling(id_of(one.key)), telling(one.activity)})
    return next((one.key for one in found), "")


def _region(tx: Transaction, row: Submission) -> str:
    """Of the regions that owe a meeting the nearest above."""
    codes = [".".join(row.area_code.split(".")[:depth]) for depth in (3, 2, 1)]
    owing = (f"region:{code}" for code in codes if obligation.of_unit(tx, RAKOR, f"region:{code}"))
    return next(owing, "")


def _kampung_names(tx: Transaction, asked: Asked) -> dict[str, str]:
    found = kampung.names(tx, {one for one in asked.values() if one is not None})
    return {key: found[one or 0] for key, one in asked.items()}


def _group_names(tx: Transaction, asked: Asked) -> dict[str, str]:
    found = poktan.of_ids(tx, {int(id_of(key)) for key in asked})
    return {key: group_name(found[int(id_of(key))]) for key in asked}


def _officer_names(tx: Transaction, asked: Asked) -> dict[str, str]:
    found = person.of_ids(tx, {int(id_of(key)) for key in asked})
    return {key: found[int(id_of(key))].address or found[int(id_of(key))].name for key in asked}


def _family_names(tx: Transaction, asked: Asked) -> dict[str, str]:
    found = family.codes(tx, {int(id_of(key)) for key in asked})
    return {key: found.get(int(id_of(key)), "") for key in asked}


def _region_names(tx: Transaction, asked: Asked) -> dict[str, str]:
    found = region.names_of(tx, [id_of(key) for key in asked])
    return {key: found.get(id_of(key), id_of(key)) for key in asked}


def _plan_names(tx: Transaction, asked: Asked) -> dict[str, str]:
    found = {one.key: one.activity for one in plan_items.items(tx, EVERYWHERE)}
    return {key: found.get(key, "") for key in asked}


NAMERS: Mapping[str, Callable[[Transaction, Asked], dict[str, str]]] = MappingProxyType(
    {
        "kampung": _kampung_names,
        "poktan": _group_names,
        "officer": _officer_names,
        "family": _family_names,
        "region": _region_names,
        "plan": _plan_names,
    }
)


def _poktan(tx: Transaction, row: Schedule, passed: int, limit: int) -> Sequence[Unit]:
    return units.poktan(tx, row.area_code, passed, limit)


def _kampung(tx: Transaction, row: Schedule, passed: int, limit: int) -> Sequence[Unit]:
    return units.kampung(tx, row.area_code, passed, limit)


def _officers(tx: Transaction, row: Schedule, passed: int, limit: int) -> Sequence[Unit]:
    return units.officers(tx, row.area_code, passed, limit, filing(row.form_id).roles, tx.now)


def _families(tx: Transaction, row: Schedule, passed: int, limit: int) -> Sequence[Unit]:
    return units.families(tx, row.area_code, passed, limit, scheduling.visit_days(row, tx.now))


def _regions(tx: Transaction, row: Schedule, passed: int, limit: int) -> Sequence[Unit]:
    return units.regions(tx, row.area_code, passed, limit, row.level)


def _plans(tx: Transaction, row: Schedule, passed: int, limit: int) -> Sequence[Unit]:
    """Those that are not done; some hundreds in a country, so all of them are read."""
    inside = Scope((row.area_code,))
    found = [one for one in plan_items.items(tx, EVERYWHERE) if one.is_open and inside.includes(one.area_code, 0)]
    return [
        Unit(one.key, one.kampung_id, one.area_code, one.zone, at, agency=one.agency)
        for at, one in enumerate(found, 1)
        if at > passed
    ][:limit]


LISTERS: Mapping[str, Lister] = MappingProxyType(
    {
        "kampung": _kampung,
        "poktan": _poktan,
        "officer": _officers,
        "family": _families,
        "region": _regions,
        "plan": _plans,
    }
)
GROWING = ("kampung", "poktan", "officer", "family")  # what is new comes last in their order
