"""What officers type at the programme's own questions: the forms' labels, limits, options and aliases beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

import forms
from forms.draft import Context
from forms.prompt import Prompt
from forms.replay import replay
from reporting.texts import templates_folder
from tests.reading.table import cases, read

NOW = datetime(2026, 11, 4, 1, 0, tzinfo=UTC)
ANSWERS = Path(__file__).parent.parent / "forms" / "programme" / "answers"
TABLE = Path(__file__).with_name("field.txt")


def sections() -> Iterator[tuple[str, str, str, str]]:
    """Answers file, question, what is typed, what it must be read as."""
    for section in TABLE.read_text("utf-8").split("\n[")[1:]:
        head, _, lines = section.partition("]\n")
        file, name = head.split()
        for typed, expected in cases(lines):
            yield file, name, typed, expected


@cache
def prompts(file: str) -> dict[str, Prompt]:
    """The questions of a form that was answered from the file, by name."""
    form_id = file.partition("-")[0]
    form = forms.load((templates_folder() / "forms" / f"{form_id}.md").read_bytes(), f"{form_id}.md")
    told = json.loads((ANSWERS / f"{file}.json").read_text("utf-8"))
    context = Context(now=NOW, unit={"id": "1", "name": "Payo", "code": "13"}, period="2026-10")
    draft = replay(form, told, context, "allow").draft
    lines = forms.overview(form, draft)
    asked = (forms.prompt(form, forms.jump(form, draft, line.path, NOW).draft) for line in lines)
    return {prompt.name: prompt for prompt in asked}


@pytest.mark.parametrize(("file", "name", "typed", "expected"), list(sections()))
def test_what_officers_type(file: str, name: str, typed: str, expected: str) -> None:
    assert read(prompts(file)[name], typed) == expected


def test_the_table_is_long_enough() -> None:
    assert len(list(sections())) >= 400
