"""Postponing: "remind me later", of a draft or of all that is owed, at an hour the person chooses."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forms.prompt import Prompt
from models import audit_event, draft, kampung, later
from models.chat import Chat
from models.database import Transaction
from reporting import stage
from reporting.access import Actor
from reporting.inputs import whole
from reporting.reading import Read, Reader, load_vocabulary
from reporting.refusals import Refusal
from reporting.responsible import may_file
from reporting.screens import later as screens
from reporting.screens.lists import EXPECTS
from reporting.screens.reminders import STAMP
from reporting.starting.ground import today
from reporting.texts import Texts

FARTHEST = timedelta(days=7)  # what is put off for longer is forgotten before


class Postponing:
    """The pages of it. What was asked for is a row; `reporting.recalling` sends it."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._reader = Reader(load_vocabulary())

    def when(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int) -> None:
        """This afternoon, tomorrow morning, or an hour of one's own."""
        about = self._about(tx, actor, draft_id)
        local = tx.now.astimezone(ZoneInfo(actor.zone))
        stage.put(tx, chat, screens.when(self._texts, chat.language, about, local), expects=EXPECTS)

    def hours(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int, received: str = "") -> None:
        """Hours to tap, or to type."""
        about = self._about(tx, actor, draft_id)
        local = tx.now.astimezone(ZoneInfo(actor.zone))
        screen = screens.hours(self._texts, chat.language, about, local, received)
        stage.put(tx, chat, screen, expects=EXPECTS, focus={"later": draft_id})

    def typed(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int, text: str) -> None:
        """An hour as people write it: today's, or tomorrow's if it has passed."""
        clock = self._clock(text, today(tx, actor), chat.language, actor.zone)
        if clock is None:
            self.hours(tx, actor, chat, draft_id, text)
            return
        local = tx.now.astimezone(ZoneInfo(actor.zone))
        days = 0 if clock > local.time() else 1
        at = datetime.combine(local.date() + timedelta(days=days), clock)
        self.at(tx, actor, chat, f"{draft_id},{at:{STAMP}}")

    def at(self, tx: Transaction, actor: Actor, chat: Chat, state: str) -> None:
        """Plans it. `state` is the draft (0 for all that is owed) and a local time; one that has passed is asked for
        again. The same tap again has no second effect."""
        number, _, stamp = state.partition(",")
        known = whole(number)
        about = self._about(tx, actor, -1 if known is None else known)
        due_at = _moment(stamp, actor.zone)
        if due_at is None or not tx.now < due_at <= tx.now + FARTHEST:
            self.when(tx, actor, chat, about)
            return
        later.ask(tx, actor.person_id, about or None, due_at)
        audit_event.log(tx, actor.person_id, "reminder.wanted", "person", actor.person_id)
        stage.put(tx, chat, screens.planned(self._texts, chat.language, about, due_at, actor), expects=EXPECTS)

    def _about(self, tx: Transaction, actor: Actor, draft_id: int) -> int:
        """The draft, if it is the actor's and open, and they may still file it; 0 for all that is owed. Raises
        Refusal("no_draft")."""
        row = draft.get(tx, draft_id, actor.person_id) if draft_id else None
        if draft_id and (row is None or not may_file(tx, actor, row.form_id, kampung.get(tx, row.kampung_id))):
            raise Refusal("no_draft")
        return draft_id

    def _clock(self, text: str, day: date, language: str, zone: str) -> time | None:
        """The time that was typed; of two that may be meant, the later: nobody is reminded in the night."""
        found = self._reader.read(Prompt("", "", "time", ""), text, day, "", language, zone)
        values = [found.value] if isinstance(found, Read) else [value for value, _ in getattr(found, "options", ())]
        return time.fromisoformat(values[-1][:5]) if values else None


def _moment(stamp: str, zone: str) -> datetime | None:
    """The moment of a local time as a tap tells it; None for what is none."""
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):  # of the first and the last day that there are, in another zone
        return None
