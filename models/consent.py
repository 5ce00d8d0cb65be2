"""Consent: which notice a person was shown, read and took back. The proof of it (UU 27/2022, articles 21, 22 and 24).

Rows are never changed but for what happens to them: shown, then given, then withdrawn. The text itself is kept once,
under its SHA-256.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction


class NoticeText(SQLModel, table=True):
    """A notice as it was shown, as HTML for Telegram, without the greeting that names the reader."""

    __tablename__ = "notice_text"

    sha256: str = Field(primary_key=True, max_length=64)
    text: str


class Consent(SQLModel, table=True):
    """`how` and `withdrawn_how`: "tap", "typed", "command" (an administrator at the server, for somebody who said it in
    writing), "closed" with the account, "carried" over from before this table was kept: then `text_sha256` may be None,
    since nobody knows what was shown. `given_at` is None while it was only shown."""

    __tablename__ = "consent"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    version: str = Field(max_length=16)
    language: str = Field(max_length=8)
    text_sha256: str | None = Field(default=None, foreign_key="notice_text.sha256", max_length=64)
    shown_at: datetime
    given_at: datetime | None = None
    how: str = Field(default="", max_length=8)
    withdrawn_at: datetime | None = None
    withdrawn_how: str = Field(default="", max_length=8)


def of_person(tx: Transaction, person_id: int) -> Sequence[Consent]:
    """What the person was shown, the oldest first."""
    return tx.exec(select(Consent).where(Consent.person_id == person_id).order_by(col(Consent.id))).all()


def in_force(tx: Transaction, person_id: int) -> Consent | None:
    """The last one that was given and not withdrawn."""
    given = (Consent.person_id == person_id, col(Consent.given_at).is_not(None), col(Consent.withdrawn_at).is_(None))
    return tx.exec(select(Consent).where(*given).order_by(col(Consent.id).desc()).limit(1)).first()


def shown(tx: Transaction, person_id: int, version: str, language: str, text: str) -> Consent:
    """Records that this text came before the person's eyes."""
    row = Consent(person_id=person_id, version=version, language=language, text_sha256=keep(tx, text), shown_at=tx.now)
    tx.add(row)
    tx.flush()
    return row


def keep(tx: Transaction, text: str) -> str:
    """Stores the text if it is new; its SHA-256."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    if tx.get(NoticeText, digest) is None:
        tx.add(NoticeText(sha256=digest, text=text))
        tx.flush()
    return digest


def text_of(tx: Transaction, row: Consent) -> str | None:
    """The very text that was shown; None where it was carried over without one."""
    kept = tx.get(NoticeText, row.text_sha256) if row.text_sha256 else None
    return kept.text if kept else None


def withdraw(tx: Transaction, person_id: int, how: str) -> int:
    """Takes back all that was given; returns how many."""
    rows = [row for row in of_person(tx, person_id) if row.given_at is not None and row.withdrawn_at is None]
    for row in rows:
        row.withdrawn_at, row.withdrawn_how = tx.now, how
        tx.add(row)
    return len(rows)
