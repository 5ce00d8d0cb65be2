"""Whatever a person sends and wherever they go: no push fails, and the draft stays whole."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from forms import Context, Draft, Form, Prompt, Step, answer, back, finish, jump, load, overview, prompt, skip, start
from forms.events import FormFinished
from tests.forms.scenario import NOW

FORMS = sorted(Path("templates/forms").glob("*.md"))
JUNK = ["", "x", "-1", "999999999999", "1e5", "2026-02-30", "\x00", "yes", "no", "a b", "'", '"<&>', "nan", "0 0"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_no_push_fails(path: Path) -> None:
    form = load(path.read_bytes(), path.name)
    for seed in range(2):
        chance = random.Random(seed)
        step = start(form, Context(now=NOW, seed=seed))
        for _ in range(100):
            draft = Draft.from_json(json.loads(json.dumps(step.draft.to_json())))
            step = chance.choice(PUSHES)(form, draft, step.prompt, chance)
            assert step.draft.revision == draft.revision + 1
            assert step.prompt == prompt(form, step.draft)


def _answer(form: Form, draft: Draft, asked: Prompt, chance: random.Random) -> Step:
    sensible = [choice.name for choice in asked.choices] or [
        asked.bounds.minimum or "5",
        "2026-10-12",
        "rapat pokja kita",
    ]
    return answer(form, draft, chance.choice(sensible), NOW)


def _junk(form: Form, draft: Draft, _asked: Prompt, chance: random.Random) -> Step:
    return answer(form, draft, chance.choice(JUNK), NOW)


def _skip(form: Form, draft: Draft, _asked: Prompt, _chance: random.Random) -> Step:
    return skip(form, draft, NOW)


def _back(form: Form, draft: Draft, _asked: Prompt, _chance: random.Random) -> Step:
    return back(form, draft, NOW)


def _jump(form: Form, draft: Draft, _asked: Prompt, chance: random.Random) -> Step:
    lines = overview(form, draft)
    return jump(form, draft, chance.choice(lines).path if lines else "/data/none", NOW)


def _finish(form: Form, draft: Draft, _asked: Prompt, _chance: random.Random) -> Step:
    step = finish(form, draft, NOW)
    for event in step.events:
        if isinstance(event, FormFinished):
            ElementTree.fromstring(event.xml)
    return step


Push = Callable[[Form, Draft, Prompt, random.Random], Step]
PUSHES: tuple[Push, ...] = (
    _answer,
    _answer,
    _answer,
    _answer,
    _answer,
    _answer,
    _junk,
    _junk,
    _skip,
    _back,
    _jump,
    _finish,
)
