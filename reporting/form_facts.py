"""What cards and notices say of a form: what it is, what is new in it, where and how often it is filed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import forms
from forms.definition import Text
from forms.mandate import mandate
from forms.versions.differing import differences
from models import draft, form_upload, form_use, form_version, schedule
from models.database import Transaction
from models.form_upload import FormUpload
from models.form_version import FormVersion
from reporting import periods
from reporting.due import WIB, today
from reporting.filings import areas_of
from reporting.fitting import clip
from reporting.library import Library
from reporting.markup import bare
from reporting.notices import called
from reporting.place_names import region_names
from reporting.programme import is_known

NAMED = 2  # questions of each kind that a card names; the rest is a number
LABEL = 28  # letters of one
PLACES = 2
VERSIONS = 8  # of a history


def about(form: forms.Form, language: str) -> dict[str, Any]:
    """What the form is, and what it says of itself."""
    told = mandate(form)
    return {
        "title": form.title,
        "version": form.version,
        "questions": sum(question.kind != "note" for question in form.questions.values()),
        "purpose": told.purpose_in(language),
        "basis": told.legal_basis,
        "months": told.months,
    }


def before(tx: Transaction, library: Library, form: forms.Form, language: str) -> dict[str, Any] | None:
    """What is new beside the live version; None for a form that has none, or is it."""
    row = form_version.live(tx, form.form_id)
    if row is None or row.version == form.version:
        return None
    old = library.form(tx, row)
    found = differences(old, form)
    return {
        "version": row.version,
        "drafts": draft.count_of_version(tx, row.id or 0),
        **_named("added", form, found.added, language),
        **_named("removed", old, found.removed, language),
        **_named("changed", form, found.changed, language),
    }


def areas(tx: Transaction, codes: Sequence[str]) -> dict[str, Any]:
    """The first of the areas by name, "" for the country, and how many more there are."""
    names = region_names(tx, [code for code in codes[:PLACES] if code])
    return {"names": [names.get(code, code) for code in codes[:PLACES]], "more": max(0, len(codes) - PLACES)}


def terms_of(tx: Transaction, form_id: str) -> dict[str, Any]:
    """How often a form that is live is filed; cadence "" for the programme's own. `since` is the first period as long
    as it is not over."""
    used = () if is_known(form_id) else form_use.of_form(tx, form_id)
    if not used:
        return {"cadence": "" if is_known(form_id) else "event", "due_day": 0, "since": ""}
    owed = schedule.of_form(tx, form_id, used[0].area_code)
    since = owed.since if owed and periods.last(owed.since) >= today(tx.now, WIB) else ""
    return {"cadence": used[0].cadence, "due_day": owed.due_day if owed else 0, "since": since}


def of_upload(tx: Transaction, library: Library, row: FormUpload, form: forms.Form, language: str) -> dict[str, Any]:
    """An upload that can be read: what it is, and its terms as far as they are chosen; of a form that is live already
    those that it has."""
    used = areas_of(tx, row.form_id) if form_version.live(tx, row.form_id) else ()
    codes = tuple(dict.fromkeys((*used, *(() if row.area_code is None else (row.area_code,)))))
    chosen = {"cadence": row.cadence, "due_day": row.due_day or 0, "since": row.since or ""}
    return {
        **about(form, language),
        "before": before(tx, library, form, language),
        "areas": areas(tx, codes),
        "terms": terms_of(tx, row.form_id) if used else chosen,
    }


def published(tx: Transaction, version: FormVersion) -> dict[str, Any]:
    """A form that is live: what it is called, where and how often it is filed."""
    return {
        "title": version.title,
        "version": version.version,
        "areas": areas(tx, areas_of(tx, version.form_id)),
        "terms": terms_of(tx, version.form_id),
    }


def published_by(tx: Transaction, version: FormVersion) -> str:
    """How who sent the workbook is called; "" for a version that came another way."""
    row = form_upload.of_version(tx, version.id or 0)
    return called(tx, row.person_id) if row else ""


def history(tx: Transaction, form_id: str) -> tuple[list[dict[str, Any]], int]:
    """The newest versions, the newest first, and how many more there are."""
    rows = form_version.of_form(tx, form_id)
    lines = [
        {
            "version": row.version,
            "at": row.published_at.isoformat(),
            "by": published_by(tx, row),
            "is_live": row.is_live,
        }
        for row in rows[:VERSIONS]
    ]
    return lines, max(0, len(rows) - VERSIONS)


def label_of(text: Text, language: str) -> str:
    """A text in one of Kabar's languages, "…" for what is worked out while the form is filled in."""
    own = next((key for key in text.languages if key.endswith(f"({language})")), None)
    pieces = text.languages.get(own) if own is not None else next(iter(text.languages.values()), ())
    return bare("".join(piece if isinstance(piece, str) else "…" for piece in pieces or ()))


def _named(key: str, form: forms.Form, paths: Sequence[str], language: str) -> dict[str, Any]:
    named = [form.questions[path] for path in paths[:NAMED]]
    labels = [clip(label_of(one.label, language) or one.name, LABEL) for one in named]
    return {key: labels, f"more_{key}": max(0, len(paths) - NAMED)}
