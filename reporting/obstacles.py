"""Obstacles: an officer says why a report can't be done now. Reminders rest, and the coordinator gets a ticket."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from models import audit_event, kampung, membership, obligation, reminder, ticket
from models.chat import Chat
from models.database import Transaction
from models.obstacle import Obstacle
from reporting import due, fitting, hosts, stage, units
from reporting.access import OFFICERS, Actor
from reporting.notices import Notice, Notices, called
from reporting.privacy import holds_personal_data
from reporting.screens import obstacles as screens
from reporting.screens.lists import EXPECTS
from reporting.texts import Texts

# Days that reminders rest. An illness takes a week; anything else is looked at again after three days.
DAYS = {"signal": 3, "data": 3, "sick": 7, "busy": 3, "area": 7, "other": 3}
LONGEST = 300  # letters of a reason in the officer's own words
NAMED = 5  # kampung named in the ticket


class Obstacles:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._notices = Notices(texts)

    def ask(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        """Which one it is; the officer's own words are taken too."""
        stage.put(tx, chat, screens.ask(self._texts, chat.language), expects=EXPECTS, focus={"stuck": True})

    def tell(self, tx: Transaction, actor: Actor, chat: Chat, reason: str) -> None:
        """One of the reasons on the buttons; "other" asks for words."""
        if reason == "other" or reason not in DAYS:
            stage.put(tx, chat, screens.words(self._texts, chat.language), expects=EXPECTS, focus={"stuck": True})
        else:
            self._store(tx, actor, chat, reason, "")

    def told(self, tx: Transaction, actor: Actor, chat: Chat, text: str) -> None:
        """The reason in words. What holds personal data is not kept, but asked for again."""
        note = " ".join(text.split())[:LONGEST]
        if holds_personal_data(note) or not note:
            screen = screens.words(self._texts, chat.language, "personal_data")
            stage.put(tx, chat, screen, expects=EXPECTS, focus={"stuck": True})
        else:
            self._store(tx, actor, chat, "other", note)

    def _store(self, tx: Transaction, actor: Actor, chat: Chat, reason: str, note: str) -> None:
        day = due.today(tx.now, actor.zone) + timedelta(days=DAYS[reason])
        until = due.moment(day, time(0), actor.zone)
        area = _area(tx, actor)
        row = self._ticket(tx, actor, reason, note, area)
        stuck = Obstacle(person_id=actor.person_id, reason=reason, note=note, until=until, created_at=tx.now)
        stuck.ticket_id = row.id
        tx.add(stuck)
        reminder.cancel_queued(tx, actor.person_id)
        audit_event.log(tx, actor.person_id, "obstacle.told", "ticket", row.number, reason=reason)
        told = hosts.above(tx, area, actor.person_id)
        args: dict[str, Any] = {"until": until.isoformat(), "zone": actor.zone, "number": row.number}
        args["host"] = called(tx, told[0]) if told else ""
        stage.put(tx, chat, screens.noted(self._texts, chat.language, args), expects=EXPECTS)

    def _ticket(self, tx: Transaction, actor: Actor, reason: str, note: str, area: str) -> ticket.Ticket:
        """With a notice to every coordinator of the area."""
        owed = obligation.owed_by(tx, actor.person_id, tx.now)
        names = [units.name(tx, one.unit, one.kampung_id) for one in owed[:NAMED]]
        facts = {"reason": reason, "note": note, "names": names, "more": max(0, len(owed) - NAMED)}
        told = self._texts.render("id", "reminders/obstacle", period=owed[0].period if owed else "", **facts)
        question = fitting.plain(told)
        row = ticket.opened(tx, actor.person_id, area, question, "")
        audit_event.log(tx, actor.person_id, "ticket.opened", "ticket", row.number)
        args = {"number": row.number, "question": question, "given": "", "place": actor.address, "is_urgent": False}
        for person_id in hosts.above(tx, area, actor.person_id):
            buttons = ((("answer_ticket", f"t::answer:{row.id}"),),)
            self._notices.tell(tx, person_id, Notice(f"ticket:{row.id}:{person_id}", "notices/ticket", args, buttons))
        return row


def _area(tx: Transaction, actor: Actor) -> str:
    """Where the officer works: what is owed tells it best, else the membership."""
    owed = obligation.owed_by(tx, actor.person_id, tx.now)
    if owed:
        return owed[0].area_code
    rows = [row for row in membership.in_force(tx, actor.person_id, tx.now) if row.role in OFFICERS]
    if not rows:
        return ""
    place = rows[0].kampung_id
    return kampung.get(tx, place).village_code if place is not None else rows[0].area_code
