"""Previewing: a form as the conversation it will be, before anybody has to fill it. Nothing is stored as a report.

The form is looked up again with every push, and so is whether the person may see it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

import forms
from forms.definition import Form
from forms.draft import Context
from forms.events import AnswerRejected
from forms.prompt import Prompt
from forms.rehearsing.samples import Samples
from forms.versions.matching import plain
from models import form_upload, form_version, kampung
from models.chat import Chat
from models.database import Transaction
from reporting import due, stage, world
from reporting.access import Actor, actor_of, require
from reporting.filings import narrowed
from reporting.form_approval import FormApproval
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.playing import Play, Playing
from reporting.programme import previous_month
from reporting.proposing import PUBLISHERS, form_of, may_see
from reporting.reading import Reader
from reporting.refusals import Refusal
from reporting.screens import previewing as screens
from reporting.screens.question import Card
from reporting.screens.screen import Screen
from reporting.texts import Texts

TRIES = 60  # answers that are made up for one question before it is given up


@dataclass(frozen=True, slots=True)
class Preview:
    """The manner of a preview; `of` in the focus names the form: ["upload", id] or ["version", id]."""

    texts: Texts
    expects: str = "preview"

    def period(self, today: date) -> str:
        return previous_month(f"{today:%Y-%m}")

    def screen(self, language: str, prompt: Prompt, card: Card) -> Screen:
        return screens.preview(self.texts, language, prompt, card)

    def ended(self, tx: Transaction, play: Play) -> None:
        answered = sum(bool(line.value) for line in forms.overview(play.form, play.draft))
        kind, number = play.kept["of"]
        screen = screens.tried(self.texts, play.chat.language, (kind, number), play.form.title, answered)
        stage.put(tx, play.chat, screen)

    def left(self, tx: Transaction, play: Play) -> None:
        self.ended(tx, play)


class Previewing:
    """Every public method but `begin` is one push."""

    def __init__(self, texts: Texts, reader: Reader, library: Library) -> None:
        self._texts = texts
        self._library = library
        self._approval = FormApproval(texts, library)
        self._manner = Preview(texts)
        self._playing = Playing(reader, self._manner)

    def begin(self, tx: Transaction, actor: Actor, chat: Chat, of: tuple[str, int], form: Form) -> None:
        """The first question, as it is asked for a kampung of the actor's own."""
        context = self._context(tx, actor, chat, form)
        self._playing.begin(tx, actor, chat, form, context, {"of": list(of)})

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on a card of the preview. Returns a toast, or ""."""
        actor, chat = require(actor_of(tx, sender), *PUBLISHERS), stage.hear(tx, sender)
        if stage.is_stale(tx, chat, tap) or chat.expects != self._manner.expects:
            return self._texts.word(chat.language, "stale_button")
        play = self._taken_up(tx, actor, chat)
        if tap.argument == "sample":
            return self._sample(tx, play)
        self._playing.pressed(tx, play, tap)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> None:
        """A word of navigation, or the answer."""
        actor, chat = require(actor_of(tx, sender), *PUBLISHERS), stage.hear(tx, sender)
        self._playing.typed(tx, self._taken_up(tx, actor, chat), text)

    def sent(self, tx: Transaction, sender: Sender) -> None:
        """A photo, a place, a file: a made-up one takes its place, since nothing is kept."""
        actor, chat = require(actor_of(tx, sender), *PUBLISHERS), stage.hear(tx, sender)
        self._sample(tx, self._taken_up(tx, actor, chat))

    def _taken_up(self, tx: Transaction, actor: Actor, chat: Chat) -> Play:
        """What is tried out in the chat. Raises Refusal("not_found") for a form that is not theirs, or gone."""
        kind, number = (chat.focus or {}).get("of", ("", 0))
        form = self._form(tx, actor, str(kind), int(number))
        return self._playing.taken_up(actor, chat, form, {"of": [str(kind), int(number)]})

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

    def _sample(self, tx: Transaction, play: Play) -> str:
        """The first made-up answer that is taken. Returns a toast, or ""."""
        bind = play.form.slots.get(plain(play.prompt.path))
        constraint = bind.bind.constraint.source if bind and bind.bind.constraint else ""
        samples = Samples(Random(play.prompt.path), due.today(tx.now, play.actor.zone), most=20)
        for _, value in zip(range(TRIES), samples.good(play.prompt, constraint), strict=False):
            step = forms.answer(play.form, play.draft, value, tx.now)
            if not any(isinstance(event, AnswerRejected) for event in step.events):
                self._playing.go_on(tx, play, step)
                return ""
        return self._texts.word(play.chat.language, "form_no_sample")
