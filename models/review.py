"""Review: what a coordinator decided about one submission, and why."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from models.columns import Json, json_column
from models.database import Transaction


class Review(SQLModel, table=True):
    """`decision` is approved or has_issues (returned); `paths` the questions to mend."""

    __tablename__ = "review"

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    decision: str = Field(max_length=12)
    reason: str = ""
    paths: Json = json_column(nullable=True)
    created_at: datetime


def last(tx: Transaction, submission_id: int) -> Review | None:
    """The latest decision on the submission."""
    return tx.exec(select(Review).where(Review.submission_id == submission_id).order_by(col(Review.id).desc())).first()
