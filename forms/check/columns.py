"""The columns of a form that was read; `forms/columns.py` knows what is misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from forms.check.subject import Subject
from forms.columns import UNKNOWN_COLUMN, misspelt
from forms.problems import FormProblem

RULES = (UNKNOWN_COLUMN,)


def columns(subject: Subject) -> Iterator[FormProblem]:
    yield from misspelt(subject.cells)


CHECKS = (columns,)
