"""Which figures of a form hold from its last report until the next, so that what is last known of them is kept.

The programme names its own in `templates/indicators.toml`. Of any other form they are what `kabar:prefill` = stok
offers again in the next report, and what is computed from it under the name without `_baru`.
"""

from __future__ import annotations

from functools import lru_cache

import forms
from models import form_version
from models.database import Transaction
from reporting.measures import book
from reporting.programme import filing, is_known

FORMS = 64  # versions that are remembered: those of the forms that an office makes for itself


def kept(tx: Transaction, form_id: str, period: str, version_id: int) -> frozenset[str]:
    """Names of the report's figures that hold until the next one. None of an event or a numbered report, of which there
    may be many: told by the report itself, since a schedule may change after it."""
    if is_known(form_id):
        return book().kept if filing(form_id).slot == "one" else frozenset()
    return frozenset() if "." in period else marked(form_version.get(tx, version_id).xform) - book().kept


@lru_cache(maxsize=FORMS)
def marked(xform: str) -> frozenset[str]:
    """Indicators of the form whose questions offer the last report's figure."""
    form = forms.compile_form(xform)
    offered = {one.name for one in form.questions.values() if one.attributes.get("prefill") == "stok"}
    named = ((slot.name, slot.bind.attributes.get("indicator")) for slot in form.slots.values())
    return frozenset(name for asked, name in named if name and not offered.isdisjoint((asked, f"{asked}_baru")))
