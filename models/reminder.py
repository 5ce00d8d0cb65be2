"""Reminder: one step for one obligation and one person; the message it became is an outbound message."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from models.database import Transaction
from models.outbound_message import OutboundMessage


class Reminder(SQLModel, table=True):
    """`step` is days from the due day ("-1", "0", "1"). `due_at` is the person's slot. `state`: planned, queued,
    cancelled, missed."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("obligation_id", "step", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    step: str = Field(max_length=8)
    person_id: int = Field(foreign_key="person.id", index=True)
    due_at: datetime = Field(index=True)
    state: str = Field(default="planned", index=True, max_length=10)
    outbound_message_id: int | None = Field(default=None, foreign_key="outbound_message.id", index=True)


def cancel(tx: Transaction, obligation_id: int) -> None:
    """Stops what is planned or queued for the obligation. A message none of whose reminders stands is cancelled too,
    as long as nobody has begun to send it."""
    rows = tx.exec(
        select(Reminder).where(Reminder.obligation_id == obligation_id, col(Reminder.state).in_(["planned", "queued"]))
    ).all()
    for row in rows:
        row.state = "cancelled"
        tx.add(row)
    tx.flush()
    for message_id in {row.outbound_message_id for row in rows if row.outbound_message_id}:
        standing = tx.exec(
            select(Reminder.id).where(Reminder.outbound_message_id == message_id, Reminder.state == "queued")
        ).first()
        message = tx.get_one(OutboundMessage, message_id)
        if standing is None and message.state in ("queued", "claimed"):
            message.state = "cancelled"
            tx.add(message)
