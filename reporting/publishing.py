"""Publishing: an XLSForm becomes the version that new reports are made with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import forms
from forms.intake import xform_text
from forms.problems import FormErrors, FormProblem
from models import audit_event, form_version
from models.database import Transaction
from models.form_version import FormVersion


@dataclass(frozen=True, slots=True)
class Source:
    """A form as it came, compiled once to see that it is right."""

    name: str
    content: bytes
    xform: str
    form: forms.Form


def read_source(path: Path) -> Source:
    """Reads and checks an XLSForm or XForm. Raises FormErrors; OSError when the file can't be read."""
    content = path.read_bytes()
    if path.suffix.lower() == ".xml":
        xform = xform_text(content)
        return Source(path.name, content, xform, forms.compile_form(xform))
    sheet = forms.read_xlsform(content, path.name)
    return Source(path.name, content, sheet.xform, forms.compile_form(sheet.xform, sheet.cells))


def publish(tx: Transaction, source: Source, person_id: int | None = None) -> FormVersion:
    """Makes the source the live version of its form.

    The same content again changes nothing. Raises FormErrors when that version exists with other content: drafts
    and submissions point to it, so a changed form needs a new version.
    """
    digest = hashlib.sha256(source.xform.encode()).hexdigest()
    row = form_version.named(tx, source.form.form_id, source.form.version)
    if row is not None and row.content_hash != digest:
        raise FormErrors((_taken(source),))
    if row is None:
        row = FormVersion(
            form_id=source.form.form_id,
            version=source.form.version,
            title=source.form.title,
            content_hash=digest,
            xform=source.xform,
            source_name=source.name,
            source=source.content,
            is_live=False,
            published_at=tx.now,
        )
        tx.add(row)
        audit_event.log(tx, person_id, "form.published", "form", f"{row.form_id} {row.version}")
    if not row.is_live:
        form_version.make_live(tx, row)
    return row


def unpublished(tx: Transaction, folder: Path) -> list[Path]:
    """The programme's forms whose file is not stored as it stands: what a start has to read and publish."""
    known = {(v.source_name, v.source) for v in form_version.all_versions(tx)}
    return [path for path in sorted(folder.glob("*.md")) if (path.name, path.read_bytes()) not in known]


def _taken(source: Source) -> FormProblem:
    return FormProblem(
        code="version_taken",
        message=f"Version {source.form.version} of {source.form.form_id} was published with other content.",
        advice="Give the changed form a new version in the settings sheet, for example today's date.",
        sheet="settings",
        column="version",
    )
