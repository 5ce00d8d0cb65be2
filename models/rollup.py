"""Rollup: sums over an area, a period and a figure, kept while reports come in: from the district up to the country.

What a village or kampung has is its own report, which is read where it lies: to store it here too would double the
database and answer nothing sooner (decision 38).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction
from models.scope import Scope


class Rollup(SQLModel, table=True):
    """`reports` took part in the period, with the sums `above` and `below`. The `known_` columns are steps: what the
    last reports of all kampung amount to at a period is their sum over all periods until then. `known_months` adds up
    the months (since year 0) of those reports, which tells their mean age."""

    __tablename__ = "rollup"
    __table_args__ = ({"sqlite_with_rowid": False},)

    area_code: str = Field(primary_key=True, max_length=13)  # "" is the country
    figure: str = Field(primary_key=True, max_length=64)
    period: str = Field(primary_key=True, max_length=10)
    reports: int = 0
    above: float = 0.0
    below: float = 0.0
    known: int = 0
    known_above: float = 0.0
    known_below: float = 0.0
    known_months: int = Field(default=0, sa_type=sa.BigInteger)  # 24,000 months for each of 83,762 kampung


class Key(NamedTuple):
    area_code: str
    figure: str
    period: str


class Sums(NamedTuple):
    """The columns of one row."""

    reports: int = 0
    above: float = 0.0
    below: float = 0.0
    known: int = 0
    known_above: float = 0.0
    known_below: float = 0.0
    known_months: int = 0

    def plus(self, other: Sums) -> Sums:
        a, b, c, d, e, f, g = other
        return Sums(
            self[0] + a, self[1] + b, self[2] + c, self[3] + d, self[4] + e, self[5] + f, self[6] + g
        )  # written out: a rebuild does this some millions of times


KNOWN = ("known", "known_above", "known_below", "known_months")
Standing = tuple[float, float, float, float]  # what is known, as in KNOWN
KEYS = ("area_code", "figure", "period")
PIECE = 2_000  # rows of one statement


def above(code: str) -> Iterator[str]:
    """The areas above: of a district its regency, its province and the country."""
    while code:
        code = code.rpartition(".")[0]
        yield code


def add(tx: Transaction, changes: Mapping[Key, Sums]) -> None:
    """Adds to what is there. In the order of the keys: two transactions that add at once can't wait for each other."""
    rows = [(*key, *changes[key]) for key in sorted(changes) if any(changes[key])]
    if rows and tx.get_bind().dialect.name == "postgresql":
        told = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        tx.connection().execute(ADD_AT_ONCE, {"rows": json.dumps(told)})
    elif rows:
        tx.connection().exec_driver_sql(ADD, rows)


COLUMNS = (*KEYS, *Sums._fields)
_INTO = f"INSERT INTO rollup ({', '.join(COLUMNS)})"
_ONTO = "ON CONFLICT (area_code, figure, period) DO UPDATE SET " + ", ".join(
    f"{name} = rollup.{name} + excluded.{name}" for name in Sums._fields
)
ADD = f"{_INTO} VALUES ({', '.join('?' for _ in COLUMNS)}) {_ONTO}"  # as it is: some hundred rows for each report
# One statement instead of some hundreds over the network.
ADD_AT_ONCE = sa.text(
    f"{_INTO} SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS told("
    "area_code text, figure text, period text, reports int, above float, below float,"
    f" known int, known_above float, known_below float, known_months bigint) ORDER BY 1, 2, 3 {_ONTO}"
)


def of_periods(
    tx: Transaction, scope: Scope, areas: Sequence[str], figures: Sequence[str], periods: Sequence[str]
) -> dict[Key, Sums]:
    """The rows of these areas (within the scope), figures and periods; one that is not there is nothing."""
    tx.flush()
    rows = tx.connection().execute(
        sa.select(*(getattr(Rollup, name) for name in COLUMNS))
        .where(col(Rollup.area_code).in_(_covered(scope, areas)), col(Rollup.figure).in_(figures))
        .where(col(Rollup.period).in_(periods))
    )
    return {Key(*row[:3]): Sums(*row[3:]) for row in rows}


def known(
    tx: Transaction, scope: Scope, areas: Sequence[str], figures: Sequence[str], periods: Sequence[str]
) -> dict[Key, Sums]:
    """What the last reports until each of the periods amount to, in the `known_` fields; periods of one kind only."""
    tx.flush()
    steps = [sa.func.sum(getattr(Rollup, name)) for name in KNOWN]
    wanted = sa.select(col(Rollup.area_code), col(Rollup.figure), *steps).where(
        col(Rollup.area_code).in_(_covered(scope, areas)), col(Rollup.figure).in_(figures)
    )
    wanted = wanted.group_by(col(Rollup.area_code), col(Rollup.figure))
    found: dict[Key, Sums] = {}
    reached: dict[tuple[str, str], Standing] = {}
    before = ""
    for period in sorted(periods):  # each step is added up once, however many periods
        since = col(Rollup.period) > before, col(Rollup.period) <= period
        for area, figure, *more in tx.connection().execute(wanted.where(*since)):
            reached[area, figure] = _plus(reached.get((area, figure), (0, 0.0, 0.0, 0)), more)
        for (area, figure), (n, above, below, months) in reached.items():
            if n:
                found[Key(area, figure, period)] = Sums(0, 0.0, 0.0, int(n), above, below, int(months))
        before = period
    return found


def _plus(one: Standing, more: Sequence[float]) -> Standing:
    return one[0] + more[0], one[1] + more[1], one[2] + more[2], one[3] + more[3]


def forget(tx: Transaction, regency: str) -> None:
    """Takes out all rows of a regency and its districts."""
    own = Scope((regency,)).covers(Rollup.area_code, None)
    tx.connection().execute(sa.delete(Rollup).where(own))


def insert_all(tx: Transaction, rows: Mapping[Key, Sums]) -> None:
    """Rows of areas that have none."""
    told = [dict(zip(COLUMNS, (*key, *sums), strict=True)) for key, sums in rows.items() if any(sums)]
    for start in range(0, len(told), PIECE):
        tx.connection().execute(sa.insert(Rollup), told[start : start + PIECE])


def regencies(tx: Transaction) -> Sequence[str]:
    """Codes of the regencies that have rows."""
    return tx.exec(select(Rollup.area_code).where(col(Rollup.area_code).like("__.__")).distinct()).all()


def add_up(tx: Transaction) -> None:
    """Makes the provinces and the country anew from the regencies."""
    tx.connection().execute(sa.delete(Rollup).where(sa.func.length(Rollup.area_code) <= len("13")))
    tx.connection().execute(UP, {"of": "__.__", "letters": 2})
    tx.connection().execute(UP, {"of": "__", "letters": 0})


UP = sa.text(
    f"INSERT INTO rollup ({', '.join(COLUMNS)})"
    " SELECT substr(area_code, 1, :letters), figure, period, "
    + ", ".join(f"sum({name})" for name in Sums._fields)
    + " FROM rollup WHERE area_code LIKE :of GROUP BY 1, 2, 3"
)


def lock(tx: Transaction) -> None:
    """Until the end of the transaction nobody else adds; on SQLite there is one writer anyway."""
    if tx.get_bind().dialect.name == "postgresql":
        tx.connection().execute(sa.text("LOCK TABLE rollup IN SHARE ROW EXCLUSIVE MODE"))


def everything(tx: Transaction) -> dict[Key, Sums]:
    """All rows that say something, for comparing."""
    rows = tx.exec(select(Rollup)).all()
    return {Key(row.area_code, row.figure, row.period): sums for row in rows if any(sums := _sums(row))}


def _covered(scope: Scope, areas: Sequence[str]) -> list[str]:
    return [area for area in areas if scope.includes(area, 0)]


def _sums(row: Rollup) -> Sums:
    return Sums(*(getattr(row, name) for name in Sums._fields))
