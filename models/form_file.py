"""FormFile: the content of a file that forms read, kept once however many versions name it."""

from __future__ import annotations

import hashlib

from sqlmodel import Field, SQLModel

from models.database import Transaction


class FormFile(SQLModel, table=True):
    """`sha256` is that of `content`, in hex."""

    __tablename__ = "form_file"

    sha256: str = Field(primary_key=True, max_length=64)
    content: bytes


def keep(tx: Transaction, content: bytes) -> str:
    """Stores the content, if it is not there yet; its SHA-256 in hex."""
    digest = hashlib.sha256(content).hexdigest()
    if tx.get(FormFile, digest) is None:
        tx.add(FormFile(sha256=digest, content=content))
        tx.flush()
    return digest


def content(tx: Transaction, sha256: str) -> bytes | None:
    """The content with that digest."""
    row = tx.get(FormFile, sha256)
    return row.content if row else None
