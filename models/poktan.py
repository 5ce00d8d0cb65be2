"""Poktan: an activity group of a kampung (BKB, BKR, BKL, UPPKA, PIK-R, DASHAT); of a kind there may be several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction
from models.kampung import Kampung
from models.scope import Scope

KINDS = {"bkb": "BKB", "bkr": "BKR", "bkl": "BKL", "uppka": "UPPKA", "pikr": "PIK-R", "dashat": "DASHAT"}
FIVE = ("bkb", "bkr", "bkl", "uppka", "pikr")  # those that the classification counts; DASHAT came later


class Poktan(SQLModel, table=True):
    """`kind` is one of KINDS, `register_number` the group's own in New SIGA ("" if not told). `since` and `until` are
    when Kabar was told that it is there, and that it is not."""

    __tablename__ = "poktan"
    __table_args__ = (
        Index(
            "uq_poktan_name",
            "kampung_id",
            "kind",
            "name",
            unique=True,
            sqlite_where=text("is_active"),
            postgresql_where=text("is_active"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    kampung_id: int = Field(foreign_key="kampung.id", index=True)
    kind: str = Field(max_length=8)
    name: str
    register_number: str = Field(default="", max_length=32)
    is_active: bool = True
    since: datetime
    until: datetime | None = None


def of_ids(tx: Transaction, ids: Iterable[int]) -> dict[int, Poktan]:
    """The groups with those ids, active or not."""
    return {row.id or 0: row for row in tx.exec(select(Poktan).where(col(Poktan.id).in_(ids)))}


def of_kampung(tx: Transaction, kampung_id: int) -> Sequence[Poktan]:
    """The active groups of the kampung, by kind as the programme lists them, then by name."""
    found = tx.exec(select(Poktan).where(Poktan.kampung_id == kampung_id, Poktan.is_active)).all()
    order = list(KINDS)
    return sorted(found, key=lambda row: (order.index(row.kind), row.name, row.id or 0))


def of_many(tx: Transaction, kampung_ids: Sequence[int]) -> dict[int, list[Poktan]]:
    """The active groups of each of the kampung that has any."""
    found: dict[int, list[Poktan]] = {}
    for start in range(0, len(kampung_ids), 5_000):
        part = kampung_ids[start : start + 5_000]
        for row in tx.exec(select(Poktan).where(col(Poktan.kampung_id).in_(part), Poktan.is_active)):
            found.setdefault(row.kampung_id, []).append(row)
    return found


def one_in_scope(tx: Transaction, scope: Scope, poktan_id: int) -> Poktan | None:
    """The active group with that id, if its kampung is active and lies in the scope."""
    return tx.exec(
        select(Poktan)
        .join(Kampung, col(Kampung.id) == Poktan.kampung_id)
        .where(Poktan.id == poktan_id, Poktan.is_active, Kampung.is_active)
        .where(scope.covers(Kampung.village_code, Kampung.id))
    ).first()


def agree(tx: Transaction, kampung_id: int, kinds: Sequence[str], name: str) -> None:
    """Makes the groups agree with the kinds that are said to be there: what is missing begins under the name of its
    kind and of the kampung (`name`), what is gone ends. One that ended before begins again under its name."""
    there = of_kampung(tx, kampung_id)
    for row in there:
        if row.kind not in kinds:
            row.is_active, row.until = False, tx.now
            tx.add(row)
    for kind in KINDS:
        if kind in kinds and all(row.kind != kind for row in there):
            _begin(tx, kampung_id, kind, called(kind, name))
    tx.flush()


def called(kind: str, kampung: str) -> str:
    """What a group is called until somebody tells its own name."""
    return f"{KINDS[kind]} {kampung}"


def _begin(tx: Transaction, kampung_id: int, kind: str, name: str) -> None:
    """The groups of that kind that ended last, or one under that name."""
    ended = tx.exec(
        select(Poktan)
        .where(Poktan.kampung_id == kampung_id, Poktan.kind == kind, col(Poktan.is_active).is_(False))
        .order_by(col(Poktan.until).desc(), col(Poktan.id))
    ).all()
    last = ended[0].until if ended else None
    for row in (row for row in ended if row.until == last):
        row.is_active, row.until = True, None
        tx.add(row)
    if not ended:
        tx.add(Poktan(kampung_id=kampung_id, kind=kind, name=name, since=tx.now))
