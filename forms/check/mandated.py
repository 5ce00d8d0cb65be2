"""What must be said of a form before it may be published: its purpose, its ground, and how long answers stay."""

from __future__ import annotations

from collections.abc import Iterator

from forms.check.subject import Subject
from forms.mandate import NO_MANDATE, missing_from
from forms.problems import FormProblem

RULES = (NO_MANDATE,)


def said(subject: Subject) -> Iterator[FormProblem]:
    yield from missing_from(subject.form, subject.cells)


CHECKS = (said,)
