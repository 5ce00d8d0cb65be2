"""Units: what may owe a report, gone through in an order of numbers that grows: what is new comes last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func, or_, select

from models.database import Transaction
from models.family import Family
from models.kampung import Kampung
from models.membership import Membership
from models.obligation import kampung_unit
from models.person import Person
from models.poktan import FIVE, Poktan
from models.region import Region
from models.scope import Scope

LETTERS = {"province": 2, "regency": 5, "district": 8}  # of a code of that level


class Unit(NamedTuple):
    """`key` as in `obligation.unit`; `at` its place in the order; `day` when a family is due for a visit, else "".
    `person_id` is who it concerns before all others, None where nobody in particular; `agency` whose plan it is."""

    key: str
    kampung_id: int | None
    area_code: str
    zone: str
    at: int
    day: str = ""
    person_id: int | None = None
    agency: str = ""


def kampung(tx: Transaction, area: str, after: int, limit: int) -> Sequence[Unit]:
    """The active kampung in the area."""
    rows = tx.exec(
        select(Kampung.id, Kampung.village_code, Kampung.zone)
        .where(Kampung.is_active, col(Kampung.id) > after, _inside(area, Kampung.village_code))
        .order_by(col(Kampung.id))
        .limit(limit)
    ).all()
    return [Unit(kampung_unit(number or 0), number, code, zone, number or 0) for number, code, zone in rows]


def poktan(tx: Transaction, area: str, after: int, limit: int) -> Sequence[Unit]:
    """The active groups of active kampung, of the five kinds that report by month."""
    rows = tx.exec(
        select(Poktan.id, Poktan.kampung_id, Kampung.village_code, Kampung.zone)
        .join(Kampung, col(Kampung.id) == Poktan.kampung_id)
        .where(Poktan.is_active, Kampung.is_active, col(Poktan.kind).in_(FIVE))
        .where(col(Poktan.id) > after, _inside(area, Kampung.village_code))
        .order_by(col(Poktan.id))
        .limit(limit)
    ).all()
    return [Unit(f"poktan:{number}", place, code, zone, number or 0) for number, place, code, zone in rows]


def officers(tx: Transaction, area: str, after: int, limit: int, roles: Sequence[str], at: datetime) -> Sequence[Unit]:
    """Those who hold one of the roles in the area; of several places the first by code says where they belong."""
    code = func.coalesce(Kampung.village_code, Membership.area_code)
    rows = tx.exec(
        select(Person.id, Person.zone, func.min(code))
        .join(Membership, col(Membership.person_id) == Person.id)
        .join(Kampung, col(Kampung.id) == Membership.kampung_id, isouter=True)
        .where(col(Membership.role).in_(roles), Membership.since <= at, col(Membership.stands_in_for).is_(None))
        .where(or_(col(Membership.until).is_(None), col(Membership.until) > at))
        .where(col(Person.id) > after, _inside(area, code))
        .group_by(col(Person.id), Person.zone)
        .order_by(col(Person.id))
        .limit(limit)
    ).all()
    return [Unit(f"officer:{one}", None, place, zone, one or 0, person_id=one) for one, zone, place in rows]


def families(tx: Transaction, area: str, after: int, limit: int, days: tuple[str, str]) -> Sequence[Unit]:
    """The assisted families whose next visit is due between the two days (ISO)."""
    rows = tx.exec(
        select(Family, Kampung.zone)
        .join(Kampung, col(Kampung.id) == Family.kampung_id)
        .where(Family.ended == "", Family.next_due >= days[0], Family.next_due <= days[1], Kampung.is_active)
        .where(col(Family.id) > after, _inside(area, Family.area_code))
        .order_by(col(Family.id))
        .limit(limit)
    ).all()
    return [
        Unit(f"family:{row.id}", row.kampung_id, row.area_code, zone, row.id or 0, row.next_due, row.person_id)
        for row, zone in rows
    ]


def regions(tx: Transaction, area: str, after: int, limit: int, level: str) -> Sequence[Unit]:
    """The regions of the level with an active kampung. A region's place in the order is the number that its code
    reads as."""
    code = func.substr(Kampung.village_code, 1, LETTERS[level])
    there = select(code).where(Kampung.is_active, _inside(area, Kampung.village_code)).distinct()
    number = sa.cast(func.replace(Region.code, ".", ""), sa.Integer)
    rows = tx.exec(
        select(Region.code, Region.zone, number)
        .where(Region.level == level, col(Region.code).in_(there), number > after)
        .order_by(number)
        .limit(limit)
    ).all()
    return [Unit(f"region:{code}", None, code, zone, order) for code, zone, order in rows]


def _inside(area: str, code: sa.ColumnElement[str] | str) -> sa.ColumnElement[bool]:
    return Scope((area,)).covers(code, None)
