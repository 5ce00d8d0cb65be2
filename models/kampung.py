"""Kampung: one Kampung KB, at most one active in a village."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction
from models.scope import Scope


class Kampung(SQLModel, table=True):
    __tablename__ = "kampung"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    village_code: str = Field(foreign_key="region.code", index=True, max_length=13)
    zone: str = Field(max_length=32)  # IANA; the village's own
    is_active: bool = True


def get(tx: Transaction, kampung_id: int) -> Kampung:
    return tx.get_one(Kampung, kampung_id)


def in_scope(tx: Transaction, scope: Scope) -> Sequence[Kampung]:
    """The active kampung in the scope, by name."""
    return tx.exec(
        select(Kampung)
        .where(Kampung.is_active, scope.covers(Kampung.village_code, Kampung.id))
        .order_by(Kampung.name, col(Kampung.id))
    ).all()
