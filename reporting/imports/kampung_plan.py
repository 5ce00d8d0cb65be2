"""What a list of kampung would change, before anything is: each row beside what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from models import kampung, kampung_profile, poktan, region
from models.database import Transaction
from models.kampung import Kampung
from models.kampung_profile import AGES, MECHANISMS, Profile
from models.poktan import KINDS, Poktan
from models.region import Region
from reporting.imports.kampung_columns import OWN, PLAIN, Order
from reporting.imports.people_plan import gone
from reporting.imports.table import Fault
from reporting.profile_answers import settled

What = Literal["new", "changed", "unchanged", "closed"]
Group = tuple[str, str]  # name, register number


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changes; None is not known."""

    column: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What one row does. `own` are columns of the kampung, `groups` the groups of the kinds that the row tells of;
    `profile` is None where the one that is known stays. `counts` when the profile is the newest."""

    row: int
    village: str
    zone: str
    name: str
    what: What
    month: str
    kampung_id: int | None
    differences: tuple[Difference, ...]
    own: Mapping[str, Any]
    profile: Profile | None
    groups: Mapping[str, tuple[Group, ...]]
    counts: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the registry holds of the villages of the list."""

    regions: Mapping[str, Region]
    kampung: Mapping[str, Kampung]
    profiles: Mapping[tuple[int, str], Profile]
    latest: Mapping[int, str]
    groups: Mapping[int, list[Poktan]]


def plan(tx: Transaction, orders: Sequence[Order]) -> tuple[list[Change], list[Fault]]:
    """A change for every row, or the faults that only the registry can tell. Writes nothing."""
    known = _known(tx, orders)
    faults = [fault for one in orders for fault in _faults(tx, one, known)] + list(_twice(orders))
    if faults:
        return [], faults
    return [_change(one, known) for one in orders], []


def _known(tx: Transaction, orders: Sequence[Order]) -> Known:
    villages = [one.village for one in orders]
    there = kampung.in_villages(tx, villages)
    by_month: dict[str, list[int]] = {}
    for one in orders:
        if one.village in there:
            by_month.setdefault(one.month, []).append(there[one.village].id or 0)
    profiles = {
        (number, month): profile
        for month, numbers in by_month.items()
        for number, profile in kampung_profile.current(tx, numbers, month).items()
    }
    ids = [row.id or 0 for row in there.values()]
    latest = kampung_profile.latest_months(tx, ids)
    return Known(region.known(tx, villages), there, profiles, latest, poktan.of_many(tx, ids))


def _faults(tx: Transaction, one: Order, known: Known) -> Iterator[Fault]:
    place = known.regions.get(one.village)
    if place is None or place.level != "village":
        yield Fault(one.row, "village", "no_village", {"text": one.village})
    elif place.until is not None:
        yield gone(tx, one.row, "village", place)
    if one.values.get("active") is False and one.village not in known.kampung:
        yield Fault(one.row, "active", "nothing_to_close", {})


def _twice(orders: Sequence[Order]) -> Iterator[Fault]:
    """A village has one active kampung, so a list has one row for it."""
    count = Counter(one.village for one in orders)
    first: dict[str, int] = {}
    for one in orders:
        if count[one.village] > 1 and first.setdefault(one.village, one.row) != one.row:
            yield Fault(one.row, "village", "row_twice", {"row": first[one.village]})


def _change(one: Order, known: Known) -> Change:
    place, there = known.regions[one.village], known.kampung.get(one.village)
    number = there.id if there else None
    before = known.profiles.get((number or 0, one.month), Profile())
    counts = one.month >= known.latest.get(number or 0, "")
    own = _own(one, there, place)
    profile = _profile(before, one.values)
    groups = _groups(one.values) if counts else {}
    differences = (
        *_differences_of(there, own),
        *_differences_of(before, {name.name: getattr(profile, name.name) for name in fields(Profile)}),
        *_of_groups(known.groups.get(number or 0, []), groups),
    )
    what: What = "new" if there is None else "changed" if differences else "unchanged"
    if one.values.get("active") is False:
        what = "closed"
    if what in ("new", "closed"):
        differences = ()  # nothing was there before, nothing is there afterwards
    told = profile if profile != before and what != "closed" else None
    name = str(own["name"])
    return Change(
        one.row, one.village, place.zone, name, what, one.month, number, differences, own, told, groups, counts
    )


def _own(one: Order, there: Kampung | None, place: Region) -> dict[str, Any]:
    told = {name: one.values[name] for name in OWN if name in one.values}
    stored = {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}
    name = told.get("name") or (there.name if there else f"Kampung KB {place.name}")
    return stored | {"name": name}


def _profile(before: Profile, told: Mapping[str, Any]) -> Profile:
    found: dict[str, Any] = {name: told[name] for name in PLAIN if name in told}
    if "rumah_dataku" in told:
        found["rumah_dataku"], kind = told["rumah_dataku"]
        found["rumah_dataku_class"] = kind or before.rumah_dataku_class
    kinds = [kind for kind in KINDS if kind in told]
    if kinds:
        there = {kind: kind in (before.poktan or ()) for kind in KINDS} | {kind: bool(told[kind]) for kind in kinds}
        found["poktan"] = tuple(kind for kind in KINDS if there[kind])
    if any(name in told for name in MECHANISMS):
        found["mechanisms"] = dict(_mechanisms(before, told))
    if any(name in told for name in AGES):
        found["ages"] = {**(before.ages or {}), **{name: told[name] for name in AGES if name in told}}
    return settled(replace(before, **found))


def _mechanisms(before: Profile, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """In use are those that the row says are, and those that were and of which it says nothing."""
    known = before.mechanisms or {}
    for name in MECHANISMS:
        is_used, often = told.get(name, (name in known, ""))
        if is_used:
            yield name, often or known.get(name, "")


def _groups(told: Mapping[str, Any]) -> dict[str, tuple[Group, ...]]:
    """By name where the row names them; of what is only said to be there the registry finds a name itself."""
    return {kind: told[kind] for kind in KINDS if isinstance(told.get(kind), tuple)}


def _differences_of(before: object, told: Mapping[str, Any]) -> Iterator[Difference]:
    for name, new in told.items():
        old = getattr(before, name, None)
        if old != new and not (old is None and new in ("", None)):
            yield Difference(name, old, new)


def _of_groups(there: Sequence[Poktan], told: Mapping[str, tuple[Group, ...]]) -> Iterator[Difference]:
    for kind, groups in told.items():
        old = tuple(sorted((row.name, row.register_number) for row in there if row.kind == kind))
        if old != tuple(sorted(groups)):
            yield Difference(kind, old, groups)
