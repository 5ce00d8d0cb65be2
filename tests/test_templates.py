"""Every word a person reads: there in both languages, and fit for a small screen."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pytest
from jinja2 import Environment

import forms
from forms.draft import Context
from forms.prompt import Prompt
from forms.replay import replay
from reporting.reading import Reason
from reporting.screens.question import Card, question
from reporting.screens.screen import Screen
from reporting.texts import LANGUAGES, Texts, templates_folder, words

FOLDER = templates_folder()
ANSWERS = Path(__file__).parent / "forms" / "programme" / "answers"
REFUSED = ("context", "-salah", "-pertama", "-tetap")  # not answers that stand alone and are complete
COMPLETE = [file for file in sorted(ANSWERS.glob("*.json")) if not file.stem.endswith(REFUSED)]
LONGEST = 1000  # letters of any message to an officer
WIDEST = 40  # letters on a button that has its row alone; more is cut off on a 5 inch phone
MOST_ROWS = 6
TAGS = re.compile(r"</?(\w+)")
NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


def names(language: str) -> set[str]:
    return {str(path.relative_to(FOLDER / language)) for path in (FOLDER / language).rglob("*.html.j2")}


def test_both_languages_have_the_same_texts() -> None:
    assert names("id") == names("en")


def test_both_languages_have_the_same_words() -> None:
    keys = [set(words(FOLDER / one / "words")) for one in LANGUAGES]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_use_only_tags_that_telegram_knows(language: str) -> None:
    for name in names(language):
        source = (FOLDER / language / name).read_text("utf-8")
        Environment(autoescape=True).parse(source)
        assert set(TAGS.findall(source)) <= {"b", "i", "u", "s", "a", "code", "pre", "blockquote"}, name


def test_every_reason_of_a_reading_is_explained() -> None:
    for language in LANGUAGES:
        source = (FOLDER / language / "filling" / "problem.html.j2").read_text("utf-8")
        untold = {one for one in get_args(Reason) if f'"{one}"' not in source}
        assert untold == {"empty", "needs_review"}, untold  # neither can reach a card


def prompts(file: Path) -> list[Prompt]:
    """Every prompt of a programme form, answered from the file."""
    form_id = file.stem.partition("-")[0]
    form = forms.load((FOLDER / "forms" / f"{form_id}.md").read_bytes(), f"{form_id}.md")
    beside = file.with_suffix(".context.json")
    told = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    context = Context(now=NOW, unit=told.get("unit", {"id": "1", "name": "Payo", "code": "13"}), period="2026-10")
    done = replay(form, json.loads(file.read_text("utf-8")), context, "allow")
    return [
        forms.prompt(form, forms.jump(form, done.draft, line.path, NOW).draft)
        for line in forms.overview(form, done.draft)
    ]


@pytest.mark.parametrize("file", COMPLETE, ids=lambda file: file.stem)
def test_every_card_of_every_form_fits_a_small_screen(file: Path) -> None:
    texts = Texts(FOLDER)
    card = Card(date(2026, 11, 2), "2026-10", echo={"label": "Jumlah PUS", "text": "486"})
    for language in LANGUAGES:
        for prompt in prompts(file):
            fits(texts, language, question(texts, language, prompt, card), prompt.path)


def fits(texts: Texts, language: str, screen: Screen, path: str) -> None:
    text = texts.screen(language, screen)
    assert len(text) <= LONGEST, (path, len(text))
    assert len(screen.rows) <= MOST_ROWS, (path, len(screen.rows))
    for row in screen.on_card(99_999).rows:
        for button in row:
            assert len(button.tap.encode()) <= 64, (path, button)
            assert len(button.label) <= WIDEST / len(row) + 6, (path, button.label, len(row))


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("time", "14:30:00.000+07:00", "14.30"),
        ("datetime", "2026-10-12T23:30:00.000+08:00", "Senin, 12 Oktober 2026, 23.30"),
    ],
)
def test_a_time_is_told_as_it_was_said(kind: str, text: str, told: str) -> None:
    echo = {"label": "Mulai", "text": text, "kind": kind, "sensitive": False}
    texts = Texts(templates_folder())
    assert texts.render("id", "filling/answered", echo=echo).endswith(f"Mulai: {told}")
    assert texts.render("en", "filling/answered", echo=echo).endswith(":30")
