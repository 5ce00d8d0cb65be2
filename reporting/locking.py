"""Locking: a draft whose period is closed is kept for thirty days, and its officer is told. Nothing ends silently."""

from __future__ import annotations

from datetime import datetime, timedelta

from models import audit_event, draft, later
from models.database import Transaction
from models.draft import Draft
from models.obligation import Obligation
from reporting import due, hosts, overseeing, units
from reporting.notices import Notice, Notices
from reporting.texts import Texts

KEPT = timedelta(days=30)


class Locking:
    def __init__(self, texts: Texts) -> None:
        self._notices = Notices(texts)

    def tick(self, tx: Transaction, at: datetime) -> None:
        """Tells of what was closed just now, and lets go of what was kept long enough; harmless when done twice."""
        for row, owed in draft.closed_between(tx, at - due.GRACE, at):
            if owed.state == "waiting":
                self._tell(tx, row, owed)
        for row, _ in draft.closed_between(tx, None, at - KEPT):
            row.state = "expired"
            tx.add(row)
            later.cancel(tx, row.id or 0)
            audit_event.log(tx, row.person_id, "draft.expired", "draft", row.instance_id)

    def next_due(self, tx: Transaction, after: datetime) -> datetime | None:
        """When a period with an open draft next closes, or what was kept is let go."""
        moments = [draft.next_closing(tx, after), draft.next_closing(tx, after - KEPT)]
        told = [moments[0], moments[1] + KEPT if moments[1] else None]
        return min((moment for moment in told if moment), default=None)

    def _tell(self, tx: Transaction, row: Draft, owed: Obligation) -> None:
        """Once for each time that the period was closed: a coordinator may open it again."""
        host = hosts.above(tx, owed.area_code, row.person_id)
        args = {
            "period": row.period,
            "kampung": overseeing.shorten(units.name(tx, row.unit, row.kampung_id)),
            "answered": row.answered,
            "lock_at": owed.lock_at.isoformat(),
            "host": overseeing.address(tx, host[0]) if host else "",
        }
        buttons = ((("ask_to_open", f"s::reopen:{owed.id}"),),)
        notice = Notice(f"locked:{row.id}:{owed.lock_at.isoformat()}", "reminders/locked", args, buttons)
        self._notices.tell(tx, row.person_id, notice)
