"""Reminders that an outage kept back: they come in nobody's night, silence or day off."""

from __future__ import annotations

from datetime import timedelta

from models import outbound_message, reminder
from models.database import Transaction
from models.outbound_message import OutboundMessage
from models.person import Person
from reporting import days_off, due, quiet
from reporting.preferences import reader

BELATED = timedelta(hours=1)  # a long list may take a quarter of one
TOO_LATE = "too late"  # the error of what was left to the next one
ASKED = "later:"  # how the key begins of what somebody wanted to be reminded of, at whatever hour


def may_go(tx: Transaction, row: OutboundMessage, who: Person | None) -> bool:
    """Whether a claimed message may go out at this hour. A belated reminder waits for the next hour at which one may
    come, as long as that is within six hours of its own; else it is missed, and the next step says it."""
    if who is None or row.kind != "reminder" or tx.now - row.not_before <= BELATED or row.dedupe_key.startswith(ASKED):
        return True
    at = quiet.following("reminder", tx.now, reader(who, row.lane.strip("-")), days_off.load(tx))
    if at == tx.now:
        return True
    if at - row.not_before <= due.GRACE:
        outbound_message.move(tx, row.id or 0, ("claimed",), "queued", not_before=at, turn=at, lease_until=None)
    else:
        outbound_message.move(tx, row.id or 0, ("claimed",), "failed", error=TOO_LATE, lease_until=None)
        reminder.miss(tx, [row.id or 0])
    return False
