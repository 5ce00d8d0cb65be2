"""Attachment: a file that an answer mentions. The answer stores Telegram's ids; the bytes come later.

A place that was sent out of its turn is kept here too, until its question is asked: its name is the geopoint itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction


class Attachment(SQLModel, table=True):
    """`state` is waiting, stored or failed, or "place" for what has no bytes; `sha256` names the stored file.
    `instance_id` is the draft's."""

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


def waiting(tx: Transaction, limit: int) -> Sequence[Attachment]:
    """Files whose bytes are still at Telegram, those tried least first."""
    statement = select(Attachment).where(Attachment.state == "waiting")
    return tx.exec(statement.order_by(col(Attachment.tries), col(Attachment.id)).limit(limit)).all()


def stored(tx: Transaction, attachment_id: int, sha256: str, size: int) -> None:
    """The bytes are in the file store under that name."""
    row = tx.get_one(Attachment, attachment_id)
    row.state, row.sha256, row.size, row.error = "stored", sha256, size, ""
    tx.add(row)


def not_stored(tx: Transaction, attachment_id: int, error: str, state: str) -> None:
    """A try that failed; `state` is "waiting" when there will be another, "failed" when it was the last."""
    row = tx.get_one(Attachment, attachment_id)
    row.state, row.error, row.tries = state, error, row.tries + 1
    tx.add(row)


def named(tx: Transaction, instance_id: str, name: str) -> Attachment | None:
    return tx.exec(select(Attachment).where(Attachment.instance_id == instance_id, Attachment.name == name)).first()


def of_instance(tx: Transaction, instance_id: str) -> Sequence[Attachment]:
    """All files of the draft, the latest last."""
    return tx.exec(select(Attachment).where(Attachment.instance_id == instance_id).order_by(col(Attachment.id))).all()


def keep_place(tx: Transaction, instance_id: str, path: str, value: str) -> None:
    """Keeps a place ("lat lon altitude accuracy") for the question; the same one twice is one."""
    if named(tx, instance_id, value) is None:
        place = Attachment(
            instance_id=instance_id, path=path, name=value, telegram_file_id="", telegram_unique_id="", state="place",
            created_at=tx.now,
        )  # fmt: skip
        tx.add(place)


def rename_paths(tx: Transaction, instance_id: str, paths: Mapping[str, str]) -> None:
    """The draft moved to another version of its form, where its questions have these paths."""
    for row in tx.exec(select(Attachment).where(Attachment.instance_id == instance_id)).all():
        row.path = paths.get(row.path, row.path)
        tx.add(row)


def of_names(tx: Transaction, names: Sequence[str]) -> Sequence[Attachment]:
    """The files with these names; a name is made of the draft's id, so it is no other report's."""
    return tx.exec(select(Attachment).where(col(Attachment.name).in_(names)).order_by(col(Attachment.id))).all()
