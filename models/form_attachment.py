"""FormAttachment: a file that belongs to a form version, under the name by which the form reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from models import form_file
from models.database import Transaction
from models.form_file import FormFile


class FormAttachment(SQLModel, table=True):
    """`name` is the bare file name (`kab.csv`); the content is in `form_file`."""

    __tablename__ = "form_attachment"
    __table_args__ = (UniqueConstraint("form_version_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    form_version_id: int = Field(foreign_key="form_version.id")
    name: str = Field(max_length=255)
    sha256: str = Field(foreign_key="form_file.sha256", index=True, max_length=64)


def keep(tx: Transaction, form_version_id: int, files: Mapping[str, bytes]) -> None:
    """Stores the files (bare name -> content) of a version that has none of these names yet."""
    for name, content in files.items():
        digest = form_file.keep(tx, content)
        tx.add(FormAttachment(form_version_id=form_version_id, name=name, sha256=digest))
    tx.flush()


def of_names(tx: Transaction, form_version_id: int, names: Sequence[str]) -> dict[str, bytes]:
    """Those files of a version that have one of the names: bare name -> content."""
    rows = tx.exec(
        select(FormAttachment.name, FormFile.content)
        .join(FormFile)
        .where(FormAttachment.form_version_id == form_version_id, col(FormAttachment.name).in_(names))
    ).all()
    return dict(rows)


def content(tx: Transaction, form_version_id: int, name: str) -> bytes | None:
    """One file of a version; None if it has none of that name."""
    return tx.exec(
        select(FormFile.content)
        .join(FormAttachment)
        .where(FormAttachment.form_version_id == form_version_id, FormAttachment.name == name)
    ).first()


def digests(tx: Transaction, form_version_id: int, names: Collection[str]) -> dict[str, str]:
    """The SHA-256, in hex, of those files of a version that have one of the names."""
    rows = tx.exec(
        select(FormAttachment.name, FormAttachment.sha256).where(
            FormAttachment.form_version_id == form_version_id, col(FormAttachment.name).in_(names)
        )
    ).all()
    return dict(rows)
