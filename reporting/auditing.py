"""Auditing: seals what was recorded into a chain, says where a chain is broken, and lists what was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from models import audit_link
from models.audit_link import START, AuditLink
from models.database import Transaction

AT_ONCE = 2000  # events sealed by one tick: a tenth of a second
OVERDUE = timedelta(minutes=10)  # by then the clock has sealed what was recorded, unless it stands still


@dataclass(frozen=True, slots=True)
class Break:
    """Where the trail is not what was recorded. `position` is the link's, 0 for an event without one; `why` is
    "changed", "gone", "gap" (links are missing before this one) or "unsealed"."""

    position: int
    event_id: int
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`head` is the hash of the last link, `knows` whether a head that was noted elsewhere stands in the chain."""

    count: int
    head: str
    breaks: tuple[Break, ...]
    knows: bool = True


def seal(tx: Transaction) -> int:
    """Appends a link for each event that has none; returns how many. Two at once can't both: the position is a key."""
    events = audit_link.unsealed(tx, AT_ONCE)
    if not events:
        return 0
    before = audit_link.last(tx)
    position, digest = (before.position, before.hash) if before else (0, START)
    for event in events:
        position, digest = position + 1, audit_link.digest(event, digest)
        assert event.id is not None
        tx.add(AuditLink(position=position, event_id=event.id, hash=digest, sealed_at=tx.now))
    tx.flush()
    return len(events)


def verify(tx: Transaction, head: str = "") -> Verdict:
    """Walks the whole chain. After a break it goes on from what the link says, so that each is named once."""
    count, digest, knows, breaks = 0, START, not head, list[Break]()
    for link, event in audit_link.chain(tx):
        if link.position != count + 1:
            breaks.append(Break(link.position, link.event_id, "gap"))
        elif event is None:
            breaks.append(Break(link.position, link.event_id, "gone"))
        elif audit_link.digest(event, digest) != link.hash:
            breaks.append(Break(link.position, link.event_id, "changed"))
        count, digest = link.position, link.hash
        knows = knows or link.hash == head
    return Verdict(count, digest, (*breaks, *_left_out(tx)), knows)


def _left_out(tx: Transaction) -> Iterator[Break]:
    """Events that should have been sealed: put in behind the clock's back, or the clock stands still."""
    for event in audit_link.unsealed(tx, AT_ONCE):
        if event.at < tx.now - OVERDUE:
            yield Break(0, event.id or 0, "unsealed")
