"""The cards of a form that is tried out before it is published. Taps begin with `j`; `:` within an answer is `.`."""

from __future__ import annotations

from dataclasses import replace

from forms.prompt import Prompt
from reporting.screens.played import own
from reporting.screens.question import MOST_ROWS, Card, question
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

MOST_BESIDE = 3  # buttons in a row whose labels have ten letters


def preview(texts: Texts, language: str, prompt: Prompt, card: Card) -> Screen:
    """The question as a report would ask it, with a way to have it answered by itself."""
    screen = question(texts, language, prompt, card)
    rows = own(screen.rows, "j", Button(texts.word(language, "form_stop"), "j:*:stop"))
    sample = Button(texts.word(language, "form_sample"), "j:*:sample")
    if prompt.kind in ("note", "repeat"):
        sampled = rows
    elif len(rows) < MOST_ROWS:
        sampled = (*rows[:-1], (sample,), rows[-1])
    else:
        sampled = (*rows[:-1], (*rows[-1], sample)[:MOST_BESIDE])
    return replace(screen, text="publishing/trial", rows=sampled, bar="menu")


def tried(texts: Texts, language: str, of: tuple[str, int], title: str, answered: int) -> Screen:
    """That was all."""
    verb, back = ("b::try", "b::up") if of[0] == "upload" else ("b::look", "b::form")
    ways = (
        Button(texts.word(language, "form_again"), f"{verb}:{of[1]}"),
        Button(texts.word(language, "back"), f"{back}:{of[1]}"),
    )
    menu = (Button(texts.word(language, "menu"), "m::menu"),)
    return Screen("publishing/tried", {"title": title, "answered": answered}, (ways, menu), bar="menu")
