"""Classification: the class of a kampung in a half year, with the scores and facts that it follows from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from models.columns import Json, by_area, json_column
from models.database import Transaction
from models.scope import Scope

CLASSES = ("dasar", "berkembang", "mandiri", "berkelanjutan")  # the lowest first


class Classification(SQLModel, table=True):
    """`name` is one of CLASSES, or "" where a fact is missing. Indices are hundredths.
    `impact` is recorded beside it and not scored."""

    __tablename__ = "classification"
    __table_args__ = (
        UniqueConstraint("kampung_id", "semester"),
        by_area("ix_classification_area_code"),
        sa.Index("ix_classification_semester", "semester", "name", "area_code"),  # how many of each class in an area
    )

    id: int | None = Field(default=None, primary_key=True)
    kampung_id: int = Field(foreign_key="kampung.id", index=True)
    area_code: str = Field(max_length=13)
    semester: str = Field(max_length=7)
    name: str = Field(max_length=13)
    input_index: int | None = None
    process_index: int | None = None
    output_index: int | None = None
    scores: Json = json_column()  # points by score, null where missing
    facts: Json = json_column()  # what each score was read off, and the steps to a higher class
    impact: Json = json_column()
    computed_at: datetime


def put(tx: Transaction, kampung_id: int, semester: str, **columns: Any) -> Classification:
    """The row of the kampung and half year, made or made anew."""
    row = of_semester(tx, kampung_id, semester)
    if row is None:
        row = Classification(kampung_id=kampung_id, semester=semester, computed_at=tx.now, **columns)
    for name, value in columns.items():
        setattr(row, name, value)
    row.computed_at = tx.now
    tx.add(row)
    tx.flush()
    return row


def drop(tx: Transaction, kampung_id: int, semester: str) -> None:
    """There is nothing to classify by any more."""
    row = of_semester(tx, kampung_id, semester)
    if row is not None:
        tx.delete(row)
        tx.flush()


def of_semester(tx: Transaction, kampung_id: int, semester: str) -> Classification | None:
    return tx.exec(
        select(Classification).where(Classification.kampung_id == kampung_id, Classification.semester == semester)
    ).first()


def history(tx: Transaction, kampung_id: int, last: int) -> Sequence[Classification]:
    """The kampung's last half years, the latest first."""
    return tx.exec(
        select(Classification)
        .where(Classification.kampung_id == kampung_id)
        .order_by(col(Classification.semester).desc())
        .limit(last)
    ).all()


def from_on(tx: Transaction, kampung_id: int, semester: str) -> Sequence[str]:
    """The half years of the kampung from that one on that have a row."""
    return tx.exec(
        select(Classification.semester)
        .where(Classification.kampung_id == kampung_id, Classification.semester >= semester)
        .order_by(Classification.semester)
    ).all()


def counts(tx: Transaction, scope: Scope, area: str, semester: str) -> dict[str, int]:
    """How many kampung of the area (within the scope) are of each class in the half year."""
    rows = tx.connection().execute(
        sa.select(col(Classification.name), sa.func.count())
        .where(col(Classification.semester) == semester, col(Classification.name).in_(("", *CLASSES)))
        .where(Scope((area,)).covers(Classification.area_code, Classification.kampung_id))
        .where(scope.covers(Classification.area_code, Classification.kampung_id))
        .group_by(col(Classification.name))
    )
    return {str(row[0]): int(row[1]) for row in rows}


def with_facts(tx: Transaction, scope: Scope, area: str, semester: str) -> Iterator[tuple[int, str, Json]]:
    """Of each kampung of the area (within the scope) that has a class in the half year: its id, the class, and the
    facts."""
    rows = tx.connection().execute(
        sa.select(*(getattr(Classification, name) for name in ("kampung_id", "name", "facts")))
        .where(col(Classification.semester) == semester)
        .where(Scope((area,)).covers(Classification.area_code, Classification.kampung_id))
        .where(scope.covers(Classification.area_code, Classification.kampung_id))
        .order_by(col(Classification.kampung_id))
    )
    yield from ((int(row[0]), str(row[1]), row[2]) for row in rows)


def latest_semester(tx: Transaction, until: str) -> str:
    """The last half year that anything was classified in, up to that one; "" if none was."""
    found = tx.exec(select(sa.func.max(Classification.semester)).where(col(Classification.semester) <= until)).first()
    return found or ""
