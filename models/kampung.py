"""Kampung: one Kampung KB, at most one active in a village."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Kampung(SQLModel, table=True):
    __tablename__ = "kampung"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    village_code: str = Field(foreign_key="region.code", index=True, max_length=13)
    zone: str = Field(max_length=32)  # IANA; the village's own
    is_active: bool = True
