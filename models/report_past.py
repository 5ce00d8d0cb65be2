"""What a report is held against: what its unit reported before, what others nearby report, and from where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from models.answer_value import AnswerValue
from models.database import Transaction
from models.scope import Scope
from models.submission import Submission

NEIGHBOURS = 40  # reports: enough for a median, few enough to be read while an officer waits


class Value(NamedTuple):
    """One answer; `path` has repeat positions."""

    path: str
    name: str
    kind: str
    text: str
    number: float | None


class Report(NamedTuple):
    """`area_code` is the village's."""

    period: str
    area_code: str
    values: tuple[Value, ...]


def own(tx: Transaction, row: Submission, last: int) -> list[Report]:
    """The current reports of the same kampung and unit on the form for the periods before, the latest first."""
    mine = (col(Submission.kampung_id) == row.kampung_id, col(Submission.unit) == row.unit)
    asked = sa.select(col(Submission.id)).where(*_same_form(row), *mine, col(Submission.period) < row.period)
    return _read(tx, asked.order_by(col(Submission.period).desc()).limit(last))


def others(tx: Transaction, row: Submission) -> list[Report]:
    """Current reports of other kampung of the regency for the same period, those of the same district first."""
    district, regency = row.area_code[: row.area_code.rfind(".")], row.area_code[:5]
    near = sa.case((Scope((district,)).covers(Submission.area_code, Submission.kampung_id), 0), else_=1)
    asked = (
        sa.select(col(Submission.id))
        .where(*_same_form(row), col(Submission.period) == row.period, col(Submission.kampung_id) != row.kampung_id)
        .where(Scope((regency,)).covers(Submission.area_code, Submission.kampung_id))
    )
    return _read(tx, asked.order_by(near, col(Submission.id)).limit(NEIGHBOURS))


def places(tx: Transaction, row: Submission, last: int) -> Sequence[str]:
    """The places that other current reports of the kampung tell, on whatever form; the latest first."""
    query = (
        sa.select(col(AnswerValue.text))
        .join_from(Submission, AnswerValue, col(AnswerValue.submission_id) == col(Submission.id))
        .where(col(Submission.kampung_id) == row.kampung_id, col(Submission.is_current), col(Submission.id) != row.id)
        .where(col(AnswerValue.kind) == "geopoint", col(AnswerValue.text) != "")
        .order_by(col(Submission.id).desc())
        .limit(last)
    )
    return [str(text) for (text,) in tx.connection().execute(query)]


def _same_form(row: Submission) -> tuple[Any, ...]:
    return (col(Submission.form_id) == row.form_id, col(Submission.is_current))


def _read(tx: Transaction, ids: Any) -> list[Report]:
    chosen = ids.subquery()
    told = (col(AnswerValue.path), col(AnswerValue.name), col(AnswerValue.kind))
    query = (
        sa.select(col(Submission.id), col(Submission.period), col(Submission.area_code), *told)
        .add_columns(col(AnswerValue.text), col(AnswerValue.number))
        .join_from(Submission, AnswerValue, col(AnswerValue.submission_id) == col(Submission.id))
        .where(col(Submission.id).in_(sa.select(chosen.c.id)))
        .order_by(col(Submission.period).desc(), col(Submission.id).desc(), col(AnswerValue.id))
    )
    found: dict[int, tuple[str, str, list[Value]]] = {}
    for number, period, area, *value in tx.connection().execute(query):
        found.setdefault(number, (period, area, []))[2].append(Value(*value))
    return [Report(period, area, tuple(values)) for period, area, values in found.values()]
