"""FormUpload: a workbook that somebody sent to be published, from its arrival to what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel, col, select, update

from models.columns import Json, json_column
from models.database import Transaction

# waiting: to be fetched and read; faulty: it has errors; ready: it can be published; proposed: somebody else decides;
# published, refused, withdrawn and expired: it is over.
OPEN = ("waiting", "faulty", "ready", "proposed")


class FormUpload(SQLModel, table=True):
    """`content` is the workbook, `xform` and `lists` (file name -> text of a list that it brings along) what it became;
    all three go when the upload is over. `problems` are the findings of the check. `area_code` ("" is the country),
    `cadence`, `due_day` and `since` are what the sender chose, None until then. `version_id` is what was published."""

    __tablename__ = "form_upload"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    file_name: str = Field(max_length=255)
    telegram_file_id: str = Field(max_length=255)
    state: str = Field(default="waiting", index=True, max_length=12)
    tries: int = 0
    content: bytes | None = None
    xform: str | None = None
    lists: Json = json_column(nullable=True)
    problems: Json = json_column(nullable=True)
    content_hash: str = Field(default="", max_length=64)
    form_id: str = Field(default="", index=True, max_length=255)
    version: str = Field(default="", max_length=255)
    title: str = ""
    area_code: str | None = Field(default=None, max_length=13)
    cadence: str | None = Field(default=None, max_length=12)
    due_day: int | None = None
    since: str | None = Field(default=None, max_length=10)
    created_at: datetime
    expires_at: datetime
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    reason: str = ""
    version_id: int | None = Field(default=None, foreign_key="form_version.id", index=True)


def waiting(tx: Transaction, limit: int) -> Sequence[FormUpload]:
    """Those that have to be fetched and read, the oldest first."""
    found = select(FormUpload).where(FormUpload.state == "waiting").order_by(col(FormUpload.id)).limit(limit)
    return tx.exec(found).all()


def get(tx: Transaction, upload_id: int) -> FormUpload | None:
    """Whosoever it is: the clock's, and the errand's that reads files."""
    return tx.get(FormUpload, upload_id)


def own(tx: Transaction, person_id: int, upload_id: int) -> FormUpload | None:
    """The upload, if that person sent it and it is not over."""
    row = tx.get(FormUpload, upload_id)
    return row if row is not None and row.person_id == person_id and _is_open(tx, row) else None


def open_of(tx: Transaction, person_id: int) -> Sequence[FormUpload]:
    """What the person sent and is not over, the newest first."""
    return tx.exec(
        select(FormUpload)
        .where(FormUpload.person_id == person_id, col(FormUpload.state).in_(OPEN), FormUpload.expires_at > tx.now)
        .order_by(col(FormUpload.id).desc())
    ).all()


def proposed(tx: Transaction) -> Sequence[FormUpload]:
    """Those that somebody has to decide about, the oldest first; who may is told by `reporting.proposing`."""
    return tx.exec(
        select(FormUpload)
        .where(FormUpload.state == "proposed", FormUpload.expires_at > tx.now)
        .order_by(col(FormUpload.id))
    ).all()


def of_version(tx: Transaction, version_id: int) -> FormUpload | None:
    """The upload that became that version."""
    return tx.exec(select(FormUpload).where(FormUpload.version_id == version_id).order_by(col(FormUpload.id))).first()


def expired(tx: Transaction, at: datetime) -> Sequence[FormUpload]:
    """Those that were not finished in time."""
    return tx.exec(
        select(FormUpload)
        .where(col(FormUpload.state).in_(OPEN), FormUpload.expires_at <= at)
        .order_by(col(FormUpload.id))
    ).all()


def next_expiry(tx: Transaction, after: datetime) -> datetime | None:
    """When the next one expires."""
    return tx.exec(
        select(FormUpload.expires_at)
        .where(col(FormUpload.state).in_(OPEN), FormUpload.expires_at > after)
        .order_by(col(FormUpload.expires_at))
        .limit(1)
    ).first()


def move(tx: Transaction, upload_id: int, before: Sequence[str], state: str, **values: Any) -> bool:
    """Into another state; of two who try at once one is told False."""
    statement = update(FormUpload).where(col(FormUpload.id) == upload_id, col(FormUpload.state).in_(before))
    return tx.connection().execute(statement.values(state=state, **values)).rowcount == 1


def end(tx: Transaction, row: FormUpload, state: str, **values: Any) -> bool:
    """It is over, and its file goes. False when it was over already."""
    told = {"content": None, "xform": None, "lists": None, "problems": None, **values}
    return move(tx, row.id or 0, OPEN, state, **told)


def _is_open(tx: Transaction, row: FormUpload) -> bool:
    return row.state in OPEN and row.expires_at > tx.now
