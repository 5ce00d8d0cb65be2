"""Is this XLSForm valid, and will it make a good conversation? Every finding names its cell.

`rule.py` says what a rule is; each family of rules is a file; `catalogue.py` lists the families.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace

from forms.check.catalogue import CHECKS, RULES
from forms.check.subject import Subject, read_lists
from forms.check.warnings import told
from forms.compiling.form import compile_form
from forms.definition import Form
from forms.intake import xform_text
from forms.outside.external import attach, missing
from forms.problems import FormErrors, FormProblem
from forms.sheet.xlsform import XlsForm, read_xlsform

_GRAVEST = ("error", "warning", "info")


Lists = Callable[[Form], Mapping[str, bytes]]


def check(
    data: bytes | str, name: str, there: Container[str] | None = None, lists: Lists = lambda _form: {}
) -> tuple[FormProblem, ...]:
    """All findings, the gravest first. A form without errors can be used; the rest is about the conversation.

    `there` are the files beside the form, and the lists (by instance id) that need none; None if nobody looked.
    `lists` gives the content of the lists that a form names, by file name.
    """
    try:
        if name.lower().endswith(".xml"):
            return _sorted(_lint(compile_form(xform_text(data)), XlsForm(""), there, lists))
        sheet = read_xlsform(data, name)
    except FormErrors as errors:
        return _sorted(errors.problems)
    try:
        form = compile_form(sheet.xform, sheet.cells)
    except FormErrors as errors:
        return _sorted((*errors.problems, *told(sheet)))
    return _sorted((*_lint(form, sheet, there, lists), *told(sheet)))


def _lint(form: Form, sheet: XlsForm, there: Container[str] | None, lists: Lists) -> list[FormProblem]:
    subject = Subject(form, sheet.cells, sheet.sheets, read_lists(form))
    found = [finding for rule in CHECKS for finding in rule(subject)]
    if there is not None:
        found += missing(attach(form, sheet.files), there, there, sheet.cells)
    return [*found, *_unreadable(form, sheet, lists)]


def _unreadable(form: Form, sheet: XlsForm, lists: Lists) -> tuple[FormProblem, ...]:
    try:
        attach(form, lists(form), sheet.cells)
    except FormErrors as errors:
        return errors.problems
    return ()


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
