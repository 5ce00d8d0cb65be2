"""A form in the terminal: the cards of the chat, and answers typed as people type them.

The conversation goes to stderr and the submission to stdout, so that it can be sent on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import typer

import forms
from forms import Context, Form, Prompt, Session
from forms.events import AnswerAccepted, AnswerRejected, AnswersHidden, Event, FinishRefused, FormFinished
from reporting.filling.bench import echo_of
from reporting.filling.trying import problem_of
from reporting.fitting import plain
from reporting.reading import DidYouMean, Read, Reader, Unreadable, load_vocabulary
from reporting.screens import keys
from reporting.screens.question import Card, asking_of, question
from reporting.screens.review import Standing, pages, review_page
from reporting.screens.understanding import choosing
from reporting.texts import Texts, templates_folder

# As typed here, and as the chat understands it (templates/reading.toml, "command"); Enter alone skips.
_BACK, _SKIP, _HELP = ("<", "kembali"), (">", "", "lewati"), ("?", "bantuan")
_NAMED = ("image", "audio", "video", "file", "geotrace", "geoshape")  # typed as they are stored: names, coordinates
_HELP_TEXT = """  <  back    >  skip    ?  this help    #7  to question 7    Enter  keep what stands there, or skip
  Ctrl-D leaves; nothing is sent."""

Ask = Callable[[str], str]


class LeftError(Exception):
    """The person left before the end."""


def fill_in_terminal(form: Form, context: Context) -> str:
    """Ask until the form is finished; the submission's XML. Ends with exit code 1 at the end of the input.

    In a terminal the answers are shown before they are sent; where they come from a file or a pipe they are just sent.
    """
    try:
        return Terminal(form, context, _ask, _tell).fill("confirm" if sys.stdin.isatty() else "send")
    except (LeftError, KeyboardInterrupt):
        _tell("Nothing was sent.")
        raise typer.Exit(1) from None


def _ask(mark: str) -> str:
    typer.echo(mark, nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        raise LeftError
    return line.rstrip("\r\n")


def _tell(text: str) -> None:
    typer.echo(text, err=True)


class Terminal:
    """One filling. `ask` shows a mark and returns a line, or raises LeftError; `tell` shows text."""

    def __init__(self, form: Form, context: Context, ask: Ask, tell: Callable[[str], None]) -> None:
        self._form, self._context, self._ask, self._tell = form, context, ask, tell
        self._texts = Texts(templates_folder())
        self._reader = Reader(load_vocabulary())
        self._session = Session.open(form, context)
        self._echo: dict[str, Any] | None = None
        self._hidden = 0
        self._options: tuple[tuple[str, str], ...] = ()  # readings of the last answer to choose from

    def fill(self, at_the_end: str) -> str:
        """The submission's XML. `at_the_end` is "confirm" or "send"."""
        self._tell(_HELP_TEXT)
        while True:
            while self._session.prompt.kind != "end":
                self._show(None)
                self._take(self._ask("> ").strip())
            self._review()
            if at_the_end == "send" or self._confirmed():
                xml = self._finished()
                if xml:
                    return xml

    @property
    def _now(self) -> datetime:
        return self._context.now

    def _take(self, typed: str) -> None:
        """One line, and more until one is taken."""
        problem = self._pushed(typed)
        while problem is not None:
            self._show(problem)
            problem = self._pushed(self._ask("> ").strip())

    def _pushed(self, typed: str) -> dict[str, Any] | None:
        """A word of navigation, or an answer; what was wrong with it, or None."""
        prompt = self._session.prompt
        word = self._reader.command_word(typed, prompt)
        said = word.word if word else typed
        number = _number(typed) if typed.startswith("#") else word.number if word else None
        if number is None and said not in (*_BACK, *_SKIP, *_HELP):
            return self._answer(prompt, typed)
        self._forget()
        if number is not None:
            self._jump(number)
        elif said in _BACK:
            self._session.back(self._now)
        elif said in _SKIP:
            return self._skip(prompt)
        else:
            self._tell("\n".join(filter(None, (prompt.guidance, _HELP_TEXT))))
        return None

    def _skip(self, prompt: Prompt) -> dict[str, Any] | None:
        skipped = self._session.answer("", self._now) if prompt.kind == "note" else self._session.skip(self._now)
        refused = _rejected(skipped)
        return problem_of(refused) if refused else None

    def _jump(self, number: int) -> None:
        lines = forms.overview(self._form, self._session.draft)
        line = next((one for one in lines if one.number == number), None)
        if line is None:
            self._tell(f"  There is no answer number {number} yet.")
        else:
            self._session.jump(line.path, self._now)

    def _answer(self, prompt: Prompt, typed: str) -> dict[str, Any] | None:
        value, problem = self._read(prompt, typed)
        if problem is not None:
            return problem
        events = self._session.answer(value, self._now)
        refused = _rejected(events)
        if refused is not None:
            return problem_of(refused)
        self._forget()
        accepted = next((one for one in events if isinstance(one, AnswerAccepted)), None)
        self._echo = echo_of(accepted, prompt) if accepted else None
        self._hidden = sum(len(one.paths) for one in events if isinstance(one, AnswersHidden))
        return None

    def _read(self, prompt: Prompt, typed: str) -> tuple[str, dict[str, Any] | None]:
        """The lexical value, or the problem of what was typed."""
        if self._options and typed.isdecimal() and 0 < int(typed) <= len(self._options):
            return self._options[int(typed) - 1][0], None
        self._options = ()
        if prompt.kind in _NAMED:
            return typed, None
        if prompt.previous and typed.casefold() in self._texts.words_of("word_same"):
            return prompt.previous, None
        context = self._context
        today = self._now.astimezone(ZoneInfo(context.zone)).date()
        match self._reader.read(prompt, typed, today, context.period, context.language, context.zone):
            case Read(value):
                return value, None
            case DidYouMean(options):
                self._options = options
                return "", {"code": "did_you_mean", "received": typed, "labels": [label for _, label in options]}
            case Unreadable(reason):
                return "", {"code": reason, "received": typed, "message": ""}

    def _forget(self) -> None:
        """What was said of the last answer is said once."""
        self._echo, self._hidden, self._options = None, 0, ()

    def _show(self, problem: dict[str, Any] | None) -> None:
        prompt = self._session.prompt
        today = self._now.astimezone(ZoneInfo(self._context.zone)).date()
        instead = choosing(partial(self._texts.word, self._context.language), self._options) if self._options else ()
        period = self._context.period
        card = Card(today, period, self._echo, problem, instead=instead, hidden=self._hidden)
        screen = question(self._texts, self._context.language, prompt, card)
        self._tell("\n" + plain(self._texts.screen(self._context.language, screen)))
        for number, label in self._untold(prompt, card):
            self._tell(f"{number}. {label}")

    def _untold(self, prompt: Prompt, card: Card) -> list[tuple[int, str]]:
        """Options that a chat has on buttons, or on another page: numbered here, to be typed."""
        if self._options:
            return [(number, label) for number, (_, label) in enumerate(self._options, start=1)]
        shown = keys.layout(prompt, asking_of(self._texts, self._context.language, prompt, card))
        there = shown.here if shown.is_numbered else ()
        return [(at + 1, choice.label) for at, choice in enumerate(prompt.choices) if at not in there]

    def _review(self) -> None:
        lines = forms.overview(self._form, self._session.draft)
        facts: dict[str, Any] = {"title": self._form.title, "kampung": self._context.unit.get("name", "…")}
        facts |= {
            "period": self._context.period or f"{self._now:%Y-%m}",
            "echo": self._echo,
        }
        standing = Standing(lines)
        for page in range(len(pages(standing))):
            screen = review_page(self._texts, self._context.language, facts, standing, page)
            self._tell("\n" + plain(self._texts.screen(self._context.language, screen)))

    def _confirmed(self) -> bool:
        """Whether Enter was pressed; a number goes to that answer, `<` to the last one."""
        typed = self._ask("Enter sends; a number changes that answer> ").strip()
        number = _number(typed)
        if number is not None:
            self._jump(number)
        elif typed in _BACK:
            self._session.back(self._now)
        self._forget()
        return not typed

    def _finished(self) -> str:
        """The XML; "" where something is wrong still, which is then asked."""
        for event in self._session.finish(self._now):
            match event:
                case FormFinished():
                    return event.xml
                case FinishRefused():
                    told = (f"  ! {one.label}: {one.message or one.condition}" for one in event.violations)
                    self._tell("\n".join(told))
        return ""


def _rejected(events: tuple[Event, ...]) -> AnswerRejected | None:
    return next((one for one in events if isinstance(one, AnswerRejected)), None)


def _number(typed: str) -> int | None:
    digits = typed.removeprefix("#").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 5 else None
