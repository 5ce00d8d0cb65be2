"""Kampung: one Kampung KB, at most one active in a village."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Index, case, text
from sqlmodel import Field, SQLModel, col, func, select

from models import region
from models.columns import Json, by_area, json_column
from models.database import Transaction
from models.region import Region
from models.region_words import spoken
from models.scope import Scope

SAID_OF_ALL = {"kampung", "kb", "kkb"}  # words that tell no kampung from another


FIRST_DAY = date(2016, 1, 1)  # the programme began on 14 January 2016; the portal takes no earlier founding date
CRITERIA = ("ber_kb_rendah", "miskin", "khusus", "lainnya")
COVERAGES = ("desa", "dusun", "rw")
LAST_PART = 10  # where a village's own number begins in its code
KELURAHAN = "1"


class Kampung(SQLModel, table=True):
    """What the portal's record "informasi" says of a kampung; None is not told. `coverage` is one of COVERAGES, `rw`
    the numbers of the RW that belong to it ("01", "02"), `criteria` some of CRITERIA."""

    __tablename__ = "kampung"
    __table_args__ = (
        Index(
            "uq_kampung_village",
            "village_code",
            unique=True,
            sqlite_where=text("is_active = 1"),  # as queries say it: else none of them uses the index
            postgresql_where=text("is_active"),
        ),
        by_area("ix_kampung_village_code", area="village_code"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    village_code: str = Field(foreign_key="region.code", max_length=13)
    zone: str = Field(max_length=32)  # IANA; the village's own
    is_active: bool = True
    founded_on: date | None = None
    description: str | None = None
    criteria: Json = json_column(nullable=True)
    coverage: str | None = Field(default=None, max_length=8)
    rw: Json = json_column(nullable=True)


def get(tx: Transaction, kampung_id: int) -> Kampung:
    return tx.get_one(Kampung, kampung_id)


def names(tx: Transaction, ids: Iterable[int]) -> dict[int, str]:
    """What the kampung are called."""
    rows = tx.exec(select(Kampung.id, Kampung.name).where(col(Kampung.id).in_(ids)))
    return {number: name for number, name in rows if number is not None}


def in_village(tx: Transaction, village_code: str) -> Kampung | None:
    """The active kampung of the village."""
    return tx.exec(select(Kampung).where(Kampung.village_code == village_code, Kampung.is_active)).first()


def in_villages(tx: Transaction, codes: Sequence[str]) -> dict[str, Kampung]:
    """The active kampung of each of the villages that has one."""
    found: dict[str, Kampung] = {}
    for start in range(0, len(codes), 5_000):
        part = codes[start : start + 5_000]
        rows = tx.exec(select(Kampung).where(col(Kampung.village_code).in_(part), Kampung.is_active))
        found |= {row.village_code: row for row in rows}
    return found


def numbers(tx: Transaction, codes: Sequence[str]) -> dict[str, int]:
    """The ids of the same, without reading the rows."""
    found: dict[str, int] = {}
    for start in range(0, len(codes), 5_000):
        part = codes[start : start + 5_000]
        rows = tx.exec(
            select(Kampung.village_code, Kampung.id).where(col(Kampung.village_code).in_(part), Kampung.is_active)
        )
        found |= {code: number or 0 for code, number in rows}
    return found


def in_scope(tx: Transaction, scope: Scope) -> Sequence[Kampung]:
    """The active kampung in the scope, by name."""
    return tx.exec(
        select(Kampung)
        .where(Kampung.is_active, scope.covers(Kampung.village_code, Kampung.id))
        .order_by(Kampung.name, col(Kampung.id))
    ).all()


def first_in_scope(tx: Transaction, scope: Scope) -> Kampung | None:
    """Any one active kampung of the scope, always the same."""
    return tx.exec(
        select(Kampung)
        .where(Kampung.is_active, scope.covers(Kampung.village_code, Kampung.id))
        .order_by(col(Kampung.id))
        .limit(1)
    ).first()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the desa, and of the kelurahan, have an active Kampung KB; villages that are no more don't count."""

    desa: int = 0
    desa_with: int = 0
    kelurahan: int = 0
    kelurahan_with: int = 0


def coverage(tx: Transaction, scope: Scope) -> Coverage:
    """Of the villages in the areas of the scope. A code's last part tells the kind: 1001 a kelurahan, 2001 a desa
    (Permendagri on codes of areas)."""
    inside = Scope(areas=scope.areas)
    gone = select(Region.code).where(Region.level == "village", col(Region.until).is_not(None))
    there, towns = tx.exec(
        select(func.count(), _kelurahan(Region.code))
        .where(Region.level == "village", col(Region.until).is_(None))
        .where(inside.covers(Region.code, Region.code))
    ).one()
    has, towns_with = tx.exec(  # at most one of a village is active
        select(func.count(), _kelurahan(Kampung.village_code))
        .where(Kampung.is_active, col(Kampung.village_code).not_in(gone))
        .where(inside.covers(Kampung.village_code, Kampung.village_code))
    ).one()
    return Coverage(there - towns, has - towns_with, towns, towns_with)


def _kelurahan(code: Any) -> Any:
    """How many of the rows are of a kelurahan."""
    return func.count(case((func.substr(code, LAST_PART, 1) == KELURAHAN, 1)))


def one_in_scope(tx: Transaction, scope: Scope, kampung_id: int) -> Kampung | None:
    """The active kampung with that id, if it lies in the scope."""
    row = tx.get(Kampung, kampung_id)
    return row if row and row.is_active and scope.includes(row.village_code, kampung_id) else None


def beginning(tx: Transaction, scope: Scope, wanted: str) -> list[Kampung]:
    """The active kampung in the scope with a word of their own or their village's name that begins so, by name; one
    that is called exactly so stands for itself."""
    said = _telling(wanted)
    if not said:
        return []
    found = in_scope(tx, scope)
    paths = region.paths(tx, [one.village_code for one in found])
    exact = [one for one in found if _telling(one.name) == said]
    names = {one.id: (one.name, *paths[one.village_code][:1]) for one in found}
    return exact or [one for one in found if any(_begins(name, said) for name in names[one.id])]


def _begins(name: str, said: str) -> bool:
    """Whether what was said stands in the name from the beginning of a word on."""
    return f" {said}" in f" {_telling(name)}"


def _telling(text: str) -> str:
    return " ".join(word for word in spoken(text) if word not in SAID_OF_ALL)
