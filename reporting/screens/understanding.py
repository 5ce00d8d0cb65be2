"""The buttons and pages that settle what was meant: readings to choose from, odd figures, the way round a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reporting.screens.screen import HALF, Button, Rows, Screen, grid, paired

Word = Callable[..., str]

WIDE = 32  # letters of a label alone in its row
MOST = 5  # readings on a card: with the way back to typing they fill its six rows


def choosing(word: Word, options: Sequence[tuple[str, str]]) -> Rows:
    """What may have been meant, each reading on a button, and the way back to typing. One alone is a yes or no."""
    if len(options) == 1:
        return ((Button(word("yes_that"), "a:*:o0"), Button(word("not_that"), "a:*:x")),)
    buttons = [Button(label, f"a:*:o{index}") for index, (_, label) in enumerate(options[:MOST])]
    return (*paired(buttons), (Button(word("write_anew"), "a:*:x"),))


def long_choosing(word: Word, count: int) -> Rows:
    """The same where the readings stand as a numbered list in the text."""
    if count == 1:
        return ((Button(word("yes_that"), "a:*:o0"), Button(word("not_that"), "a:*:x")),)
    numbers = [Button(str(at + 1), f"a:*:o{at}") for at in range(count)]
    return (*grid(numbers, 5), (Button(word("write_anew"), "a:*:x"),))


def answer_or_question(word: Word) -> Rows:
    """Below a text that ends with a question mark."""
    return ((Button(word("is_answer"), "a:*:ja"), Button(word("is_question"), "a:*:jq")),)


def helps(word: Word, problem: dict[str, Any] | None, tries: int, question: str) -> Rows:
    """What is offered beside the answers: the figure that this one is held against, an example, the way round.
    A `question` that no article answers can be passed on."""
    coordinator = (Button(word("ask_coordinator"), "n:*:coordinator"),)
    if problem is None:
        return (coordinator,) if question else ()
    rows = [_changing(word, problem)]
    if problem["has_way_round"]:
        rows += [(Button(word("defer"), "n:*:defer"),), coordinator]
    elif tries >= 2:
        rows.append((Button(word("show_example"), "n:*:contoh"),))
    return tuple(row for row in rows if row)


def _changing(word: Word, problem: dict[str, Any]) -> tuple[Button, ...]:
    """The answers that the constraint reads, or the way to all of them where they are many."""
    if problem["is_many"]:
        return (Button(word("change_other"), "n:*:ringkasan"),)
    named = problem["named"]
    labels = [word("change_named", name=one["name"]) for one in named]
    if any(len(label) > (WIDE if len(labels) == 1 else HALF) for label in labels):
        labels = [word("change_number", number=one["number"]) for one in named]
    return tuple(Button(label, f"n:*:jump:{one['number']}") for label, one in zip(labels, named, strict=True))


def check(word: Word, doubt: dict[str, Any], figure: str, problem: dict[str, Any] | None) -> Screen:
    """An odd figure, which is stored already: right, or a slip? `figure` is it as people read it."""
    yes = word("yes_value", value=figure)
    rows = (
        (Button(yes if len(yes) <= HALF else word("yes_that"), "a:*:y"), Button(word("write_anew"), "a:*:x")),
        (Button(word("back"), "n:*:back"), Button(word("save"), "n:*:save")),
    )
    return Screen("filling/check", {"doubt": doubt, "problem": problem}, rows, bar="menu")
