"""Target: what a figure should reach in an area by a year, or stood at in a survey; each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from models.database import Transaction


class Target(SQLModel, table=True):
    """`kind` is "target", or "level" for a measured figure to compare with. Two sources may name different values for
    the same year: both are kept."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("area_code", "figure", "year", "kind", "source"),)

    id: int | None = Field(default=None, primary_key=True)
    area_code: str = Field(max_length=13)  # "" is the country
    figure: str = Field(max_length=64)
    year: int
    kind: str = Field(max_length=8)
    value: float  # in percent
    source: str


class Row(NamedTuple):
    """One line of a list of targets."""

    area_code: str
    figure: str
    year: int
    kind: str
    value: float
    source: str


PUT = text(
    "INSERT INTO target (area_code, figure, year, kind, value, source)"
    " VALUES (:area_code, :figure, :year, :kind, :value, :source)"
    " ON CONFLICT (area_code, figure, year, kind, source) DO UPDATE SET value = excluded.value"
)


def put(tx: Transaction, rows: Iterable[Row]) -> int:
    """Adds them, or gives those that are there their new value; how many."""
    told = [row._asdict() for row in rows]
    if told:
        tx.connection().execute(PUT, told)
    return len(told)


def holding(tx: Transaction, areas: Sequence[str], year: int) -> dict[str, list[Target]]:
    """For each figure what holds in a year: of the first of the areas that has any, the latest year up to that one;
    of several sources all, by source. Levels are not told."""
    rows = tx.exec(
        select(Target)
        .where(col(Target.area_code).in_(areas), Target.year <= year, Target.kind == "target")
        .order_by(Target.figure, col(Target.year).desc(), Target.source)
    ).all()
    nearest = sorted(rows, key=lambda row: (areas.index(row.area_code), -row.year))
    found: dict[str, list[Target]] = {}
    for row in nearest:
        held = found.setdefault(row.figure, [])
        if not held or (held[0].area_code, held[0].year) == (row.area_code, row.year):
            held.append(row)
    return found
