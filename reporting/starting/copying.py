"""Copying a report from paper: who filled it in, the day on the paper, then the questions as always.

The taps carry all that was chosen, so that each only opens something: `target,who` and `target,who,days ago`; who is
`p12` for a person of the kampung or a role.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from models import audit_event, draft, membership
from models.chat import Chat
from models.database import Transaction
from models.scope import Scope
from reporting import stage
from reporting.access import Actor
from reporting.behalf import COPIERS, WRITERS
from reporting.inputs import whole
from reporting.notices import called
from reporting.refusals import Refusal
from reporting.screens import copying as screens
from reporting.screens.lists import EXPECTS
from reporting.starting.drafting import Drafting
from reporting.starting.ground import Ground, Slot, today
from reporting.texts import Texts

PEOPLE = 4  # of the kampung offered by name: two rows
OLDEST = timedelta(days=400)  # a paper of last year still belongs to a period that is asked about
_WRITTEN = re.compile(r"\s*(\d{1,2})\s*[/. -]\s*(\d{1,2})\s*[/. -]\s*(\d{4})\s*")


class Copying:
    def __init__(self, texts: Texts, ground: Ground, drafting: Drafting) -> None:
        self._texts = texts
        self._ground = ground
        self._drafting = drafting

    def chosen(self, tx: Transaction, actor: Actor, chat: Chat, what: str, state: str) -> None:
        """A tap on the way. Raises Refusal("not_found") for a kampung that is not this person's to copy for."""
        target, who, days = _split(state)
        slot = self._slot(tx, actor, target)
        if what == "paper":
            people = self._people(tx, actor, slot.kampung_id)
            screen = screens.who(self._texts, chat.language, target, self._ground.names(tx, slot), people)
            stage.put(tx, chat, screen, expects=EXPECTS)
            return
        self._known(tx, actor, slot, who)
        if what == "by":
            self._ask_day(tx, actor, chat, f"{target},{who}")
        else:
            self._begin(tx, actor, chat, slot, who, today(tx, actor) - timedelta(days=days))

    def typed(self, tx: Transaction, actor: Actor, chat: Chat, state: str, text: str) -> None:
        """The day on the paper, typed."""
        target, who, _ = _split(state)
        slot = self._slot(tx, actor, target)
        self._known(tx, actor, slot, who)
        day = _day(text)
        if day is None or not today(tx, actor) - OLDEST <= day <= today(tx, actor):
            self._ask_day(tx, actor, chat, state, received=text[:40])
        else:
            self._begin(tx, actor, chat, slot, who, day)

    def _begin(self, tx: Transaction, actor: Actor, chat: Chat, slot: Slot, who: str, day: date) -> None:
        """The first question; the draft knows whose paper it is."""
        self._drafting.begin(tx, actor, chat, slot)
        row = draft.of_slot(tx, actor.person_id, slot.form_id, slot.kampung_id, slot.period, slot.unit)
        if row is None:
            return
        row.behalf_id, row.behalf_role = (whole(who[1:]), None) if who[:1] == "p" and whole(who[1:]) else (None, who)
        row.paper_on = day
        tx.add(row)
        audit_event.log(tx, actor.person_id, "draft.from_paper", "draft", row.instance_id, behalf=who)

    def _ask_day(self, tx: Transaction, actor: Actor, chat: Chat, state: str, received: str = "") -> None:
        screen = screens.day(self._texts, chat.language, state, today(tx, actor), received)
        stage.put(tx, chat, screen, expects=EXPECTS, focus={"paper": state})

    def _slot(self, tx: Transaction, actor: Actor, target: str) -> Slot:
        key, place, period = (*target.split(","), "", "", "")[:3]
        if key.startswith("@"):
            slot = self._ground.aimed(tx, actor, whole(key[1:]))
            return self._own(tx, actor, slot)
        form_id = self._ground.form_id(tx, key)
        return self._own(tx, actor, Slot(form_id, whole(place) or 0, period))

    def _own(self, tx: Transaction, actor: Actor, slot: Slot) -> Slot:
        if not may_copy(tx, self._ground, actor, slot.form_id, slot.kampung_id):
            raise Refusal("not_found")
        return slot

    def _people(self, tx: Transaction, actor: Actor, place: int) -> list[tuple[str, str]]:
        """(who, name) of those who hold a role in the kampung itself."""
        found = membership.in_scope(tx, Scope(kampung_ids=(place,)), tx.now)
        ids = [row.person_id for row in found if row.role in WRITERS and row.person_id != actor.person_id]
        return [(f"p{one}", called(tx, one)) for one in dict.fromkeys(ids)]

    def _known(self, tx: Transaction, actor: Actor, slot: Slot, who: str) -> None:
        """Raises Refusal("not_found") for what was not offered."""
        if who not in WRITERS and who not in dict(self._people(tx, actor, slot.kampung_id)):
            raise Refusal("not_found")


def may_copy(tx: Transaction, ground: Ground, actor: Actor, form_id: str, place: int) -> bool:
    """Whether the person may file for somebody else there."""
    return actor.has(*COPIERS) and ground.may_file(tx, actor, form_id, place)


def _split(state: str) -> tuple[str, str, int]:
    """`form,kampung,period`, who, and days ago; what is not there is "" or 0."""
    pieces = state.split(",")
    who, days = (*pieces[3:], "", "")[:2]
    return ",".join(pieces[:3]), who, min(whole(days) or 0, OLDEST.days)


def _day(text: str) -> date | None:
    found = _WRITTEN.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
