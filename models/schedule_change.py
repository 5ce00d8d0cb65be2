"""ScheduleChange: other days for one period in an area, as when a holiday gives officers more time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction


class ScheduleChange(SQLModel, table=True):
    """What is None stays as the schedule says. Of several for one period the nearest area holds, there the latest."""

    __tablename__ = "schedule_change"

    id: int | None = Field(default=None, primary_key=True)
    form_id: str = Field(max_length=255)
    area_code: str = Field(default="", max_length=13)
    period: str = Field(index=True, max_length=10)
    due_on: date | None = None
    late_on: date | None = None
    lock_on: date | None = None
    reason: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)  # None: by command
    created_at: datetime


def all_of(tx: Transaction) -> Sequence[ScheduleChange]:
    """The earliest first."""
    return tx.exec(select(ScheduleChange).order_by(col(ScheduleChange.id))).all()
