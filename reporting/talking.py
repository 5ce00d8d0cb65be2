"""Talking about a report: questions and answers between its officer and a coordinator, under the report's number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models import audit_event, membership, report_note, review, submission
from models.chat import Chat
from models.database import Transaction
from models.report_note import MESSAGE, ReportNote
from models.submission import Submission
from reporting import stage
from reporting.access import LEADS, Actor, actor_of
from reporting.inputs import Sender, Tap
from reporting.notices import Notice, Notices, called
from reporting.privacy import holds_personal_data
from reporting.refusals import Refusal
from reporting.screens import talking as screens
from reporting.texts import Texts

LONGEST = 500
TOLD = 4  # notes of a thread on its page
EXPECTS = "report_note"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who may talk about the report: its officer, or a coordinator of its area."""

    actor: Actor
    row: Submission
    is_officer: bool


class Talking:
    """Every public method is one push."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._notices = Notices(texts)

    def opened(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """[💬 Tanya] and [💬 Balas]: the thread, and what is typed next goes to the other side."""
        party = party_of(tx, actor_of(tx, sender), tap.number)
        self._ask(tx, party, stage.hear(tx, sender), "")
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """Sends it. Returns whether the message holds personal data and must go from the chat."""
        chat = stage.hear(tx, sender)
        party = party_of(tx, actor_of(tx, sender), (chat.focus or {}).get("submission", 0))
        said = " ".join(text.split())
        is_personal = holds_personal_data(said)
        if is_personal or not said or len(said) > LONGEST:
            self._ask(tx, party, chat, "personal_data" if is_personal else "too_long")
            return is_personal
        note = report_note.add(tx, party.row.number, party.row.id or 0, party.actor.person_id, MESSAGE, said)
        audit_event.log(tx, party.actor.person_id, "note.sent", "submission", party.row.instance_id)
        others = self._others(tx, party)
        for person_id in others:
            self._notices.tell(tx, person_id, self._notice(tx, party, note, person_id))
        names = [called(tx, person_id) for person_id in others]
        screen = screens.sent(self._texts, chat.language, self._facts(tx, party), party.is_officer, names)
        stage.put(tx, chat, screen)
        return False

    def _ask(self, tx: Transaction, party: Party, chat: Chat, problem: str) -> None:
        screen = screens.thread(self._texts, chat.language, self._facts(tx, party), party.is_officer, problem)
        stage.put(tx, chat, screen, expects=EXPECTS, focus={"submission": party.row.id})

    def _facts(self, tx: Transaction, party: Party) -> dict[str, Any]:
        notes = told(tx, party.row, TOLD)
        who = [called(tx, one) for one in self._others(tx, party)]
        return {
            **submission.line(tx, party.row),
            "id": party.row.id,
            "notes": notes,
            "others": who,
            "zone": party.actor.zone,
        }

    def _others(self, tx: Transaction, party: Party) -> list[int]:
        """Who is told: the officer; or of the coordinators whoever wrote last, decided, or is the nearest."""
        row, me = party.row, party.actor.person_id
        if not party.is_officer:
            return [row.person_id]
        wrote = [note.person_id for note in report_note.thread(tx, row.number, 50) if note.person_id != me]
        decision = review.last(tx, row.id or 0) or (review.last(tx, row.replaces_id) if row.replaces_id else None)
        found = [*wrote[-1:], *([decision.person_id] if decision else [])]
        found += membership.people_with_role(tx, LEADS, row.area_code, tx.now)
        return [one for one in found if one != me][:1]

    def _notice(self, tx: Transaction, party: Party, note: ReportNote, person_id: int) -> Notice:
        args = {**submission.line(tx, party.row), "who": party.actor.address, "text": note.text}
        reply = ("note_reply", f"c::open:{party.row.id}")
        look = ("see_report", f"r::see:{party.row.id}")
        waits = party.row.is_current and party.row.review_state in ("received", "edited")
        if party.is_officer and waits:
            look = ("check_report", f"q::open:{party.row.id}")
        return Notice(f"note:{note.id}:{person_id}", "notices/note", args, ((reply, look),))


def party_of(tx: Transaction, actor: Actor, submission_id: int) -> Party:
    """Raises Refusal("not_found") for whoever has no part in the report."""
    row = submission.own(tx, actor.person_id, submission_id)
    if row is not None:
        return Party(actor, row, is_officer=True)
    row = submission.get(tx, actor.scope(*LEADS), submission_id)
    if row is None:
        raise Refusal("not_found")
    return Party(actor, row, is_officer=False)


def told(tx: Transaction, row: Submission, last: int) -> list[list[str]]:
    """The last notes about the report as (who, text), the oldest first."""
    return [[called(tx, note.person_id), note.text] for note in report_note.thread(tx, row.number, last)]
