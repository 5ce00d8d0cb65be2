"""Handing over: who gets a kampung gets the drafts that were begun for it, and both officers are told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models import audit_event, draft, kampung, later, membership
from models.database import Transaction
from models.draft import Draft
from models.obligation import kampung_unit
from reporting import overseeing, units
from reporting.access import FILERS
from reporting.notices import Notice, Notices
from reporting.responsible import Responsible
from reporting.texts import Texts


class HandingOver:
    def __init__(self, texts: Texts) -> None:
        self._notices = Notices(texts)

    def tick(self, tx: Transaction, at: datetime) -> None:
        """Moves what its person may not file any more to whoever is responsible now, if that is known."""
        orphans = draft.without_officer(tx, FILERS, at)
        people = Responsible(tx, at) if orphans else None
        for row in orphans:
            place = kampung.get(tx, row.kampung_id)
            unit = row.unit or kampung_unit(row.kampung_id)
            heir = people.for_unit(row.form_id, unit, row.kampung_id, place.village_code) if people else None
            if heir is not None and heir != row.person_id and is_free(tx, row, heir):
                self._move(tx, row, heir)

    def next_due(self, tx: Transaction, after: datetime) -> datetime | None:
        """When somebody next begins or ends to stand in for another."""
        return membership.next_stand_in(tx, after)

    def _move(self, tx: Transaction, row: Draft, heir: int) -> None:
        before = row.person_id
        hand(tx, before, row, heir)
        args: dict[str, Any] = {
            "period": row.period,
            "kampung": overseeing.shorten(units.name(tx, row.unit, row.kampung_id)),
            "answered": row.answered,
            "before": overseeing.address(tx, before),
            "heir": overseeing.address(tx, heir),
        }
        key = f"handed:{row.id}:{before}:{heir}"
        self._notices.mention(tx, before, Notice(f"{key}:from", "reminders/handed", {**args, "is_heir": False}, ()))
        buttons = ((("remind_go_on", f"s::draft:{row.id}"),),)
        self._notices.tell(tx, heir, Notice(f"{key}:to", "reminders/handed", {**args, "is_heir": True}, buttons))


def hand(tx: Transaction, by: int | None, row: Draft, heir: int) -> None:
    """The draft is the heir's, who reads in lists who began it; `by` is who caused it."""
    row.begun_by_id = row.begun_by_id or row.person_id
    row.person_id = heir
    tx.add(row)
    later.cancel(tx, row.id or 0)
    audit_event.log(tx, by, "draft.handed_over", "draft", row.instance_id, person=heir)


def is_free(tx: Transaction, row: Draft, heir: int) -> bool:
    """A correction stays with who sent the report; and nobody has two drafts for one slot."""
    if row.corrects_id is not None:
        return False
    return draft.of_slot(tx, heir, row.form_id, row.kampung_id, row.period, row.unit) is None
