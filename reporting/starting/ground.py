"""The ground of a report: which form, whose kampung, which period, and whether it may be filed now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import forms
from models import draft, form_version, kampung, obligation, submission
from models.database import Transaction
from models.draft import Draft
from models.form_version import FormVersion
from models.kampung import Kampung
from reporting import due
from reporting.access import FILERS, Actor
from reporting.inputs import whole
from reporting.library import Library
from reporting.programme import filing, first_day, periods
from reporting.refusals import Refusal
from reporting.responsible import filing_scope, may_file

PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,30}")  # leaves room for a kampung and a period in 64 bytes


@dataclass(frozen=True, slots=True)
class Slot:
    """One report to be: a form, a kampung, a period."""

    form_id: str
    kampung_id: int
    period: str


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a slot can't be filled now: `why` is "early" (opens at `at`) or "locked" (since `at`)."""

    why: str
    at: datetime
    obligation_id: int | None = None


class Ground:
    """What the database and the programme say of a slot. Nothing here writes."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def form_id(self, tx: Transaction, key: str) -> str:
        """The id of the live form that a button names; `key` made the name."""
        number = whole(key[1:]) if key.startswith("#") else None
        form_id = form_version.id_of(tx, number) if number is not None else key
        return self.version(tx, form_id).form_id

    def version(self, tx: Transaction, form_id: str) -> FormVersion:
        """The live version. Raises Refusal("not_found")."""
        version = form_version.live(tx, form_id)
        if version is None:
            raise Refusal("not_found")
        return version

    def key(self, tx: Transaction, form_id: str) -> str:
        """The form in callback data."""
        return key_of(self.version(tx, form_id))

    def form(self, tx: Transaction, form_id: str) -> forms.Form:
        """The compiled live form."""
        return self._library.form(tx, self.version(tx, form_id))

    def kampung_of(self, tx: Transaction, actor: Actor, form_id: str) -> Sequence[Kampung]:
        """Where the actor may file the form, by name."""
        return kampung.in_scope(tx, filing_scope(tx, actor, form_id))

    def may_file(self, tx: Transaction, actor: Actor, form_id: str, place: int) -> bool:
        row = kampung.one_in_scope(tx, actor.scope(*FILERS), place)
        return row is not None and may_file(tx, actor, form_id, row)

    def closed(self, tx: Transaction, actor: Actor, slot: Slot) -> Closed | None:
        """Whether it is too early or too late. Raises Refusal("not_found") for what is not this person's to file."""
        if not self.may_file(tx, actor, slot.form_id, slot.kampung_id):
            raise Refusal("not_found")
        owed = obligation.of_slot(tx, slot.form_id, slot.kampung_id, slot.period)
        if owed is not None and owed.lock_at <= tx.now:
            return Closed("locked", owed.lock_at, owed.id)
        begins = first_day(filing(slot.form_id).cadence, slot.period)
        if begins is None and owed is None:
            raise Refusal("not_found")
        if begins is not None and begins > today(tx, actor):
            return Closed("early", due.moment(begins, time(0), actor.zone))
        return None

    def periods(self, tx: Transaction, actor: Actor, form_id: str) -> tuple[str, ...]:
        """The periods a report of the form may be about now, the likeliest first."""
        return periods(filing(form_id).cadence, today(tx, actor))

    def mark(self, tx: Transaction, actor: Actor, slot: Slot) -> tuple[str, int]:
        """How the slot stands: "draft" with the number of answers, "sent", "returned", "approved", "locked", "open";
        "" where a kampung may have many reports a period and nothing is begun."""
        begun = draft.of_slot(tx, actor.person_id, slot.form_id, slot.kampung_id, slot.period)
        if begun is not None:
            return "draft", begun.answered
        if filing(slot.form_id).slot == "many":
            return "", 0
        sent = submission.current(tx, slot.form_id, slot.kampung_id, slot.period)
        if sent is not None:
            return {"has_issues": "returned", "approved": "approved"}.get(sent.review_state, "sent"), 0
        owed = obligation.of_slot(tx, slot.form_id, slot.kampung_id, slot.period)
        return ("locked" if owed is not None and owed.lock_at <= tx.now else "open"), 0

    def names(self, tx: Transaction, slot: Slot) -> dict[str, Any]:
        """What a text says of the slot: title, kampung, period."""
        place = kampung.get(tx, slot.kampung_id).name
        return {"title": self.version(tx, slot.form_id).title, "kampung": place, "period": slot.period}


def slot_of(row: Draft) -> Slot:
    return Slot(row.form_id, row.kampung_id, row.period)


def today(tx: Transaction, actor: Actor) -> date:
    """The actor's own calendar day."""
    return tx.now.astimezone(ZoneInfo(actor.zone)).date()


def key_of(version: FormVersion) -> str:
    """The form in callback data: its id, or the number of a version where that could be too long or hold a sign that
    parts taps."""
    return version.form_id if PLAIN.fullmatch(version.form_id) else f"#{version.id}"
