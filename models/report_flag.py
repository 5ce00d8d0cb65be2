"""ReportFlag: what is odd about a report, found when it was stored; ReportLook: that it was looked at.

A report without a look is looked at by the clock, which is how a report that was moved is seen anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction
from models.scope import Scope
from models.submission import Submission

WAITING = ("received", "edited")


class ReportLook(SQLModel, table=True):
    """`likeness` is a digest of what the report tells of its period alone, "" where that is too little to tell one
    report from another."""

    __tablename__ = "report_look"

    submission_id: int = Field(primary_key=True, foreign_key="submission.id")
    likeness: str = Field(default="", index=True, max_length=64)


class ReportFlag(SQLModel, table=True):
    """`rule` is one of `reporting.oddities.RULES`; `path` the answer ("" for the report as a whole) and `value` what
    stands there; `low` and `high` what is usual; `other` a period, a kampung's id or kilometres."""

    __tablename__ = "report_flag"

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    rule: str = Field(max_length=12)
    path: str = ""
    value: str = ""
    low: float | None = None
    high: float | None = None
    other: str = Field(default="", max_length=24)


def keep(tx: Transaction, look: ReportLook, flags: Iterable[ReportFlag]) -> None:
    """What was found, in the place of what was found before."""
    forget(tx, [look.submission_id])
    tx.add(look)
    tx.add_all(flags)
    tx.flush()


def forget(tx: Transaction, submission_ids: Sequence[int]) -> None:
    """As if these reports had never been looked at."""
    for table in (ReportFlag, ReportLook):
        tx.execute(sa.delete(table).where(col(table.submission_id).in_(submission_ids)))


def of_report(tx: Transaction, submission_id: int) -> Sequence[ReportFlag]:
    """In the order in which they were found: what counts most first."""
    return tx.exec(
        select(ReportFlag).where(ReportFlag.submission_id == submission_id).order_by(col(ReportFlag.id))
    ).all()


def queue(tx: Transaction, scope: Scope, limit: int) -> Sequence[Submission]:
    """What nobody has decided on yet: flagged reports first, then the oldest."""
    waiting = select(Submission).where(*_waiting(scope)).order_by(_is_flagged().desc())
    return tx.exec(waiting.order_by(col(Submission.submitted_at), col(Submission.id)).limit(limit)).all()


def clean(tx: Transaction, scope: Scope, limit: int) -> Sequence[Submission]:
    """The same without those that have a flag, or that were not looked at yet; the oldest first."""
    seen = sa.exists().where(col(ReportLook.submission_id) == col(Submission.id))
    waiting = select(Submission).where(*_waiting(scope), seen, ~_is_flagged())
    return tx.exec(waiting.order_by(col(Submission.submitted_at), col(Submission.id)).limit(limit)).all()


def count(tx: Transaction, scope: Scope, form_id: str = "") -> int:
    """How many of the reports that wait have a flag; on one form, or on all."""
    return tx.exec(select(sa.func.count()).select_from(Submission).where(*_flagged(scope, form_id))).one()


def flagged(tx: Transaction, scope: Scope, form_id: str, limit: int) -> list[tuple[Submission, ReportFlag]]:
    """Reports that wait and have a flag, by area, each with the flag that counts most."""
    first = (
        sa.select(sa.func.min(col(ReportFlag.id)))
        .where(col(ReportFlag.submission_id) == col(Submission.id))
        .correlate(Submission)
        .scalar_subquery()
    )
    found = tx.exec(
        select(Submission, ReportFlag)
        .join(ReportFlag, col(ReportFlag.id) == first)
        .where(*_flagged(scope, form_id))
        .order_by(Submission.area_code, col(Submission.kampung_id), col(Submission.id))
        .limit(limit)
    )
    return [(row, flag) for row, flag in found]


def unseen(tx: Transaction, limit: int) -> Sequence[Submission]:
    """Reports that wait and were never looked at; for the clock."""
    seen = sa.exists().where(col(ReportLook.submission_id) == col(Submission.id))
    waiting = (Submission.is_current, col(Submission.review_state).in_(WAITING), ~seen)
    return tx.exec(select(Submission).where(*waiting).order_by(col(Submission.id)).limit(limit)).all()


def twin(tx: Transaction, row: Submission, likeness: str) -> int | None:
    """Another kampung of the same district with a report on the same form and period that tells the same."""
    district = Scope((row.area_code.rpartition(".")[0],))
    return tx.exec(
        select(Submission.kampung_id)
        .join(ReportLook, col(ReportLook.submission_id) == Submission.id)
        .where(ReportLook.likeness == likeness, Submission.is_current, Submission.form_id == row.form_id)
        .where(Submission.period == row.period, Submission.kampung_id != row.kampung_id)
        .where(district.covers(Submission.area_code, Submission.kampung_id))
        .order_by(col(Submission.id))
        .limit(1)
    ).first()


def _waiting(scope: Scope) -> tuple[Any, ...]:
    return (
        col(Submission.is_current),
        col(Submission.review_state).in_(WAITING),
        scope.covers(Submission.area_code, Submission.kampung_id),
    )


def _flagged(scope: Scope, form_id: str) -> tuple[Any, ...]:
    mine = (col(Submission.form_id) == form_id,) if form_id else ()
    return (*_waiting(scope), *mine, _is_flagged())


def _is_flagged() -> ColumnElement[bool]:
    return sa.exists().where(col(ReportFlag.submission_id) == col(Submission.id)).correlate(Submission)
