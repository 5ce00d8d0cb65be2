"""AuditEvent: who did what to what, and when; written in the transaction that did it, and never changed: the database
refuses to. `audit_link` seals it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Field, SQLModel, col, func, select

from models import bulk
from models.columns import Json, json_column
from models.database import Transaction


class AuditEvent(SQLModel, table=True):
    """`action` is dotted and past tense ("submission.approved"); `details` carry keys, never answers or names."""

    __tablename__ = "audit_event"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    action: str = Field(index=True, max_length=48)
    object_kind: str = Field(max_length=24)
    object_id: str = Field(index=True, max_length=600)
    details: Json = json_column(nullable=True)


def log(
    tx: Transaction, person_id: int | None, action: str, object_kind: str, object_id: object, **details: Json
) -> None:
    """Records in the same transaction that the person did this."""
    tx.add(
        AuditEvent(
            at=tx.now,
            person_id=person_id,
            action=action,
            object_kind=object_kind,
            object_id=str(object_id),
            details=details or None,
        )
    )


def log_many(
    tx: Transaction, person_id: int | None, action: str, object_kind: str, objects: Iterable[tuple[int, Json]]
) -> None:
    """The same done to many objects: their ids, each with its details."""
    done = {"at": tx.now, "person_id": person_id, "action": action, "object_kind": object_kind}
    rows = [done | {"object_id": str(number), "details": details or None} for number, details in objects]
    bulk.add(tx, AuditEvent, rows)


def count(tx: Transaction, action: str, object_kind: str, object_id: object, since: datetime) -> int:
    """How often this was done to the object from that moment on."""
    return tx.exec(
        select(func.count())
        .select_from(AuditEvent)
        .where(AuditEvent.action == action, AuditEvent.at >= since)
        .where(AuditEvent.object_kind == object_kind, AuditEvent.object_id == str(object_id))
    ).one()


def of_person(tx: Transaction, person_id: int) -> Sequence[AuditEvent]:
    """What is recorded of what the person did, the oldest first."""
    return tx.exec(select(AuditEvent).where(AuditEvent.person_id == person_id).order_by(col(AuditEvent.id))).all()


def search(tx: Transaction, since: datetime | None, person_id: int | None, action: str) -> Sequence[AuditEvent]:
    """Those from that moment on, by that person, with an action that begins so; the oldest first."""
    found = select(AuditEvent).where(col(AuditEvent.action).startswith(action, autoescape=True))
    if since is not None:
        found = found.where(AuditEvent.at >= since)
    if person_id is not None:
        found = found.where(AuditEvent.person_id == person_id)
    return tx.exec(found.order_by(col(AuditEvent.id))).all()
