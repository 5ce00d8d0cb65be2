"""AnswerValue: one typed value of a submission; those that are indicators carry the indicator's name."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


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
