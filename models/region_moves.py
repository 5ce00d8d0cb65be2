"""Moving what belongs to a region when its code changes: kampung, roles, what is owed, reports, tickets, plans.

Each table moves in one statement, so two codes that follow each other can't be mixed up. Stays behind as history: the
region itself with its end, and whatever was said and recorded under the old code.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, text
from sqlmodel import col, select

from models import region
from models.database import Transaction
from models.kampung import Kampung
from models.region import Region
from models.region_change import GONE, RegionChange

# Every column that says where something belongs. A target is what a region agreed to: it goes along with a new code,
# not into another region.
MOVED = {
    ("calendar_day", "area_code"): ("recoded",),
    ("classification", "area_code"): GONE,
    ("family", "area_code"): GONE,
    ("form_upload", "area_code"): GONE,
    ("form_use", "area_code"): GONE,
    ("group_chat", "area_code"): GONE,
    ("invitation", "area_code"): GONE,
    ("kampung", "village_code"): GONE,
    ("membership", "area_code"): GONE,
    ("obligation", "area_code"): GONE,
    ("schedule", "area_code"): GONE,
    ("schedule_change", "area_code"): GONE,
    ("submission", "area_code"): GONE,
    ("ticket", "area_code"): GONE,
    ("target", "area_code"): ("recoded",),
}


def carry_out(tx: Transaction, changes: Sequence[RegionChange]) -> None:
    """Stores the changes, which contradict neither each other nor what is there: regions that come, go or are renamed,
    and what belongs to them. Those above come before those below."""
    for change in changes:
        if change.kind != "merged":
            _place(tx, change)
    tx.flush()
    tx.add_all(changes)
    tx.flush()
    numbers = {"first": min(change.id or 0 for change in changes), "last": max(change.id or 0 for change in changes)}
    for (table, column), kinds in MOVED.items():
        tx.connection().execute(text(_move(table, column, kinds)), numbers)
    tx.connection().execute(text("UPDATE obligation SET unit = 'region:' || area_code WHERE unit LIKE 'region:%'"))
    for change in changes:
        if change.kind in GONE:
            _end(tx, change.old_code, change.since)
    region.changed(tx)


def active_kampung(tx: Transaction, codes: Sequence[str]) -> list[tuple[int, str, str]]:
    """Number, name and village of the active kampung in the villages."""
    rows = select(Kampung.id, Kampung.name, Kampung.village_code)
    found: list[tuple[int, str, str]] = []
    for start in range(0, len(codes), 500):
        part = col(Kampung.village_code).in_(codes[start : start + 500])
        found += [(number or 0, name, code) for number, name, code in tx.exec(rows.where(Kampung.is_active, part))]
    return found


def belongings(tx: Transaction, codes: Sequence[str]) -> dict[str, dict[str, int]]:
    """For each region how much belongs to it, by table; what is nothing is left out."""
    found: dict[str, dict[str, int]] = {}
    for table, column in MOVED:
        held = Region.metadata.tables[table].c[column]
        for start in range(0, len(codes), 500):
            part = held.in_(codes[start : start + 500])
            for code, count in tx.connection().execute(select(held, func.count()).where(part).group_by(held)):
                found.setdefault(code, {})[table] = count
    return found


def _place(tx: Transaction, change: RegionChange) -> None:
    row = tx.get(Region, change.code)
    if row is None:
        row = Region(
            code=change.code,
            parent_code=region.above(change.code),
            level=region.level(change.code),
            name=change.name,
            zone=region.zone(change.code),
        )
    row.name = change.name
    tx.add(row)
    tx.flush()  # those below refer to it


def _end(tx: Transaction, code: str, since: date) -> None:
    row = tx.get_one(Region, code)
    row.until = since
    tx.add(row)


def _move(table: str, column: str, kinds: Sequence[str]) -> str:
    told = ", ".join(f"'{kind}'" for kind in kinds)
    return (
        f"UPDATE {table} SET {column} = change.code FROM region_change AS change"
        f" WHERE change.old_code = {table}.{column} AND change.kind IN ({told})"
        " AND change.id BETWEEN :first AND :last"
    )
