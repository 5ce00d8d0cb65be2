"""What reports say, by indicator: the leaves that the roll-up adds up. Every current report counts, whatever its review
has come to: a report that is returned or accepted has still been reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from models import obligation
from models.answer_value import AnswerValue
from models.database import Transaction
from models.obligation import Obligation
from models.scope import Scope
from models.submission import Submission

Numbers = dict[str, float]
PIECE = 5_000  # rows fetched at a time


class Report(NamedTuple):
    """A current report, with the sums of its numbers by indicator."""

    id: int
    form_id: str
    kampung_id: int
    area_code: str
    period: str
    version_id: int
    numbers: Numbers


class Owed(NamedTuple):
    """How many kampung of an area owe a report for the period, how many have sent it, and how many of those in time."""

    area_code: str
    period: str
    expected: int
    reported: int
    on_time: int


def of_report(tx: Transaction, row: Submission) -> Report:
    return next(_grouped(tx, select(Submission).where(Submission.id == row.id)))


class Around(NamedTuple):
    """A report, and the kampung's current ones on the same form of the next period before and after it."""

    report: Report
    before: Report | None
    after: Report | None


def around(tx: Transaction, row: Submission) -> Around:
    """The report need not be current any more. One statement: every report that is sent passes here."""
    tx.flush()
    told = {"id": row.id, "form_id": row.form_id, "kampung_id": row.kampung_id, "period": row.period}
    found = list(_reports(tx.connection().execute(AROUND, told)))
    before = next((one for one in found if one.period < row.period), None)
    after = next((one for one in found if one.period > row.period), None)
    return Around(next(one for one in found if one.id == row.id), before, after)


_NEXT = (
    "(SELECT t.id FROM submission t WHERE t.form_id = :form_id AND t.kampung_id = :kampung_id AND t.is_current"
    " AND t.period {side} :period ORDER BY t.period {order} LIMIT 1)"
)
AROUND = sa.text(
    "SELECT s.id, s.form_id, s.kampung_id, s.area_code, s.period, s.form_version_id, v.indicator, v.number"
    " FROM submission s"
    " LEFT JOIN answer_value v ON v.submission_id = s.id AND v.indicator IS NOT NULL AND v.number IS NOT NULL"
    f" WHERE s.id IN (:id, {_NEXT.format(side='<', order='DESC')}, {_NEXT.format(side='>', order='ASC')})"
    " ORDER BY s.period, s.id"
)


def of_area(tx: Transaction, scope: Scope, area: str) -> Iterator[Report]:
    """All current reports of the area, by form, kampung and period, one at a time."""
    mine = select(Submission).where(Submission.is_current, Scope((area,)).covers(Submission.area_code, None))
    return _grouped(tx, mine.where(scope.covers(Submission.area_code, Submission.kampung_id)))


def latest(tx: Transaction, scope: Scope, area: str, form_id: str, until: str) -> Iterator[Report]:
    """Of every kampung of the area its last current report on the form for a period up to that one."""
    inside = Scope((area,)).covers(Submission.area_code, Submission.kampung_id)
    last = (
        select(col(Submission.kampung_id), sa.func.max(Submission.period).label("period"))
        .where(Submission.form_id == form_id, Submission.is_current, Submission.period <= until)
        .where(inside, scope.covers(Submission.area_code, Submission.kampung_id))
        .group_by(col(Submission.kampung_id))
        .subquery()
    )
    same = (col(Submission.kampung_id) == last.c.kampung_id) & (col(Submission.period) == last.c.period)
    return _grouped(tx, select(Submission).join(last, same).where(Submission.form_id == form_id, Submission.is_current))


def of_kampung(tx: Transaction, scope: Scope, kampung_id: int, form_id: str) -> Iterator[Report]:
    """The kampung's current reports on the form, the earliest period first."""
    mine = select(Submission).where(
        Submission.is_current, Submission.kampung_id == kampung_id, Submission.form_id == form_id
    )
    return _grouped(tx, mine.where(scope.covers(Submission.area_code, Submission.kampung_id)))


def owed(tx: Transaction, scope: Scope, form_id: str, areas: Sequence[str], periods: Sequence[str] = ()) -> list[Owed]:
    """By village and period, without what is not asked for; of all periods if none is named."""
    sent, time = col(Obligation.sent_at), col(Obligation.due_at)
    statement = (
        sa.select(
            col(Obligation.area_code),
            col(Obligation.period),
            sa.func.count(),
            sa.func.count(sent),
            sa.func.count(sent).filter(sent <= time),
        )
        .where(
            col(Obligation.form_id) == form_id, Scope(tuple(areas)).covers(Obligation.area_code, Obligation.kampung_id)
        )
        .where(scope.covers(Obligation.area_code, Obligation.kampung_id))
        .where(col(Obligation.state).not_in(obligation.NOT_ASKED))
        .group_by(col(Obligation.area_code), col(Obligation.period))
    )
    if periods:
        statement = statement.where(col(Obligation.period).in_(periods))
    return [Owed(*row) for row in tx.connection().execute(statement)]


def regencies(tx: Transaction) -> list[str]:
    """Codes of the regencies with any report or anything owed; for whoever makes all sums anew."""
    code = sa.func.substr(Submission.area_code, 1, 5)
    due = sa.func.substr(Obligation.area_code, 1, 5)
    return sorted({*tx.exec(select(code).distinct()).all(), *tx.exec(select(due).distinct()).all()})


def _grouped(tx: Transaction, reports: SelectOfScalar[Submission]) -> Iterator[Report]:
    """In the order of form, kampung, period. Numbers of the same indicator in one report (rounds) are added up."""
    tx.flush()
    return _reports(tx.connection().execute(_with_numbers(reports).execution_options(yield_per=PIECE)))


def _reports(rows: Iterable[Any]) -> Iterator[Report]:
    """Of rows that stand together by report: the report's columns, then an indicator and its number."""
    for (number, form_id, kampung_id, area, period, version), some in groupby(rows, key=lambda row: row[:6]):
        report = Report(number, form_id, kampung_id, area, period, version, {})
        for *_, indicator, value in some:
            if indicator is not None:
                report.numbers[indicator] = report.numbers.get(indicator, 0.0) + value
        yield report


def _with_numbers(reports: SelectOfScalar[Submission]) -> sa.Select[Any]:
    """A row for each number of an indicator, or one without."""
    chosen = reports.subquery()
    told = ("id", "form_id", "kampung_id", "area_code", "period", "form_version_id")
    report = [chosen.c[name] for name in told]
    is_number = col(AnswerValue.indicator).is_not(None) & col(AnswerValue.number).is_not(None)
    return (
        sa.select(*report, col(AnswerValue.indicator), col(AnswerValue.number))
        .select_from(chosen)
        .outerjoin(AnswerValue, (col(AnswerValue.submission_id) == chosen.c.id) & is_number)
        .order_by(chosen.c.form_id, chosen.c.kampung_id, chosen.c.period, chosen.c.id)
    )
