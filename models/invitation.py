"""Invitation: a deep link and a six-figure code, bound to one person, single use, 14 days."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class Invitation(SQLModel, table=True):
    """`token` travels in `t.me/<bot>?start=i_<token>`; `code` is what a person types when the link is lost."""

    __tablename__ = "invitation"

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True, max_length=32)
    code: str = Field(index=True, max_length=6)
    person_id: int = Field(foreign_key="person.id", index=True)
    invited_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
