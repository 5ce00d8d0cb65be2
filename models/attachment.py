"""Attachment: a file that an answer mentions. The answer stores Telegram's ids; the bytes come later."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class Attachment(SQLModel, table=True):
    """`state` is waiting, stored or failed; `sha256` names the stored file. `instance_id` is the draft's."""

    __tablename__ = "attachment"

    id: int | None = Field(default=None, primary_key=True)
    instance_id: str = Field(index=True, max_length=64)
    path: str
    name: str = Field(max_length=128)  # the file name in the submission
    telegram_file_id: str
    telegram_unique_id: str
    mime_type: str = ""
    size: int | None = None
    sha256: str | None = Field(default=None, max_length=64)
    state: str = Field(default="waiting", index=True, max_length=8)
    tries: int = 0
    error: str = ""
    created_at: datetime
