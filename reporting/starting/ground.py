"""The ground of a report: which form, whose kampung, which period, and whether it may be filed now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import forms
from models import draft, form_version, kampung, obligation, submission
from models.database import Transaction
from models.draft import Draft
from models.form_version import FormVersion
from models.kampung import Kampung
from models.obligation import Obligation
from models.scope import Scope
from models.submission import Submission
from reporting import bounds, due, units
from reporting.access import FILERS, Actor
from reporting.inputs import whole
from reporting.library import Library
from reporting.programme import filing, first_day, is_known, periods
from reporting.refusals import Refusal
from reporting.responsible import filing_scope, may_file
from reporting.scheduling import shape

PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,30}")  # leaves room for a kampung and a period in 64 bytes


@dataclass(frozen=True, slots=True)
class Slot:
    """One report to be: a form, a kampung, a period; `unit` is what of the kampung reports (`obligation.unit`), "" the
    kampung itself, with `owed` the obligation that it is begun for."""

    form_id: str
    kampung_id: int
    period: str
    unit: str = ""
    owed: int = 0


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

    def bound(self, tx: Transaction, actor: Actor, slot: Slot) -> Slot:
        """The slot of their own group, where the actor reports for one group of the kampung alone."""
        if slot.form_id != bounds.POKTAN_BULANAN or slot.unit:
            return slot
        group = bounds.group_of(tx, actor, kampung.get(tx, slot.kampung_id))
        return replace(slot, unit=f"poktan:{group.id}") if group is not None else slot

    def closed(self, tx: Transaction, actor: Actor, slot: Slot) -> Closed | None:
        """Whether it is too early or too late. Raises Refusal("not_found") for what is not this person's to file."""
        is_theirs = self.may_file(tx, actor, slot.form_id, slot.kampung_id)
        if not is_theirs or not bounds.allows(tx, actor, kampung.get(tx, slot.kampung_id), slot.unit):
            raise Refusal("not_found")
        owed = self.owed(tx, slot)
        if owed is not None and owed.lock_at <= tx.now:
            return Closed("locked", owed.lock_at, owed.id)
        begins = first_day(shape(tx, slot.form_id).cadence, slot.period)
        if begins is None and owed is None:
            raise Refusal("not_found")
        if begins is not None and begins > today(tx, actor):
            return Closed("early", due.moment(begins, time(0), actor.zone))
        return None

    def periods(self, tx: Transaction, actor: Actor, form_id: str) -> tuple[str, ...]:
        """The periods a report of the form may be about now, the likeliest first."""
        return periods(shape(tx, form_id).cadence, today(tx, actor))

    def mark(self, tx: Transaction, actor: Actor, slot: Slot) -> tuple[str, int]:
        """How the slot stands: "draft" with the number of answers, "sent", "returned", "approved", "locked", "open";
        "" where a kampung may have many reports a period and nothing is begun."""
        begun = draft.of_slot(tx, actor.person_id, slot.form_id, slot.kampung_id, slot.period, slot.unit)
        if begun is not None:
            return "draft", begun.answered
        sent = self.sent(tx, slot)
        if sent is None and not slot.unit and shape(tx, slot.form_id).slot == "many":
            return "", 0
        if sent is not None:
            return {"has_issues": "returned", "approved": "approved"}.get(sent.review_state, "sent"), 0
        owed = self.owed(tx, slot)
        return ("locked" if owed is not None and owed.lock_at <= tx.now else "open"), 0

    def names(self, tx: Transaction, slot: Slot) -> dict[str, Any]:
        """What a text says of the slot: title, kampung, period."""
        place = units.name(tx, slot.unit, slot.kampung_id)
        return {"title": self.version(tx, slot.form_id).title, "kampung": place, "period": slot.period}

    def aimed(self, tx: Transaction, actor: Actor, number: int | None) -> Slot:
        """The slot of an obligation of the actor's forms and places. Raises Refusal("not_found")."""
        owed = obligation.get(tx, number or 0)
        slot = slot_for(tx, owed, filing_scope(tx, actor, owed.form_id), today(tx, actor)) if owed else None
        if slot is None or not self.may_file(tx, actor, slot.form_id, slot.kampung_id):
            raise Refusal("not_found")
        return slot

    def target(self, tx: Transaction, slot: Slot) -> str:
        """The slot in callback data: form, kampung and period, or the obligation of what is no kampung."""
        return f"@{slot.owed},," if slot.owed else f"{self.key(tx, slot.form_id)},{slot.kampung_id},{slot.period}"

    def owed(self, tx: Transaction, slot: Slot) -> Obligation | None:
        """What is owed there, or was."""
        if slot.owed:
            return obligation.get(tx, slot.owed)
        return obligation.of_slot(tx, slot.form_id, slot.kampung_id, slot.period, slot.unit)

    def sent(self, tx: Transaction, slot: Slot) -> Submission | None:
        """The report that fills the slot: of a unit the one that it was met by."""
        if not slot.unit:
            return submission.current(tx, slot.form_id, slot.kampung_id, slot.period)
        owed = self.owed(tx, slot)
        return tx.get(Submission, owed.submission_id) if owed is not None and owed.submission_id else None


def slot_of(row: Draft) -> Slot:
    return Slot(row.form_id, row.kampung_id, row.period, row.unit)


def slot_for(tx: Transaction, owed: Obligation, scope: Scope, day: date) -> Slot | None:
    """The report that would meet the obligation; of a visit or a meeting one of that day. None where the scope holds no
    kampung that it could be filed for."""
    place = units.place_for(tx, owed, scope)
    if place is None:
        return None
    if units.kind_of(owed.unit) == "kampung":
        return Slot(owed.form_id, place, owed.period)
    is_of_day = filing(owed.form_id).cadence == "event" and is_known(owed.form_id)
    return Slot(owed.form_id, place, day.isoformat() if is_of_day else owed.period, owed.unit, owed.id or 0)


def today(tx: Transaction, actor: Actor) -> date:
    """The actor's own calendar day."""
    return tx.now.astimezone(ZoneInfo(actor.zone)).date()


def key_of(version: FormVersion) -> str:
    """The form in callback data: its id, or the number of a version where that could be too long or hold a sign that
    parts taps."""
    return version.form_id if PLAIN.fullmatch(version.form_id) else f"#{version.id}"
