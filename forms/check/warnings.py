"""The converter's own warnings, with their cell; what the rules of the check say better is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from forms.problems import FormProblem
from forms.sheet.xlsform import XlsForm, told_by_pyxform

_SAID_BETTER = re.compile(
    r"has no label|Choices should have a label|missing translations|max-pixels|'disabled' column|"
    r"without name, text, or label|only meant for filtered selects|no longer supported on most devices|"
    r"is missing the (survey|choices)|machine-readable codes"
)


def told(sheet: XlsForm) -> Iterator[FormProblem]:
    for text in sheet.warnings:
        if not _SAID_BETTER.search(text):
            found = told_by_pyxform(text)
            column = sheet.cells.column(found.sheet, found.column)
            yield replace(found, severity="warning", advice="", column=column)
