"""Deciding on a report: accepted or returned, who is told of it, and taking an acceptance back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Literal

from models import audit_event, outbound_message, review, submission
from models.database import Transaction
from models.review import Review
from models.submission import Submission
from reporting import ledger
from reporting.access import LEADS, Actor
from reporting.notices import Notice, Notices

GRACE = timedelta(seconds=60)  # so long an acceptance can be taken back: the officer hears of it only then
NAMED = 6  # items named in the notice of a return; the rest is a number
OBLIGATION: Mapping[str, Literal["accepted", "returned"]] = MappingProxyType(
    {"approved": "accepted", "has_issues": "returned"}
)


@dataclass(frozen=True, slots=True)
class Item:
    """An answer to mend: its path, and how people call it."""

    path: str
    number: int
    label: str


class Deciding:
    """What follows from a decision, in the transaction of the push."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices

    def accept(self, tx: Transaction, actor: Actor, row: Submission) -> Review | None:
        """The decision; None when somebody was quicker, or the officer has sent a newer version."""
        decision = self._decide(tx, actor, row, "approved", "", ())
        if decision is not None:
            args = {**submission.line(tx, row), "who": actor.address}
            see = (("see_report", f"r::see:{row.id}"),)
            notice = Notice(_key(decision), "notices/approved", args, (see,))
            self._notices.mention(tx, row.person_id, notice, tx.now + GRACE)
        return decision

    def give_back(
        self, tx: Transaction, actor: Actor, row: Submission, reason: str, items: Sequence[Item]
    ) -> Review | None:
        """The same for a return; the officer is told at once which items are meant."""
        decision = self._decide(tx, actor, row, "has_issues", reason, [item.path for item in items])
        if decision is not None:
            self._notices.tell(tx, row.person_id, self._returned(tx, actor, row, decision, items))
        return decision

    def undo(self, tx: Transaction, actor: Actor, review_id: int) -> list[Submission]:
        """Takes back what the actor accepted with that decision, and with one tap together with it. The reports that
        wait again; none when it is too late, or when it was another's or of a place that the actor left."""
        first = review.get(tx, review_id)
        if first is None or first.person_id != actor.person_id or tx.now - first.created_at > GRACE:
            return []
        led = actor.scope(*LEADS)
        if submission.get(tx, led, first.submission_id) is None:
            return []
        made = [one for one in review.made_with(tx, first) if submission.get(tx, led, one.submission_id)]
        rows = (self._undone(tx, actor, one) for one in made)
        return [row for row in rows if row is not None]

    def _undone(self, tx: Transaction, actor: Actor, decision: Review) -> Submission | None:
        if not outbound_message.take_back(tx, _key(decision)):
            return None
        row = submission.reopen(tx, decision.submission_id)
        if row is None:
            return None
        decision.decision = review.WITHDRAWN
        tx.add(decision)
        ledger.decided(tx, row, "sent")
        audit_event.log(tx, actor.person_id, "submission.approval_withdrawn", "submission", row.instance_id)
        return row

    def _decide(
        self, tx: Transaction, actor: Actor, row: Submission, state: str, reason: str, paths: Sequence[str]
    ) -> Review | None:
        if not submission.decide(tx, row.id or 0, state):
            return None
        tx.refresh(row)
        decision = Review(
            submission_id=row.id or 0,
            person_id=actor.person_id,
            decision=state,
            reason=reason,
            paths=list(paths) or None,
            created_at=tx.now,
        )
        tx.add(decision)
        ledger.decided(tx, row, OBLIGATION[state])
        tx.flush()
        word = "approved" if state == "approved" else "returned"
        audit_event.log(tx, actor.person_id, f"submission.{word}", "submission", row.instance_id)
        return decision

    def _returned(
        self, tx: Transaction, actor: Actor, row: Submission, decision: Review, items: Sequence[Item]
    ) -> Notice:
        args: dict[str, Any] = {
            **submission.line(tx, row),
            "who": actor.address,
            "reason": decision.reason,
            "items": [[item.number, item.label] for item in items[:NAMED]],
            "more": max(0, len(items) - NAMED),
        }
        mend: tuple[Any, ...] = ("correct_report", f"s::correct:{row.id}")
        if items:
            mend = ("correct_items", f"s::correct:{row.id}", {"count": len(items)})
        reply = ("note_reply_to", f"c::open:{row.id}", {"who": actor.address})
        see = ("see_report", f"r::see:{row.id}")
        return Notice(_key(decision), "notices/returned", args, ((mend,), (reply, see)))


def _key(decision: Review) -> str:
    return f"review:{decision.id}"
