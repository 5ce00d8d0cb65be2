"""Practising: three questions as a report asks them. The draft lives in the chat's focus; nothing is stored of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import forms
from forms.draft import Context, Draft, Step
from forms.events import AnswerAccepted, AnswerRejected
from forms.prompt import Prompt
from models import audit_event, obligation
from models.chat import Chat
from models.database import Transaction
from reporting import due, stage, way_back
from reporting.access import REPORTERS, Actor, actor_of
from reporting.filling.bench import echo_of
from reporting.filling.trying import problem_of, unsure
from reporting.inputs import Sender, Tap, whole
from reporting.menus import Menus
from reporting.reading import DidYouMean, Read, Reader, Unreadable
from reporting.screens import practising as screens
from reporting.screens.question import Card
from reporting.texts import Texts, templates_folder

EXPECTS = "practice"
FORM = Path("practice") / "latihan.xml"


@dataclass(frozen=True, slots=True)
class Lesson:
    """Somebody who practises."""

    actor: Actor
    chat: Chat
    draft: Draft
    prompt: Prompt


class Practising:
    """Every public method is one push."""

    def __init__(self, texts: Texts, reader: Reader, menus: Menus) -> None:
        self._texts = texts
        self._reader = reader
        self._menus = menus
        self._form = forms.load((templates_folder() / FORM).read_bytes(), FORM.name)

    def begin(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        """The first question."""
        step = forms.start(self._form, Context(now=tx.now, zone=actor.zone, language=chat.language))
        self._ask(tx, Lesson(actor, chat, step.draft, step.prompt))

    def opened(self, tx: Transaction, sender: Sender) -> None:
        """/latihan."""
        self.begin(tx, actor_of(tx, sender), stage.hear(tx, sender))

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on a card of the practice, or on a button that begins one. Returns a toast, or ""."""
        actor, chat = actor_of(tx, sender), stage.hear(tx, sender)
        if tap.argument == "begin" and tap.card is None:
            self.begin(tx, actor, chat)
        elif stage.is_stale(tx, chat, tap) or chat.expects != EXPECTS:
            return self._texts.word(chat.language, "stale_button")
        else:
            self._pressed(tx, self._lesson(actor, chat), tap)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> None:
        """A word of navigation, or the answer."""
        lesson = self._lesson(actor_of(tx, sender), stage.hear(tx, sender))
        word = self._reader.command_word(text, lesson.prompt)
        if word is not None:
            self._steer(tx, lesson, word.word)
            return
        today = due.today(tx.now, lesson.actor.zone)
        where = (today, f"{today:%Y-%m}", lesson.chat.language, lesson.actor.zone)
        match self._reader.read(lesson.prompt, text, *where):
            case Read(value):
                self._answer(tx, lesson, value)
            case DidYouMean(options):
                told = [[value, label] for value, label in options]
                self._again(tx, lesson, unsure(text, options), told)
            case Unreadable(reason):
                self._again(tx, lesson, {"code": reason, "received": text, "message": ""})

    def strayed(self, tx: Transaction, sender: Sender) -> None:
        """A photo or a sticker: the question comes down again."""
        stage.bring_down(tx, stage.hear(tx, sender))

    def _pressed(self, tx: Transaction, lesson: Lesson, tap: Tap) -> None:
        kind, rest = tap.state[:1], tap.state[1:]
        place, choices = whole(rest), lesson.prompt.choices
        readings = (lesson.chat.focus or {}).get("options", ())
        match tap.argument, kind:
            case "stop", _:
                self._leave(tx, lesson)
            case "n", _:
                self._steer(tx, lesson, tap.state)
            case "a", "c" if place is not None and place < len(choices):
                self._answer(tx, lesson, choices[place].name)
            case "a", "v":
                self._answer(tx, lesson, rest)
            case "a", "k":
                self._answer(tx, lesson, lesson.prompt.value)
            case "a", "o" if place is not None and place < len(readings):
                self._answer(tx, lesson, readings[place][0])
            case _:
                self._again(tx, lesson)

    def _steer(self, tx: Transaction, lesson: Lesson, word: str) -> None:
        match word:
            case "back" | "kembali":
                self._go_on(tx, lesson, forms.back(self._form, lesson.draft, tx.now))
            case "skip" | "lewati":
                self._go_on(tx, lesson, forms.skip(self._form, lesson.draft, tx.now))
            case "simpan" | "batal":
                self._leave(tx, lesson)
            case _:
                self._again(tx, lesson)

    def _answer(self, tx: Transaction, lesson: Lesson, value: str) -> None:
        self._go_on(tx, lesson, forms.answer(self._form, lesson.draft, value, tx.now))

    def _go_on(self, tx: Transaction, lesson: Lesson, step: Step) -> None:
        rejected = next((event for event in step.events if isinstance(event, AnswerRejected)), None)
        accepted = next((event for event in step.events if isinstance(event, AnswerAccepted)), None)
        if rejected is not None:
            self._again(tx, lesson, problem_of(rejected))
        elif step.prompt.kind == "end":
            self._finish(tx, lesson)
        else:
            echo = echo_of(accepted, lesson.prompt) if accepted else None
            self._ask(tx, Lesson(lesson.actor, lesson.chat, step.draft, step.prompt), echo)

    def _ask(self, tx: Transaction, lesson: Lesson, echo: dict[str, Any] | None = None) -> None:
        focus = {"practice": lesson.draft.to_json(), "back": way_back.in_hand(lesson.chat)}
        screen = screens.practice(self._texts, lesson.chat.language, lesson.prompt, self._card(tx, lesson, echo=echo))
        stage.put(tx, lesson.chat, screen, expects=EXPECTS, focus=focus)

    def _again(self, tx: Transaction, lesson: Lesson, problem: dict[str, Any] | None = None, options: Any = ()) -> None:
        readings = tuple((value, label) for value, label in options)
        card = self._card(tx, lesson, problem=problem, options=readings)
        screen = screens.practice(self._texts, lesson.chat.language, lesson.prompt, card)
        stage.redraw(tx, lesson.chat, screen, focus={**(lesson.chat.focus or {}), "options": list(options)})

    def _card(self, tx: Transaction, lesson: Lesson, **more: Any) -> Card:
        today = due.today(tx.now, lesson.actor.zone)
        return Card(today, f"{today:%Y-%m}", can_go_back=lesson.prompt.number > 1, **more)

    def _finish(self, tx: Transaction, lesson: Lesson) -> None:
        """All answered: what is owed next can be filled at once."""
        actor = lesson.actor
        audit_event.log(tx, actor.person_id, "practice.finished", "person", actor.person_id)
        owed = obligation.owed_by(tx, actor.person_id, tx.now)
        facts = {"address": actor.address, "zone": actor.zone, "files": actor.has(*REPORTERS)}
        facts |= {"period": owed[0].period if owed else "", "due_at": owed[0].due_at.isoformat() if owed else ""}
        stage.put(tx, lesson.chat, screens.done(self._texts, lesson.chat.language, facts))

    def _leave(self, tx: Transaction, lesson: Lesson) -> None:
        self._menus.put_home(tx, lesson.actor, lesson.chat)

    def _lesson(self, actor: Actor, chat: Chat) -> Lesson:
        draft = Draft.from_json((chat.focus or {})["practice"])
        return Lesson(actor, chat, draft, forms.prompt(self._form, draft))
