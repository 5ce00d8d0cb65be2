"""Where a person works: roles and places as a template says them."""

from __future__ import annotations

from typing import TypedDict

from models import kampung, membership, region
from models.database import Transaction
from models.scope import Scope

NAMED = 4  # kampung named on a card; of more the number is told


class Place(TypedDict):
    """A role and where it holds: `level` is province, regency, district, village or kampung."""

    role: str
    level: str
    name: str


def places_of(tx: Transaction, person_id: int) -> list[Place]:
    """The roles in force, in the order they were given."""
    return [place_of(tx, row) for row in membership.in_force(tx, person_id, tx.now)]


def kampung_of(tx: Transaction, person_id: int) -> list[str]:
    """Names of the kampung within the person's roles."""
    rows = membership.in_force(tx, person_id, tx.now)
    scope = Scope(
        areas=tuple(row.area_code for row in rows if row.kampung_id is None),
        kampung_ids=tuple(row.kampung_id for row in rows if row.kampung_id is not None),
    )
    return [one.name for one in kampung.in_scope(tx, scope)]


def zone_of(tx: Transaction, person_id: int) -> str | None:
    """The time zone where the person works, by their first role; None for roles in the whole country."""
    for row in membership.in_force(tx, person_id, tx.now):
        if row.kampung_id is not None:
            return kampung.get(tx, row.kampung_id).zone
        if (found := region.get(tx, row.area_code)) is not None:
            return found.zone
    return None


def place_of(tx: Transaction, row: membership.Membership) -> Place:
    """One role and where it holds."""
    if row.kampung_id is not None:
        return Place(role=row.role, level="kampung", name=kampung.get(tx, row.kampung_id).name)
    found = region.get(tx, row.area_code)
    if found is None:
        return Place(role=row.role, level="country", name="Indonesia")
    return Place(role=row.role, level=found.level, name=found.name)
