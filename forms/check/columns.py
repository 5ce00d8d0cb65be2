"""The columns of a form that was read; `forms/sheet/columns.py` knows what is misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from forms.check.subject import Subject
from forms.problems import FormProblem
from forms.sheet.columns import UNKNOWN_COLUMN, misspelt

RULES = (UNKNOWN_COLUMN,)


def columns(subject: Subject) -> Iterator[FormProblem]:
    yield from misspelt(subject.cells)


CHECKS = (columns,)
