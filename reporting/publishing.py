"""Publishing: an XLSForm becomes the version that new reports are made with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import forms
from forms.intake import xform_text
from forms.mandate import missing_from
from forms.outside.external import attach, media, missing, wanted
from forms.problems import FormErrors, FormProblem
from forms.sheet.cells import Cells
from forms.sheet.xlsform import XlsForm
from models import audit_event, form_attachment, form_version
from models.database import Transaction
from models.form_version import FormVersion
from reporting import pace
from reporting.form_files import beside, media_beside
from reporting.provided import LISTS


@dataclass(frozen=True, slots=True)
class Source:
    """A form as it came, compiled once to see that it is right; `files` are those it names, by their bare names."""

    name: str
    content: bytes
    xform: str
    form: forms.Form
    files: Mapping[str, bytes] = field(default_factory=dict)


def read_source(path: Path, others: Sequence[Path] = ()) -> Source:
    """Reads and checks an XLSForm or XForm with the lists that lie beside it or are among `others`.

    Raises FormErrors, also for a list that is missing or is none; OSError when a file can't be read.
    """
    content = path.read_bytes()
    if path.suffix.lower() == ".xml":
        return with_files(path, content, XlsForm(xform_text(content)), others)
    return with_files(path, content, forms.read_xlsform(content, path.name), others)


def with_files(path: Path, content: bytes, sheet: XlsForm, others: Sequence[Path] = ()) -> Source:
    """The form that was read from `path`, with its lists. Raises FormErrors, and OSError when a list can't be read."""
    form = forms.compile_form(sheet.xform, sheet.cells)
    files = beside(form, path.parent, others) | sheet.files
    absent = missing(form, files, LISTS, sheet.cells)
    if absent:
        raise FormErrors(absent)
    shown = media_beside(form, path.parent, others)
    return Source(path.name, content, sheet.xform, attach(form, files, sheet.cells), shown | files)


def alone(name: str, content: bytes, sheet: XlsForm, form: forms.Form, lists: Mapping[str, bytes]) -> Source:
    """The form of a workbook that came without a folder around it, compiled from `sheet` already. What it names and
    doesn't bring along is taken from `lists` (bare name -> content). Raises FormErrors."""
    named = {one.file for one in wanted(form)} | set(media(form))
    files = {name: lists[name] for name in named & lists.keys()} | sheet.files
    if absent := missing(form, files, LISTS, sheet.cells):
        raise FormErrors(absent)
    return Source(name, content, sheet.xform, attach(form, files, sheet.cells), files)


def files_of_live(tx: Transaction, form: forms.Form) -> dict[str, bytes]:
    """Those files that the form names and its live version has: a new version need not bring them again."""
    row = form_version.live(tx, form.form_id)
    names = [*(one.file for one in wanted(form)), *media(form)]
    return form_attachment.of_names(tx, row.id or 0, names) if row else {}


def findings(tx: Transaction, source: Source, cells: Cells) -> tuple[FormProblem, ...]:
    """What keeps the form from being published though it can be read: it doesn't say its purpose, ground and
    retention, or its version is taken by another content."""
    lacks = tuple(replace(one, severity="error") for one in missing_from(source.form, cells))
    return (*lacks, *((_taken(source),) if is_taken(tx, source) else ()))


def is_taken(tx: Transaction, source: Source) -> bool:
    """Whether that version of the form was published with other content."""
    row = form_version.named(tx, source.form.form_id, source.form.version)
    return row is not None and row.content_hash != digest_of(source)


def publish(tx: Transaction, source: Source, person_id: int | None = None) -> FormVersion:
    """Makes the source the live version of its form.

    The same content again changes nothing. Raises FormErrors when that version exists with other content: drafts
    and submissions point to it, so a changed form needs a new version.
    """
    digest = digest_of(source)
    row = form_version.named(tx, source.form.form_id, source.form.version)
    if is_taken(tx, source):
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
            questions=pace.count(source.form),
            is_live=False,
            published_at=tx.now,
        )
        tx.add(row)
        tx.flush()
        form_attachment.keep(tx, row.id or 0, source.files)
        audit_event.log(tx, person_id, "form.published", "form", f"{row.form_id} {row.version}")
    if not row.is_live:
        form_version.make_live(tx, row)
    return row


def roll_back(tx: Transaction, form_id: str, person_id: int | None = None) -> tuple[FormVersion, FormVersion] | None:
    """Makes the version before the live one live again; (that one, the one before). None where there is none.

    Reports and drafts of the later version stay as they are."""
    later = form_version.live(tx, form_id)
    earlier = form_version.before(tx, later) if later else None
    if later is None or earlier is None:
        return None
    form_version.make_live(tx, earlier)
    audit_event.log(
        tx, person_id, "form.rolled_back", "form", f"{form_id} {earlier.version}", from_version=later.version
    )
    return earlier, later


def demand(tx: Transaction, source: Source, cells: Cells) -> None:
    """Raises FormErrors with what keeps the form from being published (`findings`). It holds for what is published
    from now on: a version that is live already stays live."""
    if found := findings(tx, source, cells):
        raise FormErrors(found)


def unpublished(tx: Transaction, folder: Path) -> list[Path]:
    """The programme's forms whose file is not stored as it stands: what a start has to read and publish."""
    known = {(v.source_name, v.source) for v in form_version.all_versions(tx)}
    return [path for path in sorted(folder.glob("*.md")) if (path.name, path.read_bytes()) not in known]


def digest_of(source: Source) -> str:
    """Of a form without files that of its XForm, as it was before there were files."""
    parts = [
        source.xform,
        *(f"\n{name} {hashlib.sha256(one).hexdigest()}" for name, one in sorted(source.files.items())),
    ]
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def _taken(source: Source) -> FormProblem:
    return FormProblem(
        code="version_taken",
        message=f"Version {source.form.version} of {source.form.form_id} was published with other content.",
        advice="A changed form or list needs a new version in the settings sheet, for example today's date.",
        sheet="settings",
        column="version",
    )
