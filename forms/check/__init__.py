"""Is this XLSForm valid, and will it make a good conversation? Every finding names its cell.

`rule.py` says what a rule is; each family of rules is a file; `catalogue.py` lists the families.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from forms.check.catalogue import CHECKS, RULES
from forms.check.subject import Subject, read_lists
from forms.check.warnings import told
from forms.compile import compile_form
from forms.definition import Form
from forms.intake import xform_text
from forms.problems import FormErrors, FormProblem
from forms.xlsform import XlsForm, read_xlsform

_GRAVEST = ("error", "warning", "info")


def check(data: bytes | str, name: str) -> tuple[FormProblem, ...]:
    """All findings, the gravest first. A form without errors can be used; the rest is about the conversation."""
    try:
        if name.lower().endswith(".xml"):
            return _sorted(_lint(compile_form(xform_text(data)), XlsForm("")))
        sheet = read_xlsform(data, name)
    except FormErrors as errors:
        return _sorted(errors.problems)
    try:
        form = compile_form(sheet.xform, sheet.cells)
    except FormErrors as errors:
        return _sorted((*errors.problems, *told(sheet)))
    return _sorted((*_lint(form, sheet), *told(sheet)))


def _lint(form: Form, sheet: XlsForm) -> list[FormProblem]:
    subject = Subject(form, sheet.cells, sheet.sheets, read_lists(form))
    return [finding for rule in CHECKS for finding in rule(subject)]


def _sorted(problems: Iterable[FormProblem]) -> tuple[FormProblem, ...]:
    """Each finding once, with its reason; by severity, then as one reads the workbook."""
    sheets = ("settings", "survey", "choices")
    reasons = {rule.code: rule.why for rule in RULES}
    known = dict.fromkeys(one if one.why else replace(one, why=reasons.get(one.code, "")) for one in problems)
    return tuple(
        sorted(
            known,
            key=lambda one: (
                _GRAVEST.index(one.severity),
                sheets.index(one.sheet) if one.sheet in sheets else 0,
                one.row,
            ),
        )
    )


__all__ = ["RULES", "check"]
