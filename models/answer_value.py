"""AnswerValue: one typed value of a submission; those that are indicators carry the indicator's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import func
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.database import Transaction
from models.scope import Scope
from models.submission import Submission


class AnswerValue(SQLModel, table=True):
    """`path` has repeat positions, `text` is the lexical value; `number` or `date` (ISO) is filled by type."""

    __tablename__ = "answer_value"

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    path: str
    name: str = Field(max_length=255)
    kind: str = Field(max_length=16)
    text: str
    number: float | None = None
    date: str | None = Field(default=None, max_length=10)
    indicator: str | None = Field(default=None, index=True, max_length=255)


def of_submission(tx: Transaction, submission_id: int) -> Sequence[AnswerValue]:
    """All values of the submission, in the order of the form."""
    return tx.exec(
        select(AnswerValue).where(AnswerValue.submission_id == submission_id).order_by(col(AnswerValue.id))
    ).all()


def by_name(tx: Transaction, submission_id: int) -> dict[str, str]:
    """Lexical values by XLSForm name; of a name inside a repeat the last one."""
    return {row.name: row.text for row in of_submission(tx, submission_id)}


def trend(tx: Transaction, form_id: str, kampung_id: int, indicator: str, until: str, last: int) -> list[str]:
    """The indicator's values in the last periods of one kampung up to and with `until`, the oldest first."""
    rows = tx.exec(
        select(AnswerValue.text)
        .join(Submission, col(Submission.id) == AnswerValue.submission_id)
        .where(Submission.form_id == form_id, Submission.kampung_id == kampung_id, Submission.is_current)
        .where(AnswerValue.indicator == indicator, Submission.period <= until)
        .order_by(col(Submission.period).desc())
        .limit(last)
    ).all()
    return list(reversed(rows))


def texts(tx: Transaction, form_id: str, kampung_id: int, name: str, span: tuple[str, str]) -> Sequence[str]:
    """The question's answers in the current submissions of the kampung with `span[0] <= period < span[1]`."""
    return tx.exec(
        select(AnswerValue.text)
        .join(Submission, col(Submission.id) == AnswerValue.submission_id)
        .where(Submission.form_id == form_id, Submission.kampung_id == kampung_id, Submission.is_current)
        .where(Submission.period >= span[0], Submission.period < span[1], AnswerValue.name == name)
    ).all()


def said_by(tx: Transaction, person_id: int, form_id: str, name: str, last: int) -> Sequence[str]:
    """The question's answers in the person's last current submissions of the form, the latest first."""
    return _said(tx, _latest(form_id, last).where(Submission.person_id == person_id), name)


def said_of(tx: Transaction, kampung_id: int, form_id: str, name: str, last: int) -> Sequence[str]:
    """The question's answers in the kampung's last current submissions of the form, the latest first."""
    return _said(tx, _latest(form_id, last).where(Submission.kampung_id == kampung_id), name)


def _latest(form_id: str, last: int) -> SelectOfScalar[int | None]:
    of_it = (Submission.form_id == form_id, Submission.is_current)
    return select(col(Submission.id)).where(*of_it).order_by(col(Submission.id).desc()).limit(last)


def _said(tx: Transaction, submissions: SelectOfScalar[int | None], name: str) -> Sequence[str]:
    return tx.exec(
        select(AnswerValue.text)
        .where(col(AnswerValue.submission_id).in_(submissions.subquery().select()), AnswerValue.name == name)
        .order_by(col(AnswerValue.submission_id).desc(), col(AnswerValue.id))
    ).all()


class Said(NamedTuple):
    """One answer of a report, with where and when the report is of; `number` is what people quote of it."""

    submission_id: int
    kampung_id: int
    period: str
    path: str
    name: str
    text: str
    number: str
    area_code: str


def of_form(
    tx: Transaction, scope: Scope, form_id: str, names: Sequence[str], *, number: str = "", period: str = ""
) -> list[Said]:
    """The answers to these questions in the current submissions of the form in the scope: the latest report first, each
    in the order of the form. `number` asks for one report alone, `period` for those of one."""
    report = (col(Submission.kampung_id), col(Submission.period))
    answer = (col(AnswerValue.path), col(AnswerValue.name), col(AnswerValue.text))
    query = (
        sa.select(col(AnswerValue.submission_id), *report, *answer, col(Submission.number), col(Submission.area_code))
        .join(Submission, col(Submission.id) == col(AnswerValue.submission_id))
        .where(*_told(scope, form_id), col(AnswerValue.name).in_(names))
        .order_by(col(Submission.period).desc(), col(Submission.id).desc(), col(AnswerValue.id))
    )
    asked = query.where(col(Submission.number) == number) if number else query
    asked = asked.where(col(Submission.period) == period) if period else asked
    return [Said(*row) for row in tx.connection().execute(asked)]


def latest_period(tx: Transaction, scope: Scope, form_id: str) -> str:
    """The last period in the scope that has a report on the form; "" without any."""
    found = tx.connection().execute(sa.select(func.max(Submission.period)).where(*_told(scope, form_id)))
    return str(found.scalar() or "")


def means(tx: Transaction, scope: Scope, form_id: str, period: str, names: Sequence[str]) -> dict[str, float]:
    """The mean of what was answered in numbers, over the reports in the scope, by question."""
    query = sa.select(col(AnswerValue.name), func.avg(sa.cast(AnswerValue.text, sa.Float)))
    asked = _counted(query, scope, form_id, period, names).group_by(col(AnswerValue.name))
    return {name: float(mean) for name, mean in tx.connection().execute(asked)}


def lowest(
    tx: Transaction, scope: Scope, form_id: str, period: str, names: Sequence[str], span: tuple[int, int]
) -> list[tuple[int, float]]:
    """Kampung with the mean of their answers in numbers to these questions, the lowest first; `span` is how many to
    leave out and how many to tell."""
    mean = func.avg(sa.cast(AnswerValue.text, sa.Float))
    query = _counted(sa.select(col(Submission.kampung_id), mean), scope, form_id, period, names)
    ranked = query.group_by(col(Submission.kampung_id)).order_by(mean, col(Submission.kampung_id))
    found = tx.connection().execute(ranked.offset(span[0]).limit(span[1]))
    return [(int(place), float(value)) for place, value in found]


def count_by_area(tx: Transaction, scope: Scope, form_id: str, period: str, size: int) -> dict[str, int]:
    """How many reports on the form and period there are, by the first `size` letters of the area's code."""
    area = func.substr(Submission.area_code, 1, size)
    query = sa.select(area, func.count()).where(*_told(scope, form_id), col(Submission.period) == period)
    return {str(code): int(count) for code, count in tx.connection().execute(query.group_by(area))}


def _told(scope: Scope, form_id: str) -> tuple[Any, ...]:
    covered = scope.covers(Submission.area_code, Submission.kampung_id)
    return (col(Submission.form_id) == form_id, col(Submission.is_current), covered)


def _counted(query: sa.Select[Any], scope: Scope, form_id: str, period: str, names: Sequence[str]) -> sa.Select[Any]:
    return (
        query.join_from(Submission, AnswerValue, col(Submission.id) == col(AnswerValue.submission_id))
        .where(*_told(scope, form_id), col(Submission.period) == period)
        .where(col(AnswerValue.name).in_(names), col(AnswerValue.text) != "")
    )


def sums(
    tx: Transaction, scope: Scope, form_id: str, periods: tuple[str, str], indicators: Sequence[str]
) -> dict[tuple[str, str], float]:
    """Sums of indicators by (period, indicator), over the kampung in the scope that reported for both periods."""
    found = tx.exec(
        select(Submission.period, AnswerValue.indicator, func.sum(AnswerValue.number))
        .join(AnswerValue, col(AnswerValue.submission_id) == Submission.id)
        .where(Submission.form_id == form_id, Submission.is_current, col(Submission.period).in_(periods))
        .where(
            col(Submission.kampung_id).in_(_both(scope, form_id, periods)), col(AnswerValue.indicator).in_(indicators)
        )
        .where(col(AnswerValue.number).is_not(None))
        .group_by(Submission.period, col(AnswerValue.indicator))
    ).all()
    return {(period, indicator or ""): float(total or 0) for period, indicator, total in found}


def count_both(tx: Transaction, scope: Scope, form_id: str, periods: tuple[str, str]) -> int:
    """How many kampung in the scope reported for both periods."""
    return tx.exec(select(func.count()).select_from(_both(scope, form_id, periods).subquery())).one()


def _both(scope: Scope, form_id: str, periods: tuple[str, str]) -> SelectOfScalar[int]:
    return (
        select(Submission.kampung_id)
        .where(Submission.form_id == form_id, Submission.is_current, col(Submission.period).in_(periods))
        .where(scope.covers(Submission.area_code, Submission.kampung_id))
        .group_by(col(Submission.kampung_id))
        .having(func.count() == len(periods))
    )


class Number(NamedTuple):
    """A value that is a number, with the kind of its question ("calculate" for what is not asked)."""

    submission_id: int
    name: str
    kind: str
    text: str


def numbers(tx: Transaction, submission_ids: Sequence[int]) -> dict[int, list[Number]]:
    """The numbers of each submission, asked or calculated, in the order of the form."""
    rows = tx.exec(
        select(AnswerValue.submission_id, AnswerValue.name, AnswerValue.kind, AnswerValue.text)
        .where(col(AnswerValue.submission_id).in_(submission_ids), col(AnswerValue.number).is_not(None))
        .order_by(col(AnswerValue.id))
    ).all()
    found: dict[int, list[Number]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(Number(*row))
    return found
