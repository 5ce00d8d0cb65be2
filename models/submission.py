"""Submission: a finished form. A correction is a new submission that names the one it replaces; each is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel


class Submission(SQLModel, table=True):
    """`review_state` is ODK Central's: received, edited, has_issues, approved, rejected. `number` is what people quote
    ("KB-7F3A9"). Of one slot (form, kampung, period) exactly one submission is current; a
    report of an event has its date and a running number as period ("2026-10-14.1")."""

    __tablename__ = "submission"
    __table_args__ = (
        Index(
            "uq_submission_slot",
            "form_id",
            "kampung_id",
            "period",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    instance_id: str = Field(unique=True, max_length=64)
    replaces_id: int | None = Field(default=None, foreign_key="submission.id")
    is_current: bool = True
    revision: int = 1  # 1 for the first, 2 for its first correction, ...
    number: str = Field(index=True, max_length=16)
    form_id: str = Field(index=True, max_length=64)
    form_version_id: int = Field(foreign_key="form_version.id")
    kampung_id: int = Field(foreign_key="kampung.id", index=True)
    area_code: str = Field(index=True, max_length=13)  # the village's, for scoping
    period: str = Field(index=True, max_length=24)
    person_id: int = Field(foreign_key="person.id", index=True)
    instance_name: str = ""
    xml: str
    review_state: str = Field(default="received", index=True, max_length=12)
    started_at: datetime
    submitted_at: datetime
