"""Answering: coordinators see what cadres of their area asked, and answer in their own name."""

from __future__ import annotations

from typing import Any

from models import audit_event, ticket
from models.chat import Chat
from models.database import Transaction
from models.ticket import Ticket
from reporting import stage
from reporting.access import LEADS, Actor, actor_of, require
from reporting.asking import Asking
from reporting.inputs import Sender, Tap
from reporting.notices import Notice, Notices, called
from reporting.passing_on import place
from reporting.privacy import holds_nik
from reporting.refusals import Refusal
from reporting.screens import asking as screens
from reporting.screens.asking import Words
from reporting.texts import Texts

LONGEST = 600  # letters of an answer


class Answering:
    """Every public method is one push: a transaction that ends in a new screen."""

    def __init__(self, texts: Texts, asking: Asking) -> None:
        self._texts = texts
        self._asking = asking
        self._notices = Notices(texts)

    def tickets(self, tx: Transaction, sender: Sender) -> None:
        """/tiket: what waits for a coordinator; for everyone else their own questions."""
        actor = actor_of(tx, sender)
        if actor.has(*LEADS):
            self._queue(tx, stage.hear(tx, sender), actor, "")
        else:
            self._asking.mine(tx, sender)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on the list of questions, on a notice, or below the preview. Returns a toast, or ""."""
        actor = require(actor_of(tx, sender), *LEADS)
        chat = stage.hear(tx, sender)
        if tap.card is not None and stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        focus = chat.focus or {}
        match tap.argument:
            case "answer":
                self._open(tx, chat, actor, self._in_scope(tx, actor, tap.number), "")
            case "edit" if tap.card is not None:
                self._open(tx, chat, actor, self._in_scope(tx, actor, focus.get("ticket", 0)), "")
            case "send" if tap.card is not None and focus.get("answer"):
                self._send(tx, chat, actor, self._in_scope(tx, actor, focus.get("ticket", 0)), focus["answer"])
            case _:
                self._queue(tx, chat, actor, "")
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """The answer, shown before it is sent. Returns whether it holds a NIK and must go from the chat.

        A telephone number is no reason to refuse it: that of the midwife or the puskesmas is often the answer.
        """
        actor = require(actor_of(tx, sender), *LEADS)
        chat = stage.hear(tx, sender)
        row = self._in_scope(tx, actor, (chat.focus or {}).get("ticket", 0))
        answer = text.strip()
        problem = "personal_data" if holds_nik(answer) else "too_long" if len(answer) > LONGEST else ""
        if problem or not answer or row.state != "new":
            self._open(tx, chat, actor, row, problem)
        else:
            screen = screens.preview(self._words(chat, actor), row, answer)
            self._put(tx, chat, row, screen, {"answer": answer})
        return problem == "personal_data"

    def _queue(self, tx: Transaction, chat: Chat, actor: Actor, echo: str) -> None:
        rows = ticket.unanswered(tx, actor.scope(*LEADS))
        places = [place(tx, row.area_code) for row in rows]
        stage.put(tx, chat, screens.queue(self._words(chat, actor), rows, places, echo))

    def _open(self, tx: Transaction, chat: Chat, actor: Actor, row: Ticket, problem: str) -> None:
        if row.state != "new":
            self._already(tx, chat, actor, row)
            return
        where = place(tx, row.area_code)
        self._put(tx, chat, row, screens.answering(self._words(chat, actor), row, where, problem), {})

    def _send(self, tx: Transaction, chat: Chat, actor: Actor, row: Ticket, answer: str) -> None:
        if not ticket.settle(tx, row.id or 0, answer, actor.person_id):
            tx.refresh(row)
            self._already(tx, chat, actor, row)
            return
        audit_event.log(tx, actor.person_id, "ticket.answered", "ticket", row.number)
        args = {"number": row.number, "question": row.question, "answer": answer, "who": actor.address}
        buttons = ((("is_clear", f"t::clear:{row.id}"), ("not_clear", f"t::more:{row.id}")),)
        self._notices.tell(tx, row.person_id, Notice(f"answer:{row.id}", "notices/answer", args, buttons))
        self._queue(tx, chat, actor, row.number)

    def _already(self, tx: Transaction, chat: Chat, actor: Actor, row: Ticket) -> None:
        who = called(tx, row.answered_by) if row.answered_by else ""
        stage.put(tx, chat, screens.already(self._words(chat, actor), row, who))

    def _put(self, tx: Transaction, chat: Chat, row: Ticket, screen: Any, more: dict[str, Any]) -> None:
        stage.put(tx, chat, screen, expects="ticket_answer", focus={"ticket": row.id, **more})

    def _in_scope(self, tx: Transaction, actor: Actor, ticket_id: int) -> Ticket:
        row = ticket.in_scope(tx, actor.scope(*LEADS), ticket_id)
        if row is None:
            raise Refusal("not_found")
        return row

    def _words(self, chat: Chat, actor: Actor) -> Words:
        return Words(self._texts, chat.language, actor.zone)
