"""Practising: three questions as a report asks them, sent to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import forms
from forms.draft import Context
from forms.prompt import Prompt
from models import audit_event, obligation
from models.chat import Chat
from models.database import Transaction
from reporting import stage, way_back
from reporting.access import REPORTERS, Actor, actor_of
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.playing import Play, Playing
from reporting.reading import Reader
from reporting.screens import practising as screens
from reporting.screens.question import Card
from reporting.screens.screen import Screen
from reporting.texts import Texts, templates_folder

FORM = Path("practice") / "latihan.xml"


@dataclass(frozen=True, slots=True)
class Practice:
    """The manner of a practice."""

    texts: Texts
    menus: Menus
    expects: str = "practice"

    def period(self, today: date) -> str:
        return f"{today:%Y-%m}"

    def screen(self, language: str, prompt: Prompt, card: Card) -> Screen:
        return screens.practice(self.texts, language, prompt, card)

    def ended(self, tx: Transaction, play: Play) -> None:
        """What is owed next can be filled at once."""
        actor = play.actor
        audit_event.log(tx, actor.person_id, "practice.finished", "person", actor.person_id)
        owed = obligation.owed_by(tx, actor.person_id, tx.now)
        facts = {"address": actor.address, "zone": actor.zone, "files": actor.has(*REPORTERS)}
        facts |= {"period": owed[0].period if owed else "", "due_at": owed[0].due_at.isoformat() if owed else ""}
        stage.put(tx, play.chat, screens.done(self.texts, play.chat.language, facts))

    def left(self, tx: Transaction, play: Play) -> None:
        self.menus.put_home(tx, play.actor, play.chat)


class Practising:
    """Every public method is one push."""

    def __init__(self, texts: Texts, reader: Reader, menus: Menus) -> None:
        self._texts = texts
        self._manner = Practice(texts, menus)
        self._playing = Playing(reader, self._manner)
        self._form = forms.load((templates_folder() / FORM).read_bytes(), FORM.name)

    def begin(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        """The first question."""
        context = Context(now=tx.now, zone=actor.zone, language=chat.language)
        self._playing.begin(tx, actor, chat, self._form, context, _kept(chat))

    def opened(self, tx: Transaction, sender: Sender) -> None:
        """/latihan."""
        self.begin(tx, actor_of(tx, sender), stage.hear(tx, sender))

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on a card of the practice, or on a button that begins one. Returns a toast, or ""."""
        actor, chat = actor_of(tx, sender), stage.hear(tx, sender)
        if tap.argument == "begin" and tap.card is None:
            self.begin(tx, actor, chat)
        elif stage.is_stale(tx, chat, tap) or chat.expects != self._manner.expects:
            return self._texts.word(chat.language, "stale_button")
        else:
            self._playing.pressed(tx, self._taken_up(actor, chat), tap)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> None:
        """A word of navigation, or the answer."""
        self._playing.typed(tx, self._taken_up(actor_of(tx, sender), stage.hear(tx, sender)), text)

    def strayed(self, tx: Transaction, sender: Sender) -> None:
        """A photo or a sticker: the question comes down again."""
        stage.bring_down(tx, stage.hear(tx, sender))

    def _taken_up(self, actor: Actor, chat: Chat) -> Play:
        return self._playing.taken_up(actor, chat, self._form, _kept(chat))


def _kept(chat: Chat) -> dict[str, int]:
    return {"back": way_back.in_hand(chat)}
