"""The forms that campaigns walk: the programme's eight, the examples, and those of the folder in KABAR_FORMS."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from forms import Form, FormErrors, load

_ROOT = Path(__file__).parents[2]
_SUFFIXES = {".md", ".xlsx", ".xls", ".xml"}


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that does not load, and why."""

    errors: FormErrors


def files() -> list[Path]:
    """Every form file, the project's own first."""
    folders = [_ROOT / "templates/forms", Path(__file__).parent / "examples"]
    if outside := os.environ.get("KABAR_FORMS"):
        folders.append(Path(outside))
    return [file for folder in folders for file in sorted(folder.iterdir()) if file.suffix in _SUFFIXES]


def each_form() -> pytest.MarkDecorator:
    """Parametrizes `file`; the folder is told apart by the name alone."""
    return pytest.mark.parametrize("file", files(), ids=lambda file: file.name)


@cache
def loaded(file: Path) -> Form | Refused:
    """The compiled form, once for all tests of a run."""
    try:
        return load(file.read_bytes(), file.name)
    except FormErrors as errors:
        return Refused(errors)
