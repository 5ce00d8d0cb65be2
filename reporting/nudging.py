"""A coordinator's nudge: in their name, shown to them first, at most once in two days for each officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from models import audit_event, obstacle, outbound_message, person, reminder
from models import chat as chats
from models.database import Transaction
from models.obligation import Obligation
from models.person import Person
from reporting import days_off, due, overseeing, owing, pushing, quiet
from reporting.access import LEADS, Actor
from reporting.overseeing import Officer
from reporting.preferences import reader
from reporting.pushing import Push
from reporting.refusals import Refusal
from reporting.screens.reminders import slot_buttons
from reporting.screens.screen import Screen
from reporting.texts import Texts

EVERY_DAYS = 2
MOST_NAMES = 5


class Nudging:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def officers(self, tx: Transaction, actor: Actor) -> list[Officer]:
        """Those but the actor who owe something within the actor's scope."""
        owed = overseeing.missing(tx, actor.scope(*LEADS), tx.now)
        return [officer for officer in overseeing.by_officer(tx, owed) if officer.id not in (None, actor.person_id)]

    def free(self, tx: Transaction, actor: Actor) -> list[Officer]:
        """Those of them who have told of no obstacle: the others are known to need something else."""
        return [one for one in self.officers(tx, actor) if obstacle.in_force(tx, one.id or 0, tx.now) is None]

    def officer(self, tx: Transaction, actor: Actor, person_id: int) -> Officer:
        """One of them. Raises Refusal("not_found") for anyone else."""
        found = next((one for one in self.officers(tx, actor) if one.id == person_id), None)
        if found is None:
            raise Refusal("not_found")
        return found

    def letter(self, tx: Transaction, actor: Actor, officer: Officer, language: str) -> Screen:
        """What the officer reads."""
        who = person.get(tx, officer.id or 0)
        lines = owing.lines(tx, officer.owed, who, tx.now)
        names = list(dict.fromkeys(line.kampung for line in lines))
        args = {
            "address": officer.name,
            "sender": overseeing.shorten(actor.name),
            "periods": sorted({line.period for line in lines}),
            "names": names[:MOST_NAMES],
            "more": max(0, len(names) - MOST_NAMES),
        }
        return Screen("coordinate/nudge", args, slot_buttons(self._texts, language, lines))

    def can_reach(self, tx: Transaction, officer: Officer) -> bool:
        return chats.of_person(tx, officer.id or 0) is not None

    def send(self, tx: Transaction, actor: Actor, officer: Officer) -> datetime | None:
        """Queues the nudge; when it goes out, at once or as soon as the officer may be reminded where the report is
        owed, None when it doesn't: the officer was nudged in these two days, or has no chat. Sending a report takes it
        back, as any reminder."""
        who = person.get(tx, officer.id or 0)
        chat = chats.of_person(tx, who.id or 0)
        if chat is None:
            return None
        at = quiet.following("reminder", tx.now, reader(who, officer.owed[0].area_code), days_off.load(tx))
        day = due.today(at, who.zone)
        if _was_nudged(tx, who, day):
            return None
        push = Push(f"nudge:{who.id}:{day.toordinal()}", "reminder", self.letter(tx, actor, officer, chat.language))
        message_id = pushing.enqueue(tx, self._texts, chat, push, at)
        if message_id is None:
            return None
        _note(tx, who, officer.owed, f"n{day.toordinal()}", at, message_id)
        audit_event.log(tx, actor.person_id, "officer.nudged", "person", who.id, message=message_id)
        return at


def _was_nudged(tx: Transaction, who: Person, day: date) -> bool:
    """Whether a nudge of somebody's came on that day or the one before, or will."""
    since = tx.now - timedelta(days=EVERY_DAYS)
    found = outbound_message.moments(tx, f"nudge:{who.id}:", [who.id or 0], since)
    return any((day - due.today(at, who.zone)).days < EVERY_DAYS for _, at in found)


def _note(tx: Transaction, who: Person, owed: Sequence[Obligation], step: str, at: datetime, message_id: int) -> None:
    """A reminder row for each report, so that sending the last of them stops the message."""
    told = {"step": step, "person_id": who.id, "due_at": at, "state": "queued", "outbound_message_id": message_id}
    reminder.plan(tx, [{"obligation_id": row.id, **told} for row in owed])
