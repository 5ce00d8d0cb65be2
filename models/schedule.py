"""Schedule: which form an area owes, how often, and when it is due, late and locked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Field, SQLModel, col, select

from models.columns import Json, json_column
from models.database import Transaction


class Schedule(SQLModel, table=True):
    """`cadence` is monthly (more come). Days are of the month after the period: opens on the 1st, due the 5th, late
    from the 11th, locked on the 15th at 23.59 WIB. `steps` are reminder steps in days from the due day."""

    __tablename__ = "schedule"

    id: int | None = Field(default=None, primary_key=True)
    form_id: str = Field(index=True, max_length=255)
    area_code: str = Field(default="", max_length=13)  # "" is the whole country
    cadence: str = Field(max_length=12)
    due_day: int = 5
    late_day: int = 11
    lock_day: int = 15
    steps: Json = json_column()  # e.g. [-1, 0, 1]
    since: str = Field(max_length=10)  # the first period owed, e.g. 2026-04


def all_of(tx: Transaction) -> Sequence[Schedule]:
    return tx.exec(select(Schedule).order_by(col(Schedule.id))).all()


def get(tx: Transaction, schedule_id: int) -> Schedule:
    return tx.get_one(Schedule, schedule_id)


def of_form(tx: Transaction, form_id: str, area_code: str = "") -> Schedule | None:
    """The schedule of the form for exactly that area."""
    return tx.exec(
        select(Schedule).where(Schedule.form_id == form_id, Schedule.area_code == area_code).order_by(col(Schedule.id))
    ).first()
