"""Previewing: a form as the conversation it will be, before anybody has to fill it. Nothing is stored as a report.

The draft lives in the chat's focus, as that of a practice does; the form is looked up again with every push, and so is
whether the person may see it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any

import forms
from forms.definition import Form
from forms.draft import Context, Draft, Step
from forms.events import AnswerAccepted, AnswerRejected
from forms.prompt import Prompt
from forms.rehearsing.samples import Samples
from forms.versions.matching import plain
from models import form_upload, form_version, kampung
from models.chat import Chat
from models.database import Transaction
from reporting import due, stage, world
from reporting.access import Actor, actor_of, require
from reporting.filings import narrowed
from reporting.filling.bench import echo_of
from reporting.filling.tapping import looked, moment_of
from reporting.filling.trying import problem_of, unsure
from reporting.form_approval import FormApproval
from reporting.inputs import Sender, Tap, whole
from reporting.library import Library
from reporting.programme import previous_month
from reporting.proposing import PUBLISHERS, form_of, may_see
from reporting.reading import DidYouMean, Read, Reader, Unreadable
from reporting.refusals import Refusal
from reporting.screens import previewing as screens
from reporting.screens.keys import Look
from reporting.screens.question import Card
from reporting.screens.values import CHOSEN
from reporting.texts import Texts

EXPECTS = "preview"
TRIES = 60  # answers that are made up for one question before it is given up
MANY = ("select_multiple", "rank")


@dataclass(frozen=True, slots=True)
class Trial:
    """A form that is tried out. `of` names it: ("upload", id) or ("version", id)."""

    actor: Actor
    chat: Chat
    of: tuple[str, int]
    form: Form
    draft: Draft
    prompt: Prompt


class Previewing:
    """Every public method but `begin` is one push."""

    def __init__(self, texts: Texts, reader: Reader, library: Library) -> None:
        self._texts = texts
        self._reader = reader
        self._library = library
        self._approval = FormApproval(texts, library)

    def begin(self, tx: Transaction, actor: Actor, chat: Chat, of: tuple[str, int], form: Form) -> None:
        """The first question, as it is asked for a kampung of the actor's own."""
        step = forms.start(form, self._context(tx, actor, chat, form))
        self._go_on(tx, Trial(actor, chat, of, form, step.draft, step.prompt), step)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on a card of the preview. Returns a toast, or ""."""
        actor, chat = require(actor_of(tx, sender), *PUBLISHERS), stage.hear(tx, sender)
        if stage.is_stale(tx, chat, tap) or chat.expects != EXPECTS:
            return self._texts.word(chat.language, "stale_button")
        trial = self._trial(tx, actor, chat)
        match tap.argument:
            case "stop":
                self._finish(tx, trial)
            case "sample":
                return self._sample(tx, trial)
            case "n":
                self._steer(tx, trial, tap.state)
            case "a":
                self._pressed(tx, trial, *tap.state.partition(".")[::2])
            case _:
                self._again(tx, trial)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> None:
        """A word of navigation, or the answer."""
        actor, chat = require(actor_of(tx, sender), *PUBLISHERS), stage.hear(tx, sender)
        trial = self._trial(tx, actor, chat)
        word = self._reader.command_word(text, trial.prompt)
        if word is not None:
            self._steer(tx, trial, word.word)
            return
        today = due.today(tx.now, actor.zone)
        match self._reader.read(trial.prompt, text, today, f"{today:%Y-%m}", chat.language, actor.zone):
            case Read(value):
                self._answer(tx, trial, value)
            case DidYouMean(options):
                told = [[value, label] for value, label in options]
                self._again(tx, trial, unsure(text, options), options=told)
            case Unreadable(reason):
                self._again(tx, trial, {"code": reason, "received": text, "message": ""})

    def sent(self, tx: Transaction, sender: Sender) -> None:
        """A photo, a place, a file: a made-up one takes its place, since nothing is kept."""
        actor, chat = require(actor_of(tx, sender), *PUBLISHERS), stage.hear(tx, sender)
        self._sample(tx, self._trial(tx, actor, chat))

    def _trial(self, tx: Transaction, actor: Actor, chat: Chat) -> Trial:
        """What is tried out in the chat. Raises Refusal("not_found") for a form that is not theirs, or gone."""
        focus = chat.focus or {}
        kind, number = focus.get("of", ("", 0))
        form = self._form(tx, actor, str(kind), int(number))
        draft = Draft.from_json(focus["preview"])
        return Trial(actor, chat, (str(kind), int(number)), form, draft, forms.prompt(form, draft))

    def _form(self, tx: Transaction, actor: Actor, kind: str, number: int) -> Form:
        if kind == "upload":
            row = form_upload.own(tx, actor.person_id, number) or self._approval.find(tx, actor, number)
            if row is not None:
                return form_of(tx, self._library, row)
        version = form_version.find(tx, number) if kind == "version" else None
        if version is None or not may_see(tx, actor, version):
            raise Refusal("not_found")
        return self._library.form(tx, version)

    def _context(self, tx: Transaction, actor: Actor, chat: Chat, form: Form) -> Context:
        """What a report would know of a kampung of the actor's; nothing where there is none."""
        period = previous_month(f"{due.today(tx.now, actor.zone):%Y-%m}")
        place = kampung.first_in_scope(tx, narrowed(tx, actor.scope(*PUBLISHERS), form.form_id))
        if place is None:
            return Context(now=tx.now, zone=actor.zone, language=chat.language, period=period)
        known = world.context(tx, actor, form.form_id, place.id or 0, period, 0)
        return replace(known, language=chat.language)

    def _pressed(self, tx: Transaction, trial: Trial, argument: str, state: str) -> None:
        """An answer button, or one that only changes how the card looks; `reporting.screens.keys` tells the options."""
        kind, rest = argument[:1], argument[1:]
        place, focus, prompt = whole(rest), trial.chat.focus or {}, trial.prompt
        seen = looked(kind, rest, place, state)
        if kind in ("c", "d", "r") and prompt.kind in MANY:
            self._ticked(tx, trial, kind, place, state)
        elif seen is not None:
            self._again(tx, trial, **seen)
        elif kind == "c" and prompt.kind in CHOSEN and place is not None and place < len(prompt.choices):
            self._answer(tx, trial, prompt.choices[place].name)
        elif kind == "v" and prompt.kind == "datetime" and len(rest) == len("2026-10-14"):
            self._again(tx, trial, day=rest, month="")
        elif kind == "v":
            self._answer(tx, trial, rest)
        elif kind == "t" and (value := _moment(tx, trial, rest)):
            self._answer(tx, trial, value)
        elif kind == "k":
            self._answer(tx, trial, prompt.value)
        elif kind == "o" and place is not None and place < len(focus.get("options", ())):
            self._answer(tx, trial, focus["options"][place][0])
        else:
            self._again(tx, trial)

    def _ticked(self, tx: Transaction, trial: Trial, kind: str, place: int | None, state: str) -> None:
        names = [choice.name for choice in trial.prompt.choices]
        picked = list((trial.chat.focus or {}).get("picked", trial.prompt.value.split()))
        if kind == "d":
            in_order = picked if trial.prompt.kind == "rank" else [name for name in names if name in picked]
            self._answer(tx, trial, " ".join(in_order))
            return
        if kind == "r":
            picked = []
        elif place is not None and place < len(names):
            picked = [one for one in picked if one != names[place]] + ([names[place]] if state == "on" else [])
        self._again(tx, trial, picked=picked)

    def _steer(self, tx: Transaction, trial: Trial, word: str) -> None:
        match word:
            case "back" | "kembali":
                self._go_on(tx, trial, forms.back(trial.form, trial.draft, tx.now))
            case "skip" | "lewati":
                self._go_on(tx, trial, forms.skip(trial.form, trial.draft, tx.now))
            case "simpan" | "batal":
                self._finish(tx, trial)
            case _:
                self._again(tx, trial)

    def _answer(self, tx: Transaction, trial: Trial, value: str) -> None:
        self._go_on(tx, trial, forms.answer(trial.form, trial.draft, value, tx.now))

    def _sample(self, tx: Transaction, trial: Trial) -> str:
        """The first made-up answer that is taken. Returns a toast, or ""."""
        bind = trial.form.slots.get(plain(trial.prompt.path))
        constraint = bind.bind.constraint.source if bind and bind.bind.constraint else ""
        samples = Samples(Random(trial.prompt.path), due.today(tx.now, trial.actor.zone), most=20)
        for _, value in zip(range(TRIES), samples.good(trial.prompt, constraint), strict=False):
            step = forms.answer(trial.form, trial.draft, value, tx.now)
            if not any(isinstance(event, AnswerRejected) for event in step.events):
                self._go_on(tx, trial, step)
                return ""
        return self._texts.word(trial.chat.language, "form_no_sample")

    def _go_on(self, tx: Transaction, trial: Trial, step: Step) -> None:
        rejected = next((event for event in step.events if isinstance(event, AnswerRejected)), None)
        accepted = next((event for event in step.events if isinstance(event, AnswerAccepted)), None)
        after = replace(trial, draft=step.draft, prompt=step.prompt)
        if rejected is not None:
            self._again(tx, trial, problem_of(rejected))
        elif step.prompt.kind == "end":
            self._finish(tx, after)
        else:
            card = self._card(tx, after, echo=echo_of(accepted, trial.prompt) if accepted else None)
            screen = screens.preview(self._texts, trial.chat.language, after.prompt, card)
            stage.put(tx, trial.chat, screen, expects=EXPECTS, focus=_focus(after))

    def _again(self, tx: Transaction, trial: Trial, problem: dict[str, Any] | None = None, **seen: Any) -> None:
        focus = {**(trial.chat.focus or {}), "options": [], **seen}
        options = tuple((value, label) for value, label in focus["options"])
        look = Look(
            page=focus.get("page"),
            picked=tuple(focus.get("picked", trial.prompt.value.split() if trial.prompt.kind in MANY else ())),
            found=tuple(focus["found"]) if focus.get("found") is not None else None,
            month=focus.get("month", ""),
            day=focus.get("day", ""),
            is_unfolded=focus.get("is_unfolded", False),
        )
        card = self._card(tx, trial, problem=problem, options=options, look=look)
        screen = screens.preview(self._texts, trial.chat.language, trial.prompt, card)
        stage.redraw(tx, trial.chat, screen, focus=focus)

    def _card(self, tx: Transaction, trial: Trial, **more: Any) -> Card:
        today = due.today(tx.now, trial.actor.zone)
        if "look" not in more and trial.prompt.kind in MANY:
            more["look"] = Look(picked=tuple(trial.prompt.value.split()))
        return Card(today, previous_month(f"{today:%Y-%m}"), can_go_back=trial.prompt.number > 1, **more)

    def _finish(self, tx: Transaction, trial: Trial) -> None:
        answered = sum(bool(line.value) for line in forms.overview(trial.form, trial.draft))
        screen = screens.tried(self._texts, trial.chat.language, trial.of, trial.form.title, answered)
        stage.put(tx, trial.chat, screen)


def _moment(tx: Transaction, trial: Trial, pressed: str) -> str:
    zone, day = trial.actor.zone, (trial.chat.focus or {}).get("day", "")
    return moment_of(trial.prompt.kind, pressed, day, due.today(tx.now, zone), zone)


def _focus(trial: Trial) -> dict[str, Any]:
    return {"preview": trial.draft.to_json(), "of": list(trial.of)}
