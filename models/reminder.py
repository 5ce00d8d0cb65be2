"""Reminder: one step for one obligation and one person; the message it became is an outbound message."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint


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
