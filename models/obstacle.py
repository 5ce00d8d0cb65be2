"""Obstacle: why an officer can't report now. Until it is over nobody is reminded; a ticket tells the coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction


class Obstacle(SQLModel, table=True):
    """`reason`: signal, data, sick, busy, area or other, which has a `note` in the officer's words. In force from
    `created_at` until `until`."""

    __tablename__ = "obstacle"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    reason: str = Field(max_length=8)
    note: str = ""
    until: datetime
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    created_at: datetime


def in_force(tx: Transaction, person_id: int, at: datetime) -> Obstacle | None:
    """The person's obstacle at that moment, the latest told."""
    return tx.exec(
        select(Obstacle)
        .where(Obstacle.person_id == person_id, Obstacle.created_at <= at, Obstacle.until > at)
        .order_by(col(Obstacle.id).desc())
        .limit(1)
    ).first()


def held_up(tx: Transaction, person_ids: Sequence[int], at: datetime) -> set[int]:
    """Those of the people whom an obstacle keeps at that moment."""
    mine = (col(Obstacle.person_id).in_(person_ids), Obstacle.created_at <= at, Obstacle.until > at)
    return set(tx.exec(select(Obstacle.person_id).where(*mine)))
