"""Leadership: which process may tick and deliver now, and when the clock last ticked. One row."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel, select

from models.database import Transaction

ONLY = 1


class Leadership(SQLModel, table=True):
    """`epoch` grows each time that a process takes the lead. `ticked_at` is the moment of the last whole tick,
    `told_at` the one until which coordinators were told of all that came up;
    `stood_from` and `stood_until` are the ends of the last time that the clock stood still for longer than a slot
    stays open: what fell due in between was missed."""

    __tablename__ = "leadership"

    id: int = Field(default=ONLY, primary_key=True)
    epoch: int = 0
    ticked_at: datetime | None = None
    told_at: datetime | None = None
    stood_from: datetime | None = None
    stood_until: datetime | None = None


class Deposed(Exception):
    """Another process leads now: what this one wanted to write is not written."""


def take(tx: Transaction) -> int:
    """Takes the lead; returns its epoch. On PostgreSQL it waits for the transactions of the leader before."""
    row = tx.exec(select(Leadership).with_for_update()).first() or Leadership()
    row.epoch += 1
    tx.add(row)
    tx.flush()
    return row.epoch


def check(tx: Transaction, epoch: int) -> None:
    """The lead is still that one's, and will be until the end of this transaction. Raises Deposed."""
    if tx.exec(select(Leadership.epoch).with_for_update(read=True)).first() != epoch:
        raise Deposed


def looked_since(tx: Transaction, at: datetime, most: timedelta) -> datetime:
    """Until when all that was due was done; at most so long before the moment."""
    last = find(tx)
    return max(at - most, last.ticked_at) if last and last.ticked_at else at - most


def find(tx: Transaction) -> Leadership | None:
    return tx.exec(select(Leadership)).first()


def ticked(tx: Transaction, at: datetime) -> None:
    """All that was due then is done."""
    row = tx.exec(select(Leadership)).first() or Leadership()
    row.ticked_at = at
    tx.add(row)


def told(tx: Transaction, at: datetime) -> None:
    """All coordinators were told what came up until then."""
    row = tx.exec(select(Leadership)).first() or Leadership()
    row.told_at = at
    tx.add(row)


def stood(tx: Transaction, since: datetime, until: datetime) -> None:
    """The clock stood still between these moments."""
    row = tx.exec(select(Leadership)).one()
    row.stood_from, row.stood_until = since, until
    tx.add(row)
