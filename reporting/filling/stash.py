"""The stash: files that came for a report and that no answer names yet. They are offered where one is asked for."""

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
    """The path of a question of the form that takes such a file, asked or not; "" for none."""
    return next((one.path for one in form.questions.values() if one.kind in (kind, "file")), "")


def waiting(tx: Transaction, instance_id: str, form: Form, draft: Draft, kind: str) -> list[str]:
    """Names of the files that fit the kind of question and that no answer names, the latest last."""
    if kind not in FILES:
        return []
    used = {line.value for line in forms.overview(form, draft)}
    suffix = SUFFIXES[kind]
    rows = attachment.of_instance(tx, instance_id)
    return [row.name for row in rows if row.name.endswith(suffix) and row.name not in used]


def ways(texts: Texts, language: str, prompt: Prompt, names: list[str]) -> Rows:
    """A button that takes the latest of them; none where nothing waits, or something stands there already. At a place,
    one for who can't send any."""
    if prompt.kind == "geopoint":
        return ((Button(texts.word(language, "cant_locate"), "i:*:cant"),),)
    if not names or prompt.value:
        return ()
    return ((Button(texts.word(language, "use_earlier"), "i:*:stash"),),)
