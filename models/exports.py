"""What an export reads: submissions with their kampung, a page at a time, and their values. Columns, not objects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import col, select

from models.answer_value import AnswerValue
from models.database import Transaction
from models.form_version import FormVersion
from models.kampung import Kampung
from models.scope import Scope
from models.submission import Submission


class Sent(NamedTuple):
    """One current submission. `zone` is the kampung's own (IANA), `submitted_at` aware UTC."""

    id: int
    instance_id: str
    number: str
    period: str
    kampung: str
    village_code: str
    unit: str
    zone: str
    submitted_at: datetime
    person_id: int
    review_state: str
    behalf_id: int | None
    behalf_role: str | None
    paper_on: date | None


class Stored(NamedTuple):
    """One value: `path` has repeat positions, `number` is filled where the type is one."""

    submission_id: int
    path: str
    text: str
    number: float | None


def page(
    tx: Transaction,
    form_id: str,
    scope: Scope,
    since: datetime | None,
    before: datetime | None,
    after_id: int,
    limit: int,
) -> list[Sent]:
    """The next current submissions of the form in the scope, sent from `since` and before `before`, by id."""
    statement = (
        select(
            Submission.id,
            Submission.instance_id,
            Submission.number,
            Submission.period,
            Kampung.name,
            Submission.area_code,
            Submission.unit,
            Kampung.zone,
            Submission.submitted_at,
            Submission.person_id,
            Submission.review_state,
            Submission.behalf_id,
            Submission.behalf_role,
            Submission.paper_on,
        )  # type: ignore[call-overload]
        .join(Kampung, col(Kampung.id) == Submission.kampung_id)
        .where(Submission.form_id == form_id, Submission.is_current, col(Submission.id) > after_id)
        .where(scope.covers(Submission.area_code, Submission.kampung_id))
    )
    if since is not None:
        statement = statement.where(Submission.submitted_at >= since)
    if before is not None:
        statement = statement.where(Submission.submitted_at < before)
    return [Sent(*row) for row in tx.execute(statement.order_by(col(Submission.id)).limit(limit))]


def values(tx: Transaction, submission_ids: Sequence[int]) -> list[Stored]:
    """The values of these submissions, each submission's in the order of its form."""
    rows = tx.execute(
        select(AnswerValue.submission_id, AnswerValue.path, AnswerValue.text, AnswerValue.number)
        .where(col(AnswerValue.submission_id).in_(submission_ids))
        .order_by(col(AnswerValue.submission_id), col(AnswerValue.id))
    )
    return [Stored(*row) for row in rows]


def document(tx: Transaction, submission_id: int) -> str:
    """The XForms instance XML of one submission."""
    return tx.exec(select(Submission.xml).where(Submission.id == submission_id)).one()


def versions(tx: Transaction, form_id: str) -> list[FormVersion]:
    """The live version of the form and those that current submissions were made with; the live one first."""
    used = select(Submission.form_version_id).where(Submission.form_id == form_id, Submission.is_current).distinct()
    rows = tx.exec(
        select(FormVersion)
        .where(FormVersion.form_id == form_id)
        .where(col(FormVersion.is_live) | col(FormVersion.id).in_(used))
        .order_by(col(FormVersion.is_live).desc(), col(FormVersion.published_at).desc())
    ).all()
    return list(rows)
