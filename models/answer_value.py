"""AnswerValue: one typed value of a submission; those that are indicators carry the indicator's name."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction
from models.submission import Submission


class AnswerValue(SQLModel, table=True):
    """`path` has repeat positions, `text` is the lexical value; `number` or `date` (ISO) is filled by type."""

    __tablename__ = "answer_value"

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    path: str
    name: str = Field(max_length=64)
    kind: str = Field(max_length=16)
    text: str
    number: float | None = None
    date: str | None = Field(default=None, max_length=10)
    indicator: str | None = Field(default=None, index=True, max_length=64)


def of_submission(tx: Transaction, submission_id: int) -> Sequence[AnswerValue]:
    """All values of the submission, in the order of the form."""
    return tx.exec(
        select(AnswerValue).where(AnswerValue.submission_id == submission_id).order_by(col(AnswerValue.id))
    ).all()


def by_name(tx: Transaction, submission_id: int) -> dict[str, str]:
    """Lexical values by XLSForm name; of a name inside a repeat the last one."""
    return {row.name: row.text for row in of_submission(tx, submission_id)}


def trend(tx: Transaction, form_id: str, kampung_id: int, indicator: str, last: int) -> list[str]:
    """The indicator's values in the last periods of one kampung, the oldest first."""
    rows = tx.exec(
        select(AnswerValue.text)
        .join(Submission, col(Submission.id) == AnswerValue.submission_id)
        .where(Submission.form_id == form_id, Submission.kampung_id == kampung_id, Submission.is_current)
        .where(AnswerValue.indicator == indicator)
        .order_by(col(Submission.period).desc())
        .limit(last)
    ).all()
    return list(reversed(rows))
