"""What a form's answers are for, on what ground, and how long they are kept (UU 27/2022, articles 16, 20 and 21).

The settings sheet says it in columns `attribute::kabar:...`, which the conversion puts on the instance's root element.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.compiling.xform import child, kabar_attributes, parse_xform
from forms.definition import Form
from forms.problems import FormProblem
from forms.rule import Rule
from forms.sheet.cells import Cells

LONGEST = 120  # months; what is kept longer than ten years is an archive, and that is not kept in a chat's database
NEEDED = ("purpose", "legal_basis", "retention_months")

NO_MANDATE = Rule(
    "no_mandate", "warning", "The settings don't say what the answers are for, on what ground, or how long they stay.",
    "The law wants all three told to the people who answer (UU 27/2022, article 21). A form without them can be tried "
    "out, but not published.",
    "Write them in the settings sheet: attribute::kabar:purpose, attribute::kabar:legal_basis and "
    f"attribute::kabar:retention_months (a whole number from 1 to {LONGEST}).",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mandate:
    """Texts as their author wrote them, "" where there is none; `months` after sending the answers go, 0 if unsaid."""

    purpose: str = ""
    purpose_en: str = ""
    legal_basis: str = ""
    months: int = 0

    def purpose_in(self, language: str) -> str:
        """The purpose in "id" or "en"; without English the Indonesian one."""
        return (self.purpose_en if language == "en" else "") or self.purpose


def mandate(form: Form) -> Mandate:
    """What the compiled form says."""
    named = {name.rpartition(":")[2]: text for name, text in form.root.attributes.items() if name.startswith("kabar:")}
    return _mandate(named)


def of_xform(xform: str) -> Mandate:
    """The same of a form's XML, without compiling it: much quicker where a whole list is looked through."""
    html, _ = parse_xform(xform)
    found = html
    for name in ("head", "model", "instance"):
        below = child(found, name)
        if below is None:
            return Mandate()
        found = below
    return _mandate(kabar_attributes(found[0]) if len(found) else {})


def missing_from(form: Form, cells: Cells) -> tuple[FormProblem, ...]:
    """One finding that names what the form doesn't say of the three; none where it says them all."""
    told = mandate(form)
    said = dict(zip(NEEDED, (told.purpose, told.legal_basis, told.months), strict=True))
    lacks = [name for name, text in said.items() if not text]
    if not lacks:
        return ()
    cell = cells.setting(f"attribute::kabar:{lacks[0]}")
    return (NO_MANDATE.at(cell, f"The settings give no {', no '.join(lacks)} that can be used."),)


def _mandate(named: Mapping[str, str]) -> Mandate:
    texts = {name: " ".join(text.split()) for name, text in named.items()}
    months = texts.get("retention_months", "").removesuffix(".0")  # a spreadsheet's number
    is_number = months.isascii() and months.isdecimal() and 0 < int(months[:6]) <= LONGEST
    return Mandate(
        texts.get("purpose", ""),
        texts.get("purpose_en", ""),
        texts.get("legal_basis", ""),
        int(months) if is_number else 0,
    )
