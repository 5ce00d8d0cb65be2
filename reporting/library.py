"""The forms that are live, compiled once and shared by all chats."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

import forms
from forms.outside.external import attach, wanted
from models import form_attachment, form_version
from models.database import Transaction
from models.form_version import FormVersion


class Library:
    """Compiled forms by content hash. Thread-safe; a form is compiled at most a few times, never wrongly."""

    def __init__(self) -> None:
        self._forms: dict[str, forms.Form] = {}
        self._hashes: dict[int, str] = {}
        self._lock = Lock()

    def form(self, tx: Transaction, row: FormVersion) -> forms.Form:
        """The compiled form of a version with its lists. Raises FormErrors only for a row that was never checked."""
        compiled = self._forms.get(row.content_hash)
        if compiled is None:
            compiled = _with_lists(tx, row)
            with self._lock:
                self._forms[row.content_hash] = compiled
        return compiled

    def sheet(self, key: str, xform: str, files: Mapping[str, bytes]) -> forms.Form:
        """A form that is not published; `key` is the digest of its XForm and files."""
        compiled = self._forms.get(key)
        if compiled is None:
            compiled = attach(forms.compile_form(xform), files)
            with self._lock:
                self._forms[key] = compiled
        return compiled

    def opened(self, row: FormVersion) -> forms.Form:
        """The compiled form of a version that `form()` was asked for before: no transaction is needed."""
        return self._forms[row.content_hash]

    def of_version(self, tx: Transaction, version_id: int) -> forms.Form:
        """The form of the version with that id, whose content never changes: its row is read once."""
        known = self._hashes.get(version_id)
        if known is not None:
            return self._forms[known]
        row = form_version.get(tx, version_id)
        compiled = self.form(tx, row)
        with self._lock:
            self._hashes[version_id] = row.content_hash
        return compiled


def _with_lists(tx: Transaction, row: FormVersion) -> forms.Form:
    form = forms.compile_form(row.xform)
    names = [one.file for one in wanted(form)]
    return attach(form, form_attachment.of_names(tx, row.id or 0, names)) if names else form
