"""All hostile files."""

from __future__ import annotations

from collections.abc import Iterator

from tests.forms.hostile import archives, logic, old, sheets, texts
from tests.forms.hostile.case import Case


def all_cases() -> Iterator[Case]:
    for family in (archives, sheets, old, texts, logic):
        yield from family.cases()
