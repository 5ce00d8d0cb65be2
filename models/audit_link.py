"""AuditLink: the chain of audit events. A link's hash covers its event and the link before it (decision 43)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sqlmodel import Field, SQLModel, col, select

from models.audit_event import AuditEvent
from models.database import Transaction

START = "0" * 64  # what stands before the first link


class AuditLink(SQLModel, table=True):
    """`position` counts from 1 without a gap; `hash` is SHA-256 in hexadecimal."""

    __tablename__ = "audit_link"

    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    event_id: int = Field(foreign_key="audit_event.id", unique=True)
    hash: str = Field(max_length=64)
    sealed_at: datetime


def digest(event: AuditEvent, before: str) -> str:
    """The hash of the event that follows a link with that hash: over the columns as JSON, keys sorted, times in UTC."""
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    told = [event.id, at, event.person_id, event.action, event.object_kind, event.object_id, event.details]
    canonical = json.dumps([before, *told], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def last(tx: Transaction) -> AuditLink | None:
    """The head of the chain."""
    return tx.exec(select(AuditLink).order_by(col(AuditLink.position).desc()).limit(1)).first()


def unsealed(tx: Transaction, limit: int) -> Sequence[AuditEvent]:
    """The events that no link covers yet, in the order of their rows."""
    return tx.exec(
        select(AuditEvent)
        .join(AuditLink, col(AuditLink.event_id) == AuditEvent.id, isouter=True)
        .where(col(AuditLink.position).is_(None))
        .order_by(col(AuditEvent.id))
        .limit(limit)
    ).all()


def pairs(tx: Transaction, after: int, limit: int) -> list[tuple[AuditLink, AuditEvent | None]]:
    """The next links with their events, None for one that is gone."""
    found = tx.exec(
        select(AuditLink, AuditEvent)
        .join(AuditEvent, col(AuditLink.event_id) == AuditEvent.id, isouter=True)
        .where(AuditLink.position > after)
        .order_by(col(AuditLink.position))
        .limit(limit)
    ).all()
    return [(link, event) for link, event in found]


def chain(tx: Transaction, page: int = 1000) -> Iterator[tuple[AuditLink, AuditEvent | None]]:
    """All links in order, a page at a time."""
    after = 0
    while found := pairs(tx, after, page):
        yield from found
        after = found[-1][0].position
        tx.expunge_all()
