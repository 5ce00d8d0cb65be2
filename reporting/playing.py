"""Playing a form card by card as a report would ask it; its draft lives in the chat's focus, nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

import forms
from forms.definition import Form
from forms.draft import Context, Draft, Step
from forms.events import AnswerAccepted, AnswerRejected
from forms.prompt import Prompt
from models.chat import Chat
from models.database import Transaction
from reporting import due, stage
from reporting.access import Actor
from reporting.filling.bench import echo_of
from reporting.filling.tapping import looked, moment_of
from reporting.filling.trying import problem_of, unsure
from reporting.inputs import Tap, whole
from reporting.reading import DidYouMean, Read, Reader, Unreadable
from reporting.screens.keys import Look
from reporting.screens.question import Card
from reporting.screens.screen import Screen
from reporting.screens.values import CHOSEN

MANY = ("select_multiple", "rank")


@dataclass(frozen=True, slots=True)
class Play:
    """A form that somebody plays; `kept` stands in the chat's focus beside the draft."""

    actor: Actor
    chat: Chat
    form: Form
    draft: Draft
    prompt: Prompt
    kept: Mapping[str, Any]


class Manner(Protocol):
    """What it is played for. `expects` is what the chat expects meanwhile, and the name of the draft in its focus."""

    @property
    def expects(self) -> str: ...

    def period(self, today: date) -> str:
        """The period that the form is about, as "2026-10"."""

    def screen(self, language: str, prompt: Prompt, card: Card) -> Screen:
        """The question, with taps of its own."""

    def ended(self, tx: Transaction, play: Play) -> None:
        """All is answered."""

    def left(self, tx: Transaction, play: Play) -> None:
        """It was stopped before."""


class Playing:
    """Steps within one push of a use case."""

    def __init__(self, reader: Reader, manner: Manner) -> None:
        self._reader = reader
        self._manner = manner

    def begin(
        self, tx: Transaction, actor: Actor, chat: Chat, form: Form, context: Context, kept: Mapping[str, Any]
    ) -> None:
        """The first question."""
        step = forms.start(form, context)
        self.go_on(tx, Play(actor, chat, form, step.draft, step.prompt, kept), step)

    def taken_up(self, actor: Actor, chat: Chat, form: Form, kept: Mapping[str, Any]) -> Play:
        """What the chat is playing."""
        draft = Draft.from_json((chat.focus or {})[self._manner.expects])
        return Play(actor, chat, form, draft, forms.prompt(form, draft), kept)

    def typed(self, tx: Transaction, play: Play, text: str) -> None:
        """A word of navigation, or the answer."""
        word = self._reader.command_word(text, play.prompt)
        if word is not None:
            self._steer(tx, play, word.word)
            return
        today = due.today(tx.now, play.actor.zone)
        match self._reader.read(play.prompt, text, today, f"{today:%Y-%m}", play.chat.language, play.actor.zone):
            case Read(value):
                self._answer(tx, play, value)
            case DidYouMean(options):
                told = [[value, label] for value, label in options]
                self._again(tx, play, unsure(text, options), options=told)
            case Unreadable(reason):
                self._again(tx, play, {"code": reason, "received": text, "message": ""})

    def pressed(self, tx: Transaction, play: Play, tap: Tap) -> None:
        """A tap on the card that is up."""
        match tap.argument:
            case "stop":
                self._manner.left(tx, play)
            case "n":
                self._steer(tx, play, tap.state)
            case "a":
                self._chosen(tx, play, *tap.state.partition(".")[::2])
            case _:
                self._again(tx, play)

    def go_on(self, tx: Transaction, play: Play, step: Step) -> None:
        """What comes after an answer or a word of navigation."""
        rejected = next((event for event in step.events if isinstance(event, AnswerRejected)), None)
        accepted = next((event for event in step.events if isinstance(event, AnswerAccepted)), None)
        after = replace(play, draft=step.draft, prompt=step.prompt)
        if rejected is not None:
            self._again(tx, play, problem_of(rejected))
        elif step.prompt.kind == "end":
            self._manner.ended(tx, after)
        else:
            look = Look(picked=_picked(after.prompt))
            card = self._card(tx, after, look=look, echo=echo_of(accepted, play.prompt) if accepted else None)
            screen = self._manner.screen(play.chat.language, after.prompt, card)
            focus = {self._manner.expects: after.draft.to_json(), **play.kept}
            stage.put(tx, play.chat, screen, expects=self._manner.expects, focus=focus)

    def _chosen(self, tx: Transaction, play: Play, argument: str, state: str) -> None:
        """An answer button, or one that only changes how the card looks; `reporting.screens.keys` tells the options."""
        kind, rest = argument[:1], argument[1:]
        place, focus, prompt = whole(rest), play.chat.focus or {}, play.prompt
        seen = looked(kind, rest, place, state)
        if kind in ("c", "d", "r") and prompt.kind in MANY:
            self._ticked(tx, play, kind, place, state)
        elif seen is not None:
            self._again(tx, play, **seen)
        elif kind == "c" and prompt.kind in CHOSEN and place is not None and place < len(prompt.choices):
            self._answer(tx, play, prompt.choices[place].name)
        elif kind == "v" and prompt.kind == "datetime" and len(rest) == len("2026-10-14"):
            self._again(tx, play, day=rest, month="")
        elif kind == "v":
            self._answer(tx, play, rest)
        elif kind == "t" and (value := _moment(tx, play, rest)):
            self._answer(tx, play, value)
        elif kind == "k":
            self._answer(tx, play, prompt.value)
        elif kind == "o" and place is not None and place < len(focus.get("options", ())):
            self._answer(tx, play, focus["options"][place][0])
        else:
            self._again(tx, play)

    def _ticked(self, tx: Transaction, play: Play, kind: str, place: int | None, state: str) -> None:
        names = [choice.name for choice in play.prompt.choices]
        picked = list((play.chat.focus or {}).get("picked", play.prompt.value.split()))
        if kind == "d":
            in_order = picked if play.prompt.kind == "rank" else [name for name in names if name in picked]
            self._answer(tx, play, " ".join(in_order))
            return
        if kind == "r":
            picked = []
        elif place is not None and place < len(names):
            picked = [one for one in picked if one != names[place]] + ([names[place]] if state == "on" else [])
        self._again(tx, play, picked=picked)

    def _steer(self, tx: Transaction, play: Play, word: str) -> None:
        match word:
            case "back" | "kembali":
                self.go_on(tx, play, forms.back(play.form, play.draft, tx.now))
            case "skip" | "lewati":
                self.go_on(tx, play, forms.skip(play.form, play.draft, tx.now))
            case "simpan" | "batal":
                self._manner.left(tx, play)
            case _:
                self._again(tx, play)

    def _answer(self, tx: Transaction, play: Play, value: str) -> None:
        self.go_on(tx, play, forms.answer(play.form, play.draft, value, tx.now))

    def _again(self, tx: Transaction, play: Play, problem: dict[str, Any] | None = None, **seen: Any) -> None:
        focus = {**(play.chat.focus or {}), "options": [], **seen}
        look = Look(
            page=focus.get("page"),
            picked=tuple(focus.get("picked", _picked(play.prompt))),
            found=tuple(focus["found"]) if focus.get("found") is not None else None,
            month=focus.get("month", ""),
            day=focus.get("day", ""),
            is_unfolded=focus.get("is_unfolded", False),
        )
        options = tuple((value, label) for value, label in focus["options"])
        card = self._card(tx, play, problem=problem, options=options, look=look)
        stage.redraw(tx, play.chat, self._manner.screen(play.chat.language, play.prompt, card), focus=focus)

    def _card(self, tx: Transaction, play: Play, **more: Any) -> Card:
        today = due.today(tx.now, play.actor.zone)
        return Card(today, self._manner.period(today), can_go_back=play.prompt.number > 1, **more)


def _picked(prompt: Prompt) -> tuple[str, ...]:
    return tuple(prompt.value.split()) if prompt.kind in MANY else ()


def _moment(tx: Transaction, play: Play, pressed: str) -> str:
    zone, day = play.actor.zone, (play.chat.focus or {}).get("day", "")
    return moment_of(play.prompt.kind, pressed, day, due.today(tx.now, zone), zone)
