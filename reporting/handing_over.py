"""Handing over: who gets a kampung gets the drafts that were begun for it, and both officers are told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models import audit_event, draft, kampung, later, membership
from models.database import Transaction
from models.draft import Draft
from reporting import overseeing
from reporting.access import FILERS
from reporting.notices import Notice, Notices
from reporting.opening import Officers
from reporting.programme import filing
from reporting.texts import Texts


class HandingOver:
    def __init__(self, texts: Texts) -> None:
        self._notices = Notices(texts)

    def tick(self, tx: Transaction, at: datetime) -> None:
        """Moves what its person may not file any more to whoever is responsible now, if that is known."""
        orphans = draft.without_officer(tx, FILERS, at)
        officers = {role: Officers(membership.holders(tx, (role,), at)) for role in FILERS} if orphans else {}
        for row in orphans:
            place = kampung.get(tx, row.kampung_id)
            found = (officers[role].of(row.kampung_id, place.village_code) for role in filing(row.form_id).roles)
            heir = next((one for one in found if one is not None and one != row.person_id), None)
            if heir is not None and _is_free(tx, row, heir):
                self._move(tx, row, heir)

    def _move(self, tx: Transaction, row: Draft, heir: int) -> None:
        before = row.person_id
        row.person_id = heir
        tx.add(row)
        later.cancel(tx, row.id or 0)
        audit_event.log(tx, before, "draft.handed_over", "draft", row.instance_id, person=heir)
        args: dict[str, Any] = {
            "period": row.period,
            "kampung": overseeing.place(tx, row.kampung_id),
            "answered": row.answered,
            "before": overseeing.address(tx, before),
            "heir": overseeing.address(tx, heir),
        }
        key = f"handed:{row.id}:{before}:{heir}"
        self._notices.mention(tx, before, Notice(f"{key}:from", "reminders/handed", {**args, "is_heir": False}, ()))
        buttons = ((("remind_go_on", f"s::draft:{row.id}"),),)
        self._notices.tell(tx, heir, Notice(f"{key}:to", "reminders/handed", {**args, "is_heir": True}, buttons))


def _is_free(tx: Transaction, row: Draft, heir: int) -> bool:
    """A correction stays with who sent the report; and nobody has two drafts for one slot."""
    if row.corrects_id is not None:
        return False
    return draft.of_slot(tx, heir, row.form_id, row.kampung_id, row.period) is None
