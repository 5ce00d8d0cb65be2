"""Review: what a coordinator decided about one submission, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from models.columns import Json, json_column
from models.database import Transaction
from models.submission import Submission

WITHDRAWN = "withdrawn"


class Review(SQLModel, table=True):
    """`decision` is approved, has_issues (returned) or withdrawn (an approval taken back); `paths` the questions to
    mend."""

    __tablename__ = "review"

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    decision: str = Field(max_length=12)
    reason: str = ""
    paths: Json = json_column(nullable=True)
    created_at: datetime


def last(tx: Transaction, submission_id: int) -> Review | None:
    """The latest decision on the submission that stands."""
    return tx.exec(
        select(Review)
        .where(Review.submission_id == submission_id, Review.decision != WITHDRAWN)
        .order_by(col(Review.id).desc())
    ).first()


def get(tx: Transaction, review_id: int) -> Review | None:
    return tx.get(Review, review_id)


def returned_since(tx: Transaction, at: datetime) -> Sequence[tuple[Submission, Review]]:
    """Reports that were returned from that moment on and have not been mended, each with its return."""
    return tx.exec(
        select(Submission, Review)
        .join(Review, col(Review.submission_id) == Submission.id)
        .where(Submission.review_state == "has_issues", Submission.is_current, Review.decision == "has_issues")
        .where(Review.created_at >= at)
        .order_by(col(Review.id))
    ).all()


def made_with(tx: Transaction, one: Review) -> Sequence[Review]:
    """The approvals that the same person gave at the same moment, with one tap: that one among them."""
    return tx.exec(
        select(Review)
        .where(Review.person_id == one.person_id, Review.created_at == one.created_at)
        .where(Review.decision == "approved")
        .order_by(col(Review.id))
    ).all()
