"""What a form takes of the context it is opened in: so much is stored with its drafts, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from forms.definition import Form
from forms.draft import Context
from forms.outside.external import LAST_SAVED

_FIGURES = ("integer", "decimal", "range")


def taken(form: Form, context: Context) -> Context:
    """The context without what no question, preload or list of the form asks for."""
    account = {*_prefilled(form, "akun"), *_properties(form)}
    return replace(
        context,
        account=_of(context.account, account),
        unit=_of(context.unit, {"id", *_prefilled(form, "unit")}),
        profile=_of(context.profile, set(_prefilled(form, "profil"))),
        last=_of(context.last, set(_compared(form))),
        last_saved=context.last_saved if LAST_SAVED in form.external.values() else "",
        instances={name: rows for name, rows in context.instances.items() if name in form.external},
    )


def _of(values: Mapping[str, str], names: set[str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name in names}


def _prefilled(form: Form, source: str) -> Iterator[str]:
    """The names of the fields that are filled from there (`kabar:prefill`)."""
    return (slot.name for slot in form.slots.values() if slot.bind.attributes.get("prefill") == source)


def _properties(form: Form) -> Iterator[str]:
    """The properties of the person that preloads ask for (ODK XForms, "Preloaders")."""
    preloads = (slot.bind.preload for slot in form.slots.values())
    return (preload[1].removeprefix("uri:") for preload in preloads if preload and preload[0] == "property")


def _compared(form: Form) -> Iterator[str]:
    """Whose value in the last submission is shown, taken over, or held against the new one: all figures, and the
    calculated ones that summaries know by name."""
    for slot in form.slots.values():
        if slot.bind.calculate is not None and "indicator" in slot.bind.attributes:
            yield slot.name
    for name in _prefilled(form, "bulan_lalu"):
        yield name.removesuffix("_lalu")
    for question in form.questions.values():
        if question.kind in _FIGURES or question.attributes.get("prefill") == "stok":
            yield question.name
            yield question.name.removesuffix("_baru")
