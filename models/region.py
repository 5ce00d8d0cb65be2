"""Region: provinces down to villages, by Kemendagri code (dotted, as in 13.72.01.1004).

A code begins with the code of the region above, so what lies above is read off the code, without a query per step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Index, and_, func, text
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction
from models.region_files import RegionRow

LEVELS = ("province", "regency", "district", "village")
WEST_KALIMANTAN = ("61", "62")  # Kalimantan Barat and Tengah


class Region(SQLModel, table=True):
    """`level` is province, regency, district or village; `zone` an IANA name (WIB, WITA or WIT)."""

    __tablename__ = "region"
    __table_args__ = (Index("ix_region_level", "level", "until", "code"),)  # villages are counted

    code: str = Field(primary_key=True, max_length=13)
    parent_code: str | None = Field(default=None, foreign_key="region.code", index=True, max_length=13)
    level: str = Field(max_length=8)
    name: str = Field(index=True)
    zone: str = Field(max_length=32)
    until: date | None = None  # the first day on which it is no more: merged into another, or under another code


class RegionEdition(SQLModel, table=True):
    """One row; `number` goes up whenever regions change, so that who holds them in memory notices."""

    __tablename__ = "region_edition"

    id: int = Field(primary_key=True)
    number: int


def get(tx: Transaction, code: str) -> Region | None:
    return tx.get(Region, code)


def known(tx: Transaction, codes: Sequence[str]) -> dict[str, Region]:
    """Those of the codes that there are."""
    found: dict[str, Region] = {}
    for start in range(0, len(codes), 5_000):
        rows = tx.exec(select(Region).where(col(Region.code).in_(codes[start : start + 5_000])))
        found |= {row.code: row for row in rows}
    return found


def path_names(tx: Transaction, code: str) -> list[str]:
    """The region's name and the names above it, the nearest first: Laing, Tanjung Harapan, Kota Solok, ..."""
    return _names(tx, [code], {})[code]


def paths(tx: Transaction, codes: Sequence[str]) -> dict[str, list[str]]:
    """`path_names` of many regions at once."""
    return _names(tx, codes, {})


def below(tx: Transaction, code: str) -> Sequence[Region]:
    """The regions one level below, by name; of "" the provinces. Without those that are no more."""
    parent = col(Region.parent_code)
    return tx.exec(
        select(Region)
        .where(parent == code if code else parent.is_(None), col(Region.until).is_(None))
        .order_by(Region.name, Region.code)
    ).all()


def alike(tx: Transaction, codes: Sequence[str]) -> set[str]:
    """Those of the codes whose name somebody else has too within the same region above: where people choose, the code
    must stand beside such a name. Sixteen names of villages are so."""
    other = aliased(Region)
    twice = select(Region.code).join(
        other,
        and_(
            col(other.parent_code) == Region.parent_code, col(other.name) == Region.name, col(other.code) != Region.code
        ),
    )
    alive = (col(Region.until).is_(None), col(other.until).is_(None))
    return set(tx.exec(twice.where(col(Region.code).in_(codes), *alive)).all())


def names(tx: Transaction) -> Iterator[tuple[str, str]]:
    """Code and name of all regions there are, those above before those below."""
    rows = select(Region.code, Region.name).where(col(Region.until).is_(None))
    yield from tx.exec(rows.order_by(func.length(Region.code), Region.code).execution_options(yield_per=5_000))


def names_of(tx: Transaction, codes: Sequence[str]) -> dict[str, str]:
    """The names of these regions, in force or not; of a code that is none nothing."""
    found: dict[str, str] = {}
    for start in range(0, len(codes), 500):  # SQLite takes 32,766 parameters; small statements are planned faster
        part = col(Region.code).in_(codes[start : start + 500])
        found.update(tx.exec(select(Region.code, Region.name).where(part)).all())
    return found


def ended(tx: Transaction) -> set[str]:
    """Codes that were given up."""
    return set(tx.exec(select(Region.code).where(col(Region.until).is_not(None))).all())


def load_regions(tx: Transaction, rows: Iterable[RegionRow]) -> int:
    """Adds the regions, or renames those that exist, but for those of which a list of changes has told; how many were
    given. Those above come before those below."""
    values = [
        {
            "code": row.code,
            "parent": above(row.code),
            "level": level(row.code),
            "name": row.name,
            "zone": zone(row.code),
        }
        for row in rows
    ]
    if values:
        is_postgresql = tx.get_bind().dialect.name == "postgresql"
        # There a statement for each row takes four times as long as one with an array for each column.
        given: Any = {key: [row[key] for row in values] for key in values[0]} if is_postgresql else values
        tx.connection().execute(UPSERT_ARRAYS if is_postgresql else UPSERT, given)
        changed(tx)
    return len(values)


def changed(tx: Transaction) -> None:
    """Notes that regions are no longer what they were."""
    tx.connection().execute(NEXT_EDITION)


def edition(tx: Transaction) -> int:
    """0 before the first region is loaded, higher after every change."""
    return tx.connection().scalar(EDITION) or 0


def above(code: str) -> str | None:
    """The code one level up: 13.72.01 -> 13.72; of a province none."""
    return code.rpartition(".")[0] or None


def level(code: str) -> str:
    return LEVELS[code.count(".")]


def zone(code: str) -> str:
    """The time zone of a region, by its province; also of provinces that are still to be made.

    Source: Keputusan Presiden 41/1987, in force since 1 January 1988. It names whole provinces, so there are no
    exceptions by regency: WIB is Sumatera, Jawa, Kalimantan Barat and Tengah, WIT is Maluku and Papua, all else WITA;
    provinces made since then kept the zone of the one they were part of. WIB is Asia/Jakarta in Kalimantan too:
    Asia/Pontianak has had the same time since that day, and three names for three zones are easier to read.
    """
    if code[0] in "89":
        return "Asia/Jayapura"
    return "Asia/Jakarta" if code[0] in "123" or code[:2] in WEST_KALIMANTAN else "Asia/Makassar"


_RENAME = (
    "ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE region.until IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM region_change WHERE region_change.code = region.code)"
)
UPSERT = text(
    f"INSERT INTO region (code, parent_code, level, name, zone) VALUES (:code, :parent, :level, :name, :zone) {_RENAME}"
)
UPSERT_ARRAYS = text(
    "INSERT INTO region (code, parent_code, level, name, zone)"
    " SELECT * FROM unnest(CAST(:code AS text[]), CAST(:parent AS text[]), CAST(:level AS text[]),"
    f" CAST(:name AS text[]), CAST(:zone AS text[])) {_RENAME}"
)
EDITION = text("SELECT number FROM region_edition")
NEXT_EDITION = text(
    "INSERT INTO region_edition (id, number) VALUES (1, 1)"
    " ON CONFLICT (id) DO UPDATE SET number = region_edition.number + 1"
)


def _names(tx: Transaction, codes: Sequence[str], known: dict[str, str]) -> dict[str, list[str]]:
    """For each code its names, the nearest first."""
    lines = {code: _line(code) for code in codes}
    missing = sorted({step for line in lines.values() for step in line} - known.keys())
    names = dict(known)
    names.update(names_of(tx, missing))
    return {code: [names[step] for step in line if step in names] for code, line in lines.items()}


def _line(code: str) -> list[str]:
    """The code and those above it: 13.72.01 -> 13.72.01, 13.72, 13."""
    parts = code.split(".")
    return [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
