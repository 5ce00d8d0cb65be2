"""Introducing: what stands before the first question. The introduction; or why there is nothing to begin."""

from __future__ import annotations

from typing import Any

from forms.definition import Form, Group
from forms.mandate import mandate
from models import kampung
from models.chat import Chat
from models.database import Transaction
from models.submission import Submission
from reporting import hosts, overseeing, pace, printing, pushing, stage
from reporting.access import Actor
from reporting.behalf import COPIERS
from reporting.pushing import Push
from reporting.screens import introducing as screens
from reporting.screens.lists import EXPECTS, cut
from reporting.screens.screen import Button, Screen
from reporting.starting.ground import Closed, Ground, Slot
from reporting.starting.questions import question_list
from reporting.texts import Texts

PURPOSE = 120  # letters: two lines of a small phone


class Introducing:
    def __init__(self, texts: Texts, ground: Ground) -> None:
        self._texts = texts
        self._ground = ground

    def put(self, tx: Transaction, actor: Actor, chat: Chat, slot: Slot) -> None:
        """The introduction; where the slot is filled or closed, that. Raises Refusal("not_found")."""
        closed = self._ground.closed(tx, actor, slot)
        sent = self._ground.sent(tx, slot)
        if sent is not None:
            self._put_taken(tx, actor, chat, slot, sent)
        elif closed is not None:
            self._put_closed(tx, actor, chat, slot, closed)
        else:
            form = self._ground.form(tx, slot.form_id)
            facts = {**self._ground.names(tx, slot), **size(form), **meant_for(form, chat.language)}
            target, other = self._ground.target(tx, slot), self._other(tx, actor, slot)
            copies = actor.has(*COPIERS)  # may file there, or there would be no introduction
            screen = screens.intro(self._texts, chat.language, target, other, facts, copies=copies)
            stage.put(tx, chat, screen, expects=EXPECTS)

    def send_questions(self, tx: Transaction, actor: Actor, chat: Chat, slot: Slot) -> str:
        """All questions of the form as text to keep or pass on, by the courier: the card stays. Returns a toast.

        The same within a minute is sent once."""
        version = self._ground.version(tx, slot.form_id)
        parts = question_list(self._texts, chat.language, version.title, self._ground.form(tx, slot.form_id))
        start = Button(self._texts.word(chat.language, "start"), f"s::open:{self._ground.target(tx, slot)}")
        key = f"questions:{actor.person_id}:{version.id}:{tx.now:%Y%m%d%H%M}"
        for number, part in enumerate(parts):
            screen = Screen("starting/questions", part, ((start,),) if number == len(parts) - 1 else ())
            pushing.enqueue(tx, self._texts, chat, Push(f"{key}:{number}", "questions", screen), tx.now)
        return self._texts.word(chat.language, "questions_coming")

    def send_paper(self, tx: Transaction, chat: Chat, slot: Slot) -> str:
        """The blank form as a document, by the courier: the card stays. Returns a toast."""
        version = self._ground.version(tx, slot.form_id)
        return printing.send(tx, self._texts, chat, version, self._ground.form(tx, slot.form_id))

    def _put_taken(self, tx: Transaction, actor: Actor, chat: Chat, slot: Slot, sent: Submission) -> None:
        facts = {
            **self._ground.names(tx, slot),
            "number": sent.number,
            "zone": actor.zone,
            "sent_at": sent.submitted_at.isoformat(),
            "sender": overseeing.address(tx, sent.person_id),
        }
        is_own, other = sent.person_id == actor.person_id, self._other(tx, actor, slot)
        screen = screens.taken(self._texts, chat.language, sent.id or 0, other, is_own, facts)
        stage.put(tx, chat, screen, expects=EXPECTS)

    def _put_closed(self, tx: Transaction, actor: Actor, chat: Chat, slot: Slot, closed: Closed) -> None:
        """With the period that can be filled instead."""
        likely = () if slot.unit else self._ground.periods(tx, actor, slot.form_id)
        others = [Slot(slot.form_id, slot.kampung_id, p) for p in likely]
        instead = next((one for one in others if self._is_free(tx, actor, one)), None)
        names = self._ground.names(tx, slot)
        facts = {"why": closed.why, "at": closed.at.isoformat(), "zone": actor.zone, **names}
        facts["host"] = self._host(tx, actor, slot) if closed.why == "locked" else ""
        tap = (
            (self._texts.render(chat.language, "starting/period_name", period=instead.period), self._tap(tx, instead))
            if instead
            else None
        )
        screen = screens.closed(self._texts, chat.language, facts, tap, closed.obligation_id)
        stage.put(tx, chat, screen, expects=EXPECTS)

    def _host(self, tx: Transaction, actor: Actor, slot: Slot) -> str:
        """Who may open a closed period again; "" where nobody is known."""
        found = hosts.above(tx, kampung.get(tx, slot.kampung_id).village_code, actor.person_id)
        return overseeing.address(tx, found[0]) if found else ""

    def _is_free(self, tx: Transaction, actor: Actor, slot: Slot) -> bool:
        return self._ground.closed(tx, actor, slot) is None and self._ground.mark(tx, actor, slot)[0] in (
            "open", "draft", "",
        )  # fmt: skip

    def _tap(self, tx: Transaction, slot: Slot) -> str:
        return f"s::period:{self._ground.target(tx, slot)}"

    def _other(self, tx: Transaction, actor: Actor, slot: Slot) -> str:
        """Another kampung, or where there is one, another period; where that is one too, another form."""
        key = self._ground.key(tx, slot.form_id)
        if slot.unit:
            return "s::list:0"
        if len(self._ground.kampung_of(tx, actor, slot.form_id)) > 1:
            return f"s::form:{key}"
        if len(self._ground.periods(tx, actor, slot.form_id)) > 1:
            return f"s::kampung:{key},{slot.kampung_id}"
        return "s::forms"


def meant_for(form: Form, language: str) -> dict[str, Any]:
    """What the answers are for, in one line, and how many months they stay; "" and 0 where the form does not say."""
    told = mandate(form)
    return {"purpose": cut(told.purpose_in(language), PURPOSE), "months": told.months}


def size(form: Form) -> dict[str, int]:
    """How long the form is at most: sections, questions and minutes."""
    sections, questions = sum(isinstance(control, Group) for control in form.body), pace.count(form)
    return {"sections": sections, "questions": questions, "minutes": pace.minutes(questions)}
