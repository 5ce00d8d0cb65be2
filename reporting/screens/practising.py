"""Practice: the cards of a real report, with taps of their own. `y:*:a:c0` answers, `y:*:n:skip` navigates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from forms.prompt import Prompt
from reporting.screens.played import own
from reporting.screens.question import Card, question
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts


def practice(texts: Texts, language: str, prompt: Prompt, card: Card) -> Screen:
    """The question as a report would ask it."""
    screen = question(texts, language, prompt, card)
    return replace(screen, rows=own(screen.rows, "y", Button(texts.word(language, "practise_later"), "y:*:stop")))


def done(texts: Texts, language: str, facts: dict[str, Any]) -> Screen:
    """That was all. `facts`: period and due_at of what is owed next, "" for nothing; zone, files."""
    rows = [(Button(texts.word(language, "practise_done"), "s::begin"),)] if facts["files"] else []
    return Screen("practice/done", facts, (*rows, (Button(texts.word(language, "menu"), "m::menu"),)), bar="menu")
