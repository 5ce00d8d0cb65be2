"""What a list of people would change, before anything is: each row beside who is known and which roles are held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from models import kampung, membership, person, poktan, region, region_change
from models.database import Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.person import Person
from models.poktan import Poktan
from models.region import Region
from reporting.imports.people_columns import Order
from reporting.imports.table import Fault
from reporting.inviting import LEVELS, OF_KAMPUNG

What = Literal["new", "role_added", "ended", "unchanged"]
Place = tuple[str, str, int | None, int | None, str]  # role, area code, kampung, poktan, agency


@dataclass(frozen=True, slots=True)
class Change:
    """What one row does. `known` is who has the phone already, `held` the role as it is held; a new one is held at
    `place` from `since` until `until`."""

    row: int
    order: Order
    what: What
    zone: str
    place: Place
    since: datetime
    until: datetime | None
    known: Person | None
    held: Membership | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored about the people and places of the list."""

    regions: Mapping[str, Region]
    kampung: Mapping[str, Kampung]
    groups: Mapping[int, list[Poktan]]
    people: Mapping[str, Person]
    held: Mapping[tuple[int, Place], Membership]
    promised: dict[str, set[Place]] = field(default_factory=dict)  # by rows above, by phone


def plan(tx: Transaction, orders: Sequence[Order]) -> tuple[list[Change], list[Fault]]:
    """A change for every row, or the faults that only the database can tell. Writes nothing."""
    known = _known(tx, orders)
    faults = [fault for one in orders for fault in _faults(tx, one, known)] + list(_namesakes(orders))
    if faults:
        return [], faults
    return [_change(tx, one, known) for one in orders], []


def _known(tx: Transaction, orders: Sequence[Order]) -> Known:
    areas = sorted({one.area for one in orders})
    there = kampung.in_villages(tx, areas)
    people = person.by_phones(tx, sorted({one.phone for one in orders}))
    held = membership.not_over(tx, sorted({row.id or 0 for row in people.values()}), tx.now)
    places = {
        (row.person_id, (row.role, row.area_code, row.kampung_id, row.poktan_id, row.agency or "")): row for row in held
    }
    groups = poktan.of_many(tx, [row.id or 0 for row in there.values()]) if any(one.group for one in orders) else {}
    return Known(region.known(tx, areas), there, groups, people, places)


def _faults(tx: Transaction, one: Order, known: Known) -> Iterator[Fault]:
    place = known.regions.get(one.area)
    if one.area and place is None:
        yield Fault(one.row, "area", "no_area", {"text": one.area})
    elif place and place.until is not None:
        yield gone(tx, one.row, "area", place)
    elif place and place.level not in (levels := LEVELS.get(one.role, (place.level,))):
        yield Fault(one.row, "area", "other_level", {"role": one.role, "levels": ", ".join(levels)})
    elif one.group and one.area not in known.kampung:
        yield Fault(one.row, "area", "no_kampung", {"text": one.area})
    elif one.group and _group(one, known) is None:
        yield Fault(one.row, "poktan", "no_poktan", {"text": one.group})
    elif one.until is not None and _held(one, known) is None and _moment(one.until, known, one) <= tx.now:
        yield Fault(one.row, "until", "role_ended", {"text": one.until.isoformat()})


def gone(tx: Transaction, row: int, column: str, place: Region) -> Fault:
    """A region that is no more; told with the one that took its place."""
    told: dict[str, str] = {"text": place.code, "name": place.name, "since": f"{place.until:%d-%m-%Y}"}
    after = region_change.successor(tx, place.code)
    if after == place.code:
        return Fault(row, column, "region_gone", told)
    there = region.get(tx, after)
    return Fault(row, column, "region_moved", {**told, "code": after, "after": there.name if there else after})


def _namesakes(orders: Sequence[Order]) -> Iterator[Fault]:
    """A phone is one person's: two names for it are a slip of the pen in one of the rows."""
    first: dict[str, Order] = {}
    for one in orders:
        before = first.setdefault(one.phone, one)
        if before.name.casefold() != one.name.casefold():
            yield Fault(one.row, "phone", "other_name", {"row": before.row})


def _change(tx: Transaction, one: Order, known: Known) -> Change:
    held, place = _held(one, known), _place(one, known)
    since = _moment(one.since, known, one) if one.since else tx.now
    until = _moment(one.until, known, one) if one.until else None
    above = known.promised.setdefault(one.phone, set())
    again = held is not None or place in above
    what: What = "unchanged" if again else "role_added" if above or one.phone in known.people else "new"
    if held is not None and until is not None and until != held.until:
        what = "ended"
    above.add(place)
    return Change(one.row, one, what, _zone(one, known), place, since, until, known.people.get(one.phone), held)


def _place(one: Order, known: Known) -> Place:
    home = known.kampung.get(one.area) if one.role in OF_KAMPUNG else None
    group = _group(one, known)
    return one.role, one.area, home.id if home else None, group.id if group else None, one.agency


def _held(one: Order, known: Known) -> Membership | None:
    who = known.people.get(one.phone)
    return known.held.get((who.id or 0, _place(one, known))) if who else None


def _group(one: Order, known: Known) -> Poktan | None:
    home = known.kampung.get(one.area)
    groups = known.groups.get(home.id or 0, []) if home and one.group else []
    wanted = one.group.casefold()
    return next((row for row in groups if wanted in (row.register_number.casefold(), row.name.casefold())), None)


def _moment(day: date, known: Known, one: Order) -> datetime:
    """Midnight at the place."""
    return datetime.combine(day, time(0), ZoneInfo(_zone(one, known))).astimezone(ZoneInfo("UTC"))


def _zone(one: Order, known: Known) -> str:
    """The place's; of the whole country that of its capital."""
    return known.regions[one.area].zone if one.area else region.zone("")
