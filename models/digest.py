"""What the current reports on a form say in a period, counted by question: one query for all questions of a kind.

A question is known by its name and kind, so that one that was retyped in a later version is not mixed with what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from models.answer_value import AnswerValue
from models.database import Transaction
from models.report_flag import ReportFlag
from models.scope import Scope
from models.submission import Submission

DAY = 10  # letters of an ISO date
MINUTE = 5  # letters of hour and minute in a time
CHOSEN = ("select_one", "select_multiple", "rank")
DATED = ("date", "datetime")


class Cell(NamedTuple):
    """How often an answer was given. `number` is that of a figure; `key` the choices, the hour of a time, or the day of
    a date and that on which it was sent ("2026-10-03 2026-10-05"); "" of anything else."""

    name: str
    kind: str
    number: float | None
    key: str
    often: int


class Slice(NamedTuple):
    """Which reports: those of the scope on a form for a period. Days and running numbers count for their month."""

    scope: Scope
    form_id: str
    period: str


def filed(tx: Transaction, scope: Scope, since: str) -> list[tuple[str, str]]:
    """Forms that were reported on in the scope, each with every period since that one."""
    covered = scope.covers(Submission.area_code, Submission.kampung_id)
    query = (
        sa.select(col(Submission.form_id), col(Submission.period))
        .where(col(Submission.is_current), covered, col(Submission.period) >= since)
        .distinct()
    )
    return [(str(form_id), str(period)) for form_id, period in tx.connection().execute(query)]


def reports(tx: Transaction, what: Slice, earlier: Sequence[str]) -> dict[str, int]:
    """How many reports there are for the period and for each of the others."""
    query = sa.select(_bucket([what.period, *earlier]).label("bucket"), sa.func.count())
    wanted = query.where(*_of(what.scope, what.form_id), _within([what.period, *earlier])).group_by("bucket")
    return {str(period): int(count) for period, count in tx.connection().execute(wanted)}


def cells(tx: Transaction, what: Slice, names: Sequence[str]) -> list[Cell]:
    """The answers to these questions, in rounds of a repeat too."""
    kind, text = col(AnswerValue.kind), col(AnswerValue.text)
    sent = sa.func.substr(sa.cast(Submission.submitted_at, sa.String), 1, DAY)
    key = sa.case(
        (kind.in_(CHOSEN), text),
        (kind.in_(DATED), col(AnswerValue.date) + " " + sent),
        (kind == "time", sa.func.substr(text, 1, MINUTE)),
        else_="",
    ).label("key")
    query = (
        sa.select(col(AnswerValue.name), kind, col(AnswerValue.number), key, sa.func.count())
        .join_from(Submission, AnswerValue, col(AnswerValue.submission_id) == col(Submission.id))
        .where(*_of(what.scope, what.form_id), _within([what.period]))
        .where(col(AnswerValue.name).in_(names), text != "")
        .group_by(col(AnswerValue.name), kind, col(AnswerValue.number), sa.text("key"))
    )
    return [Cell(*row) for row in tx.connection().execute(query)]


def sums(
    tx: Transaction, what: Slice, names: Sequence[str], earlier: Sequence[str]
) -> dict[tuple[str, str], dict[str, float]]:
    """Sums of figures by question (name and kind) and period, for each period that has any."""
    bucket = _bucket(earlier).label("bucket")
    query = (
        sa.select(col(AnswerValue.name), col(AnswerValue.kind), bucket, sa.func.sum(AnswerValue.number))
        .join_from(Submission, AnswerValue, col(AnswerValue.submission_id) == col(Submission.id))
        .where(*_of(what.scope, what.form_id), _within(earlier))
        .where(col(AnswerValue.name).in_(names), col(AnswerValue.number).is_not(None))
        .group_by(col(AnswerValue.name), col(AnswerValue.kind), "bucket")
    )
    found: dict[tuple[str, str], dict[str, float]] = {}
    for name, kind, period, total in tx.connection().execute(query) if earlier else ():
        found.setdefault((name, kind), {})[str(period)] = float(total)
    return found


def rounds(tx: Transaction, what: Slice) -> list[tuple[str, int]]:
    """Paths of answers in rounds of repeats, with how many reports have each."""
    path = col(AnswerValue.path)
    query = (
        sa.select(path, sa.func.count())
        .join_from(Submission, AnswerValue, col(AnswerValue.submission_id) == col(Submission.id))
        .where(*_of(what.scope, what.form_id), _within([what.period]), path.contains("["))
        .group_by(path)
    )
    return [(str(one), int(count)) for one, count in tx.connection().execute(query)]


def far(tx: Transaction, what: Slice) -> int:
    """How many reports came from somewhere else."""
    query = (
        sa.select(sa.func.count())
        .join_from(Submission, ReportFlag, col(ReportFlag.submission_id) == col(Submission.id))
        .where(*_of(what.scope, what.form_id), _within([what.period]), col(ReportFlag.rule) == "far")
    )
    return int(tx.connection().execute(query).scalar() or 0)


def _of(scope: Scope, form_id: str) -> tuple[Any, ...]:
    covered = scope.covers(Submission.area_code, Submission.kampung_id)
    return (col(Submission.form_id) == form_id, col(Submission.is_current), covered)


def _within(periods: Iterable[str]) -> Any:
    return sa.or_(*(_is(one) for one in periods))


def _is(period: str) -> Any:
    """The period itself, numbered ones ("2026-10.2"), and the days of a month."""
    told = col(Submission.period)
    return sa.or_(told == period, told.startswith(f"{period}."), sa.and_(_is_month(period), told.like(f"{period}-__%")))


def _is_month(period: str) -> Any:
    return sa.true() if len(period) == len("2026-10") and period[5:].isdigit() else sa.false()


def _bucket(periods: Sequence[str]) -> Any:
    return sa.case(*((_is(one), one) for one in periods), else_="")
