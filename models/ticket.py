"""Ticket: a question that a person answers."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class Ticket(SQLModel, table=True):
    """`number` is what people quote ("T-1042"). `state`: new, answered, closed. `area_code` decides who sees it."""

    __tablename__ = "ticket"

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True, max_length=16)
    person_id: int = Field(foreign_key="person.id", index=True)
    area_code: str = Field(index=True, max_length=13)
    question: str
    given_answer: str = ""  # the article Kabar had offered, if any
    state: str = Field(default="new", index=True, max_length=10)
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime
    answered_at: datetime | None = None
