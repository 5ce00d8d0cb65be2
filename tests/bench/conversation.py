"""The monthly report as the engine asks it: the same questions for every bot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import forms
from forms.events import AnswerRejected
from tests.bench.questions import Question
from tests.story import ANSWERS, notebook

FORM = Path(str(files("templates"))) / "forms" / "bulanan_kkb.md"
NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


def form() -> forms.Form:
    return forms.load(FORM.read_text("utf-8"), FORM.name)


def opened(compiled: forms.Form) -> forms.Step:
    """A new report for a kampung that has not reported before."""
    account = {"pelapor_id": "1", "wilayah_kode": "13.72.01.1004", "tingkat": "desa"}
    unit = {"id": "1", "name": "Payo Sejahtera", "code": "13.72.01.1004"}
    return forms.start(compiled, forms.Context(now=NOW, account=account, unit=unit, period="2026-10"))


def answers() -> dict[str, str]:
    """The answers in lexical form by XLSForm name."""
    return dict(_flat(json.loads((ANSWERS / "bulanan_kkb.json").read_text("utf-8"))))


def conversation() -> tuple[Question, ...]:
    """All questions in the order they are asked, each label once. Raises ValueError when one is refused."""
    compiled, typed, lexical = form(), notebook(), answers()
    step, found = opened(compiled), {}
    while step.prompt.kind != "end":
        label = " ".join(step.prompt.label.split())
        found[label] = Question(label, typed[label], step.prompt.kind)
        step = forms.answer(compiled, step.draft, lexical[step.prompt.name], NOW)
        if any(isinstance(event, AnswerRejected) for event in step.events):
            raise ValueError(f"the answer to {label!r} is refused")
    return tuple(found.values())


def _flat(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        if isinstance(value, dict):
            yield from _flat(value)
        else:
            yield name, " ".join(value) if isinstance(value, list) else str(value)
