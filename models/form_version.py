"""FormVersion: the exact form that a draft or a submission was made with."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from models.columns import Json, json_column


class FormVersion(SQLModel, table=True):
    """`xform` is the XForm XML that runs, `extras` what the XForm can't carry (aliases of options), `source` the
    workbook as it came. `content_hash` is the SHA-256 of `xform` and `extras`. One version of a form is live."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("form_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    form_id: str = Field(index=True, max_length=64)
    version: str = Field(max_length=64)
    title: str
    content_hash: str = Field(max_length=64)
    xform: str
    extras: Json = json_column(nullable=True)
    source_name: str
    source: bytes
    is_live: bool = True
    published_at: datetime
