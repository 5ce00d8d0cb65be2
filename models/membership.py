"""Membership: a person's role in an area, or for one kampung, from a moment until another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, literal, or_
from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction
from models.kampung import Kampung
from models.person import Person
from models.scope import Scope

REGENCY = 5  # letters of a regency's code, "13.72"


class Membership(SQLModel, table=True):
    """`role` is one of `reporting/access.py: ROLES`. `area_code` is a region code and covers all below it; with
    `kampung_id` the membership is for that kampung alone, with `poktan_id` a cadre's is for that group of it.

    `agency` is the code of the partner agency (the programme's list of instansi) that a contact person speaks for.
    `stands_in_for` is the person on leave whose work this one does; `because` why the membership ended ("moved",
    "dismissed", "left", ...; None while nobody ended it)."""

    __tablename__ = "membership"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str = Field(max_length=16)
    area_code: str = Field(default="", index=True, max_length=13)
    kampung_id: int | None = Field(default=None, foreign_key="kampung.id", index=True)
    poktan_id: int | None = Field(default=None, index=True)
    agency: str | None = Field(default=None, max_length=48)
    stands_in_for: int | None = Field(default=None, index=True)
    since: datetime = Field(index=True)
    until: datetime | None = Field(default=None, index=True)
    because: str | None = Field(default=None, max_length=16)


def in_force(tx: Transaction, person_id: int, at: datetime) -> Sequence[Membership]:
    """The person's memberships that have begun and not ended at that moment."""
    return tx.exec(_IN_FORCE, params={"person": person_id, "at": at}).all()


def working(tx: Transaction, person_ids: Sequence[int], at: datetime) -> set[int]:
    """Those of the people who hold some role at that moment."""
    mine = (col(Membership.person_id).in_(person_ids), Membership.since <= at)
    return set(
        tx.exec(
            select(Membership.person_id).where(*mine, or_(col(Membership.until).is_(None), col(Membership.until) > at))
        )
    )


def lanes(tx: Transaction, person_ids: Sequence[int]) -> dict[int, str]:
    """The regency of each person's first role that nobody ended, or the province; "-" for the whole country."""
    code = func.coalesce(Kampung.village_code, Membership.area_code)
    statement = (
        select(Membership.person_id, code)
        .select_from(Membership)
        .join(Kampung, col(Kampung.id) == Membership.kampung_id, isouter=True)
        .where(col(Membership.person_id).in_(person_ids), col(Membership.until).is_(None))
        .order_by(col(Membership.id).desc())
    )
    found = {person_id: code[:REGENCY] or "-" for person_id, code in tx.connection().execute(statement)}
    return {person_id: found.get(person_id, "-") for person_id in person_ids}


def lane(tx: Transaction, person_id: int) -> str:
    """That of one person."""
    return lanes(tx, [person_id])[person_id]


def not_over(tx: Transaction, person_ids: Sequence[int], at: datetime) -> Sequence[Membership]:
    """The memberships of many people that have not ended, also those that have yet to begin."""
    found: list[Membership] = []
    for start in range(0, len(person_ids), 5_000):
        found += tx.exec(
            select(Membership)
            .where(col(Membership.person_id).in_(person_ids[start : start + 5_000]))
            .where(or_(col(Membership.until).is_(None), col(Membership.until) > at))
            .order_by(col(Membership.id))
        ).all()
    return found


def people_with_role(tx: Transaction, roles: tuple[str, ...], area_code: str, at: datetime) -> Sequence[int]:
    """Ids of those who hold one of the roles over the area, at it or at any place above it; the nearest first."""
    return people_with_role_over(tx, roles, [area_code], at)[area_code]


def people_with_role_over(
    tx: Transaction, roles: tuple[str, ...], area_codes: Sequence[str], at: datetime
) -> dict[str, list[int]]:
    """The same for many areas."""
    above = {code: ["", *(code[:i] for i, sign in enumerate(code + ".") if sign == ".")] for code in area_codes}
    found = tx.exec(
        select(Membership.area_code, Membership.person_id)
        .where(col(Membership.role).in_(roles), col(Membership.kampung_id).is_(None))
        .where(col(Membership.area_code).in_({one for some in above.values() for one in some}))
        .where(Membership.since <= at, or_(col(Membership.until).is_(None), col(Membership.until) > at))
        .order_by(func.length(Membership.area_code).desc(), col(Membership.person_id))
    ).all()
    return {code: list(dict.fromkeys(one for area, one in found if area in some)) for code, some in above.items()}


def holders(tx: Transaction, roles: tuple[str, ...], at: datetime) -> Sequence[Membership]:
    """The memberships with one of the roles that are in force at that moment, by person."""
    return tx.exec(
        select(Membership)
        .where(col(Membership.role).in_(roles), Membership.since <= at)
        .where(or_(col(Membership.until).is_(None), col(Membership.until) > at))
        .order_by(col(Membership.person_id), col(Membership.id))
    ).all()


def people_holding(
    tx: Transaction, roles: tuple[str, ...], at: datetime, after: int, limit: int
) -> Sequence[Membership]:
    """The memberships of those roles of the next people after that id, by person."""
    is_over = col(Membership.until) <= at
    holds = (col(Membership.role).in_(roles), Membership.since <= at, is_over.is_not(True))
    people = select(Membership.person_id).where(*holds, Membership.person_id > after).distinct()
    some = people.order_by(col(Membership.person_id)).limit(limit).subquery()
    return tx.exec(
        select(Membership)
        .where(*holds, col(Membership.person_id).in_(select(some.c.person_id)))
        .order_by(col(Membership.person_id), col(Membership.id))
    ).all()


def in_scope(tx: Transaction, scope: Scope, at: datetime) -> Sequence[Membership]:
    """The memberships in force for places in the scope, by person; a person who works there in one role may work
    elsewhere in another, which is not among them."""
    return tx.exec(
        select(Membership)
        .join(Kampung, col(Kampung.id) == Membership.kampung_id, isouter=True)
        .where(Membership.since <= at, or_(col(Membership.until).is_(None), col(Membership.until) > at))
        .where(scope.covers(func.coalesce(Kampung.village_code, Membership.area_code), Membership.kampung_id))
        .order_by(col(Membership.person_id), col(Membership.id))
    ).all()


def changed(tx: Transaction, after: datetime, until: datetime) -> Sequence[Membership]:
    """Those that began or ended after the one moment and not after the other."""
    began = and_(col(Membership.since) > after, col(Membership.since) <= until)
    ended = and_(col(Membership.until) > after, col(Membership.until) <= until)
    return tx.exec(select(Membership).where(or_(began, ended)).order_by(col(Membership.id))).all()


def next_stand_in(tx: Transaction, after: datetime) -> datetime | None:
    """When somebody next begins or ends to stand in for another."""
    stands = col(Membership.stands_in_for).is_not(None)
    begins = tx.exec(select(func.min(Membership.since)).where(stands, Membership.since > after)).one()
    ends = tx.exec(select(func.min(Membership.until)).where(stands, col(Membership.until) > after)).one()
    return min((moment for moment in (begins, ends) if moment), default=None)


def standing_in_for(tx: Transaction, person_id: int, at: datetime) -> Sequence[Membership]:
    """Who stands in for the person now or later."""
    return tx.exec(
        select(Membership)
        .where(Membership.stands_in_for == person_id)
        .where(or_(col(Membership.until).is_(None), col(Membership.until) > at))
        .order_by(col(Membership.id))
    ).all()


def covering(person_id: Any, place: Any, roles: Sequence[str], at: datetime) -> Any:
    """A condition: the person holds one of the roles over the kampung, at its village or any place above it. Both are
    columns of the statement that it goes into."""
    code = col(Membership.area_code)
    holds = (
        select(Membership.id)
        .where(Membership.person_id == person_id, col(Membership.role).in_(roles), Membership.since <= at)
        .where(or_(col(Membership.until).is_(None), col(Membership.until) > at))
        .where(
            or_(
                Membership.kampung_id == place.id,
                col(Membership.kampung_id).is_(None)
                & or_(code == "", code == place.village_code, col(place.village_code).startswith(code + literal("."))),
            )
        )
    )
    return holds.exists()


def held(
    tx: Transaction, person_id: int, role: str, area_code: str, kampung_id: int | None, at: datetime
) -> Membership | None:
    """The person's membership of exactly that role and place, if it is in force."""
    return next(
        (
            row
            for row in in_force(tx, person_id, at)
            if (row.role, row.area_code, row.kampung_id) == (role, area_code, kampung_id)
        ),
        None,
    )


def holder(tx: Transaction, role: str, kampung_id: int, at: datetime) -> int | None:
    """Id of the person who holds the role for that kampung itself; the earliest, if several do."""
    return tx.exec(
        select(Membership.person_id)
        .where(Membership.role == role, Membership.kampung_id == kampung_id, Membership.since <= at)
        .where(or_(col(Membership.until).is_(None), col(Membership.until) > at))
        .order_by(col(Membership.id))
    ).first()


def zones(tx: Transaction, roles: tuple[str, ...], at: datetime) -> Sequence[str]:
    """The time zones of those who hold one of the roles at that moment."""
    return tx.exec(
        select(Person.zone)
        .join(Membership, col(Membership.person_id) == Person.id)
        .where(col(Membership.role).in_(roles), Membership.since <= at)
        .where(or_(col(Membership.until).is_(None), col(Membership.until) > at))
        .distinct()
    ).all()


def hours(tx: Transaction, roles: tuple[str, ...], at: datetime) -> Sequence[tuple[str, str]]:
    """The same with the hours that they chose for what Kabar sends."""
    return tx.exec(
        select(Person.zone, Person.reminder_hour)
        .join(Membership, col(Membership.person_id) == Person.id)
        .where(col(Membership.role).in_(roles), Membership.since <= at)
        .where(or_(col(Membership.until).is_(None), col(Membership.until) > at))
        .distinct()
    ).all()


def last_of(tx: Transaction, person_id: int) -> Membership | None:
    """What the person was given last, in force or not."""
    return tx.exec(
        select(Membership).where(Membership.person_id == person_id).order_by(col(Membership.id).desc()).limit(1)
    ).first()


def end_all(tx: Transaction, person_id: int, because: str) -> int:
    """Ends every role of the person now; returns how many were in force."""
    rows = in_force(tx, person_id, tx.now)
    for row in rows:
        row.until, row.because = tx.now, because
        tx.add(row)
    return len(rows)


# Every update asks for these, most twice: to build the statement costs more than to run it.
_IN_FORCE = (
    select(Membership)
    .where(Membership.person_id == bindparam("person"), Membership.since <= bindparam("at"))
    .where(or_(col(Membership.until).is_(None), col(Membership.until) > bindparam("at")))
    .order_by(col(Membership.id))
)
