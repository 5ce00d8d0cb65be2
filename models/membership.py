"""Membership: a person's role in an area, or for one kampung, from a moment until another."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class Membership(SQLModel, table=True):
    """`role` is plkb, koordinator, kader, kurator or administrator. `area_code` is a region code and covers all below
    it; with `kampung_id` the membership is for that kampung alone."""

    __tablename__ = "membership"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str = Field(max_length=16)
    area_code: str = Field(default="", index=True, max_length=13)
    kampung_id: int | None = Field(default=None, foreign_key="kampung.id", index=True)
    since: datetime
    until: datetime | None = None
