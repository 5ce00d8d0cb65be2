"""A report whose period is closed: the officer asks for it to be opened, a coordinator of the place may do so."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from models import audit_event, obligation
from models.chat import Chat
from models.database import Transaction
from models.obligation import Obligation
from reporting import due, hosts, stage, units
from reporting.access import LEADS, Actor
from reporting.notices import Notice, Notices, called
from reporting.refusals import Refusal
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

DAYS = 3  # for so long it is open again: today, and two evenings more


class Reopening:
    """Both sides of it."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._notices = Notices(texts)

    def ask(self, tx: Transaction, actor: Actor, chat: Chat, owed: Obligation) -> None:
        """Tells every coordinator of the place, once a day."""
        told = hosts.above(tx, owed.area_code, actor.person_id)
        facts = {"period": owed.period, "kampung": units.name(tx, owed.unit, owed.kampung_id), "officer": actor.address}
        for person_id in told:
            key = f"reopen:{owed.id}:{person_id}:{due.today(tx.now, actor.zone)}"
            self._notices.tell(
                tx, person_id, Notice(key, "starting/reopen_asked", facts, ((("open_again", f"k::reopen:{owed.id}"),),))
            )
        audit_event.log(tx, actor.person_id, "obligation.reopen_asked", "obligation", owed.id)
        args: dict[str, Any] = {**facts, "host": called(tx, told[0]) if told else ""}
        stage.put(tx, chat, Screen("starting/reopen_sent", args, ((self._menu(chat),),), bar="menu"))

    def open(self, tx: Transaction, actor: Actor, chat: Chat, obligation_id: int) -> None:
        """Opens it for some days and tells the officer; harmless when done twice. Raises Refusal("not_found")."""
        owed = obligation.get(tx, obligation_id)
        if owed is None or not actor.scope(*LEADS).includes(owed.area_code, owed.kampung_id or 0):
            raise Refusal("not_found")
        place = units.name(tx, owed.unit, owed.kampung_id)
        if owed.state == "waiting" and owed.lock_at <= tx.now:
            owed.lock_at = _until(tx.now, owed.zone)
            tx.add(owed)
            audit_event.log(tx, actor.person_id, "obligation.reopened", "obligation", owed.id)
            self._tell_officer(tx, actor, owed, place, owed.zone)
        facts = {"period": owed.period, "kampung": place, "until": owed.lock_at.isoformat(), "zone": owed.zone}
        args = {**facts, "is_sent": owed.state != "waiting", "host": ""}
        stage.put(tx, chat, Screen("starting/reopened", args, ((self._menu(chat),),), bar="menu"))

    def _tell_officer(self, tx: Transaction, actor: Actor, owed: Obligation, place: str, zone: str) -> None:
        if owed.person_id is None:
            return
        facts = {"period": owed.period, "kampung": place, "until": owed.lock_at.isoformat(), "zone": zone}
        key = f"reopened:{owed.id}:{owed.lock_at.isoformat()}"
        args = {**facts, "is_sent": False, "host": actor.address}
        buttons = ((("fill_now", f"s::slot:{owed.id}"),),)
        self._notices.tell(tx, owed.person_id, Notice(key, "starting/reopened", args, buttons))

    def _menu(self, chat: Chat) -> Button:
        return Button(self._texts.word(chat.language, "menu"), "m::menu")


def _until(at: datetime, zone: str) -> datetime:
    return due.moment(due.today(at, zone) + timedelta(days=DAYS), due.LAST_MINUTE, zone)
