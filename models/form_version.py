"""FormVersion: the exact form that a draft or a submission was made with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import false
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from models.columns import Json, json_column
from models.database import Transaction


class FormVersion(SQLModel, table=True):
    """`xform` is the XForm XML that runs, `extras` what the XForm can't carry (aliases of options), `source` the
    workbook as it came. `content_hash` is the SHA-256 of `xform` and `extras`. One version of a form is live; where
    `drafts_follow` is set, open drafts of the form's other versions move to it as long as it is."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("form_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    form_id: str = Field(index=True, max_length=255)
    version: str = Field(max_length=255)
    title: str
    content_hash: str = Field(max_length=64)
    xform: str
    extras: Json = json_column(nullable=True)
    source_name: str
    source: bytes
    questions: int | None = None  # how many it asks at most; None where it was published before that was counted
    is_live: bool = True
    drafts_follow: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    published_at: datetime


def find(tx: Transaction, version_id: int) -> FormVersion | None:
    return tx.get(FormVersion, version_id)


def live(tx: Transaction, form_id: str) -> FormVersion | None:
    """The version that new reports are made with."""
    return tx.exec(select(FormVersion).where(FormVersion.form_id == form_id, FormVersion.is_live)).first()


def all_live(tx: Transaction) -> Sequence[FormVersion]:
    return tx.exec(select(FormVersion).where(FormVersion.is_live).order_by(FormVersion.form_id)).all()


def all_versions(tx: Transaction) -> Sequence[FormVersion]:
    """By form, in the order they were published; several may have been at one moment."""
    order = (FormVersion.form_id, col(FormVersion.published_at), col(FormVersion.id))
    return tx.exec(select(FormVersion).order_by(*order)).all()


def of_form(tx: Transaction, form_id: str) -> Sequence[FormVersion]:
    """The form's versions, the newest first."""
    return tx.exec(select(FormVersion).where(FormVersion.form_id == form_id).order_by(col(FormVersion.id).desc())).all()


def get(tx: Transaction, version_id: int) -> FormVersion:
    return tx.get_one(FormVersion, version_id)


def id_of(tx: Transaction, version_id: int) -> str:
    """The form's id; "" when there is no such version."""
    row = tx.get(FormVersion, version_id)
    return row.form_id if row else ""


def named(tx: Transaction, form_id: str, version: str) -> FormVersion | None:
    return tx.exec(select(FormVersion).where(FormVersion.form_id == form_id, FormVersion.version == version)).first()


def followed(tx: Transaction, form_id: str) -> int | None:
    """The id of the live version, if open drafts of others move to it."""
    return tx.exec(
        select(FormVersion.id).where(FormVersion.form_id == form_id, FormVersion.is_live, FormVersion.drafts_follow)
    ).first()


def before(tx: Transaction, row: FormVersion) -> FormVersion | None:
    """The version that was published last before this one."""
    return tx.exec(
        select(FormVersion)
        .where(FormVersion.form_id == row.form_id, col(FormVersion.id) < row.id)
        .order_by(col(FormVersion.id).desc())
        .limit(1)
    ).first()


def make_live(tx: Transaction, row: FormVersion) -> None:
    """This version becomes the one new reports are made with; drafts of older ones stay on theirs, or follow."""
    for other in tx.exec(select(FormVersion).where(FormVersion.form_id == row.form_id, FormVersion.is_live)):
        other.is_live = False
        tx.add(other)
    row.is_live = True
    tx.add(row)
    tx.flush()


def lengths(tx: Transaction) -> dict[str, int]:
    """How many questions the live forms ask at most, by form id, where that is known."""
    known = (FormVersion.is_live, col(FormVersion.questions).is_not(None))
    return {
        form_id: count or 0
        for form_id, count in tx.exec(select(FormVersion.form_id, FormVersion.questions).where(*known))
    }


def titles(tx: Transaction) -> dict[str, str]:
    """The titles of the live forms by form id, without their sources."""
    rows = tx.exec(select(FormVersion.form_id, FormVersion.title).where(FormVersion.is_live)).all()
    return dict(rows)
