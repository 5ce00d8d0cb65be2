"""RegionChange: what a region was called, and under which code it stood, until when. Rows are only added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction

KINDS = ("renamed", "new", "split", "merged", "recoded")
GONE = ("merged", "recoded")  # the old code is a region no more


class RegionChange(SQLModel, table=True):
    """`code` and `name` since that day; `old_code` and `old_name` before it: of a split those of the region that it was
    part of, of a new region empty."""

    __tablename__ = "region_change"

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=8)
    code: str = Field(foreign_key="region.code", index=True, max_length=13)
    name: str
    old_code: str = Field(default="", index=True, max_length=13)
    old_name: str = ""
    since: date
    loaded_at: datetime


class Former(NamedTuple):
    """A code and name that a region of today had until a day."""

    code: str
    name: str
    until: date


def former(tx: Transaction) -> dict[str, list[Former]]:
    """For each region of today what it was before, with the regions that went into it, the latest first."""
    found: dict[str, list[Former]] = defaultdict(list)
    rows = tx.exec(
        select(RegionChange).where(col(RegionChange.kind).in_(("renamed", *GONE))).order_by(col(RegionChange.id))
    ).all()
    for row in rows:
        found[row.code].insert(0, Former(row.old_code, row.old_name, row.since))
        if row.kind in GONE and row.old_code in found:
            found[row.code] += found.pop(row.old_code)
    return dict(found)


def successor(tx: Transaction, code: str) -> str:
    """The code under which the region stands today; the code itself if it was never given up."""
    steps = select(RegionChange.code).where(RegionChange.old_code == code, col(RegionChange.kind).in_(GONE))
    after = tx.exec(steps).first()
    return successor(tx, after) if after is not None else code


def of_region(tx: Transaction, code: str) -> Sequence[RegionChange]:
    """What happened to the region with that code, the latest first."""
    return tx.exec(
        select(RegionChange)
        .where((col(RegionChange.code) == code) | (col(RegionChange.old_code) == code))
        .order_by(col(RegionChange.id).desc())
    ).all()
