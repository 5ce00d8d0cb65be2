"""Family: one that a team assists, by the code on the team's own list; never a name, never an identity.

It is what the current visits to it say (`kunjungan_keluarga`), for whoever visits it next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from models.answer_value import AnswerValue
from models.columns import by_area
from models.database import Transaction
from models.scope import Scope
from models.submission import Submission


class Family(SQLModel, table=True):
    """Days are ISO. `risks` counts what the last visit found, not what it was. `next_due` is "" once it `ended`:
    moved, died, or refused (the family did not want to be recorded any more)."""

    __tablename__ = "family"
    __table_args__ = (UniqueConstraint("kampung_id", "code"), by_area("ix_family_area_code"))

    id: int | None = Field(default=None, primary_key=True)
    kampung_id: int = Field(foreign_key="kampung.id", index=True)
    area_code: str = Field(max_length=13)
    code: str = Field(max_length=20)
    target: str = Field(default="", max_length=12)  # catin, bumil, pascasalin, baduta, balita, pus
    person_id: int = Field(foreign_key="person.id", index=True)  # who visited last
    visits: int = 0
    first_visit: str = Field(max_length=10)
    last_visit: str = Field(max_length=10)
    next_due: str = Field(default="", index=True, max_length=10)
    risks: int = 0
    ended: str = Field(default="", max_length=8)
    updated_at: datetime


def visits(tx: Transaction, kampung_id: int, form_id: str, question: str, code: str) -> Sequence[Submission]:
    """The current visits to the family with that code (in capitals), which the question holds."""
    tx.flush()
    return tx.exec(
        select(Submission)
        .join(AnswerValue, col(AnswerValue.submission_id) == Submission.id)
        .where(Submission.form_id == form_id, Submission.kampung_id == kampung_id, Submission.is_current)
        .where(AnswerValue.name == question, sa.func.upper(AnswerValue.text) == code)
        .order_by(Submission.period, col(Submission.id))
    ).all()


def codes(tx: Transaction, ids: Iterable[int]) -> dict[int, str]:
    """The codes of the families."""
    rows = tx.exec(select(Family.id, Family.code).where(col(Family.id).in_(ids)))
    return {number: code for number, code in rows if number is not None}


def of_code(tx: Transaction, kampung_id: int, code: str) -> Family | None:
    return tx.exec(select(Family).where(Family.kampung_id == kampung_id, Family.code == code)).first()


def put(tx: Transaction, kampung_id: int, code: str, columns: dict[str, Any] | None) -> None:
    """What is known of the family now; None when no visit to it is left."""
    row = of_code(tx, kampung_id, code)
    if columns is None:
        if row is not None:
            tx.delete(row)
        return
    if row is None:
        row = Family(kampung_id=kampung_id, code=code, updated_at=tx.now, **columns)
    for name, value in columns.items():
        setattr(row, name, value)
    row.updated_at = tx.now
    tx.add(row)


def one_in_scope(tx: Transaction, scope: Scope, family_id: int) -> Family | None:
    row = tx.get(Family, family_id)
    return row if row and scope.includes(row.area_code, row.kampung_id) else None


def assisted(tx: Transaction, scope: Scope, person_id: int | None = None) -> Sequence[Family]:
    """The families in the scope that are still visited, the one due first before all; those whom that person visited
    last, if one is named."""
    statement = select(Family).where(Family.ended == "", scope.covers(Family.area_code, Family.kampung_id))
    if person_id is not None:
        statement = statement.where(Family.person_id == person_id)
    return tx.exec(statement.order_by(Family.next_due, Family.code)).all()


def counts(tx: Transaction, scope: Scope, area: str, today: str) -> dict[str, tuple[int, int]]:
    """For each target group how many families of the area (within the scope) are visited, and how many are due."""
    rows = tx.connection().execute(
        sa.select(col(Family.target), sa.func.count(), sa.func.count().filter(col(Family.next_due) <= today))
        .where(col(Family.ended) == "", Scope((area,)).covers(Family.area_code, Family.kampung_id))
        .where(scope.covers(Family.area_code, Family.kampung_id))
        .group_by(col(Family.target))
    )
    return {str(row[0]): (int(row[1]), int(row[2])) for row in rows}
