"""Region: provinces down to villages, by Kemendagri code (dotted, as in 13.72.01.1004)."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Region(SQLModel, table=True):
    """`level` is province, regency, district or village; `zone` an IANA name (WIB, WITA or WIT)."""

    __tablename__ = "region"

    code: str = Field(primary_key=True, max_length=13)
    parent_code: str | None = Field(default=None, foreign_key="region.code", index=True, max_length=13)
    level: str = Field(max_length=8)
    name: str = Field(index=True)
    zone: str = Field(max_length=32)
