"""Tally: how many obligations of a form and period there are in an area, and how they stand. Kept, not counted.

From the district up to the country; in a village the obligations themselves are few.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction
from models.obligation import Obligation
from models.scope import Scope


class Tally(SQLModel, table=True):
    """`expected` are all but the void ones; who neither sent nor is excused still owes. `on_time` came by the day it
    was due. A period of days (visits) is counted by month."""

    __tablename__ = "tally"
    __table_args__ = ({"sqlite_with_rowid": False},)

    area_code: str = Field(primary_key=True, max_length=13)  # "" is the country
    form_id: str = Field(primary_key=True, max_length=255)
    period: str = Field(primary_key=True, max_length=10)
    expected: int = 0
    sent: int = 0
    returned: int = 0
    accepted: int = 0
    excused: int = 0
    on_time: int = 0


class Key(NamedTuple):
    area_code: str
    form_id: str
    period: str


class Counts(NamedTuple):
    """The columns of one row."""

    expected: int = 0
    sent: int = 0
    returned: int = 0
    accepted: int = 0
    excused: int = 0
    on_time: int = 0

    @property
    def reported(self) -> int:
        return self.sent + self.returned + self.accepted

    @property
    def waiting(self) -> int:
        return self.expected - self.reported - self.excused


KEYS, COLUMNS = Key._fields, (*Key._fields, *Counts._fields)
DAY = 10  # letters of a period that is a day


def counts(row: Obligation) -> Counts:
    """What one obligation counts."""
    if row.state == "void":
        return Counts()
    told = {row.state: 1} if row.state in Counts._fields else {}
    return Counts(expected=1, on_time=int(row.sent_at is not None and row.sent_at <= row.due_at), **told)


def bucket(period: str) -> str:
    """The period under which it is counted: of a day its month."""
    return period[:7] if len(period) == DAY else period


def add(tx: Transaction, changes: Mapping[Key, Counts]) -> None:
    """Adds to the rows of districts, and to all areas above. In the order of the keys: two transactions that add at
    once can't wait for each other."""
    sums: dict[Key, list[int]] = {}
    for key, told in changes.items():
        for area in upwards(key.area_code):
            row = sums.setdefault(key._replace(area_code=area), [0] * len(told))
            for at, value in enumerate(told):
                row[at] += value
    rows = [dict(zip(COLUMNS, (*key, *sums[key]), strict=True)) for key in sorted(sums) if any(sums[key])]
    if rows and tx.get_bind().dialect.name == "postgresql":
        tx.connection().execute(ADD_AT_ONCE, {"rows": json.dumps(rows)})
    elif rows:
        tx.connection().execute(ADD, rows)


def upwards(area_code: str) -> list[str]:
    """The district of a village, and what lies above it; of a larger area that area itself first."""
    parts = area_code.split(".")[:3] if area_code else []
    return [".".join(parts[:depth]) for depth in range(len(parts), -1, -1)]


_ONTO = "ON CONFLICT (area_code, form_id, period) DO UPDATE SET " + ", ".join(
    f"{name} = tally.{name} + excluded.{name}" for name in Counts._fields
)
_INTO = f"INSERT INTO tally ({', '.join(COLUMNS)})"
ADD = sa.text(f"{_INTO} VALUES ({', '.join(f':{name}' for name in COLUMNS)}) {_ONTO}")
ADD_AT_ONCE = sa.text(
    f"{_INTO} SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS told(area_code text, form_id text, period text,"
    f" {', '.join(f'{name} int' for name in Counts._fields)}) ORDER BY 1, 2, 3 {_ONTO}"
)


def of(tx: Transaction, scope: Scope, area_code: str, form_id: str, period: str) -> Counts:
    """Of an area within the scope; nothing is counted outside it. A village has no row of its own."""
    row = tx.get(Tally, (area_code, form_id, bucket(period))) if scope.includes(area_code, 0) else None
    return _counts(row) if row is not None else Counts()


def of_areas(tx: Transaction, scope: Scope, areas: Sequence[str], form_id: str, period: str) -> dict[str, Counts]:
    """The same for many; an area without a row is not in it."""
    covered = [area for area in areas if scope.includes(area, 0)]
    statement = select(Tally).where(Tally.form_id == form_id, Tally.period == bucket(period))
    return {row.area_code: _counts(row) for row in tx.exec(statement.where(col(Tally.area_code).in_(covered)))}


def everything(tx: Transaction) -> dict[Key, Counts]:
    """All rows that say something, for comparing."""
    rows = tx.exec(select(Tally)).all()
    return {Key(row.area_code, row.form_id, row.period): told for row in rows if any(told := _counts(row))}


def rebuild(tx: Transaction) -> int:
    """Makes all rows anew from the obligations; how many obligations there are."""
    tx.flush()
    tx.connection().execute(sa.delete(Tally))
    state, sent, when = col(Obligation.state), col(Obligation.sent_at), col(Obligation.due_at)
    found = tx.connection().execute(
        sa.select(
            col(Obligation.area_code),
            col(Obligation.form_id),
            col(Obligation.period),
            sa.func.count(),
            *(sa.func.count().filter(state == name) for name in ("sent", "returned", "accepted", "excused")),
            sa.func.count().filter(sent <= when),
        )
        .where(state != "void")
        .group_by(col(Obligation.area_code), col(Obligation.form_id), col(Obligation.period))
    )
    changes: dict[Key, Counts] = {}
    total = 0
    for area, form_id, period, *told in found:
        key = Key(upwards(area)[0], form_id, bucket(period))
        before = changes.get(key, Counts())
        changes[key] = Counts(*(one + more for one, more in zip(before, told, strict=True)))
        total += told[0]
    add(tx, changes)
    return total


def _counts(row: Tally) -> Counts:
    return Counts(*(getattr(row, name) for name in Counts._fields))
