"""Draft: a half-filled form; `data` is all there is of it (`forms.Draft` as JSON)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import Json, json_column


class Draft(SQLModel, table=True):
    """`state` is open, submitted or deleted. `instance_id` is made when the draft is opened, so that a report sent
    twice is one report. `corrects_id` is the submission that this draft mends, `asked_again` the paths to mend."""

    __tablename__ = "draft"

    id: int | None = Field(default=None, primary_key=True)
    instance_id: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", index=True)
    form_version_id: int = Field(foreign_key="form_version.id")
    form_id: str = Field(index=True, max_length=64)
    kampung_id: int = Field(foreign_key="kampung.id", index=True)
    period: str = Field(max_length=10)
    state: str = Field(default="open", max_length=12)
    revision: int = 0
    answered: int = 0  # how many questions have an answer, for lists
    data: Json = json_column()
    corrects_id: int | None = Field(default=None, foreign_key="submission.id")
    asked_again: Json = json_column(nullable=True)
    created_at: datetime
    updated_at: datetime
