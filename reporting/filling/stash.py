"""The stash: files and places that came for a report and that no answer holds yet, offered where one is asked for."""

from __future__ import annotations

import forms
from forms.definition import Form
from forms.draft import Draft
from forms.prompt import Prompt
from models import attachment
from models.database import Transaction
from reporting.screens.screen import Button, Rows
from reporting.submitting import SUFFIXES
from reporting.texts import Texts

FILES = ("image", "audio", "video", "file")


def has_place(form: Form, kind: str) -> str:
    """The path of a question of the form that takes such a file or place, asked or not; "" for none."""
    kinds = (kind, "file") if kind in FILES else (kind,)
    return next((one.path for one in form.questions.values() if one.kind in kinds), "")


def waiting(tx: Transaction, instance_id: str, form: Form, draft: Draft, kind: str) -> list[str]:
    """Names of the files, or the places, that fit the kind of question and that no answer holds, the latest last."""
    if kind not in (*FILES, "geopoint"):
        return []
    used = {line.value for line in forms.overview(form, draft)}
    rows = [row for row in attachment.of_instance(tx, instance_id) if (row.state == "place") == (kind == "geopoint")]
    return [row.name for row in rows if row.name.endswith(SUFFIXES.get(kind, "")) and row.name not in used]


def ways(texts: Texts, language: str, prompt: Prompt, names: list[str]) -> Rows:
    """A button that takes the latest of them; none where nothing waits, or something stands there already. At a place,
    one for who can't send any."""
    is_offered = names and not prompt.value
    earlier: Rows = ((Button(texts.word(language, "use_earlier"), "i:*:stash"),),) if is_offered else ()
    if prompt.kind == "geopoint":
        return (*earlier, (Button(texts.word(language, "cant_locate"), "i:*:cant"),))
    return earlier
