"""Schedule: which form is owed in an area, by what, how often, and when it is due, late and locked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel, col, select

from models.columns import Json, json_column
from models.database import Transaction


class Schedule(SQLModel, table=True):
    """`cadence` is event, weekly, monthly, quarterly, semester or yearly; `unit` what owes: kampung, poktan, officer,
    family, region (`level`: district, regency or province) or plan. Of several schedules of a form the one of the
    nearest area holds.

    Days count from the end of the period, or from its beginning (`counts_from`); `reporting/due.py: Terms` says how.
    The monthly report: opens on the 1st, due the 5th, late from the 11th, locked on the 15th at 23.59 WIB. `steps` are
    reminders in days from the due day, `escalation` the days on which coordinators are told who is missing. `since` and
    `until` are the first and the last period owed ("" without end)."""

    __tablename__ = "schedule"

    id: int | None = Field(default=None, primary_key=True)
    form_id: str = Field(index=True, max_length=255)
    area_code: str = Field(default="", max_length=13)  # "" is the whole country
    cadence: str = Field(max_length=12)
    unit: str = Field(default="kampung", max_length=8)
    level: str = Field(default="", max_length=8)
    opens_day: int = 1
    due_day: int = 5
    due_time: str = Field(default="23:59", max_length=5)
    late_day: int = 11
    lock_day: int = 15
    lock_zone: str = Field(default="Asia/Jakarta", max_length=32)  # "" is the unit's own
    counts_from: str = Field(default="end", max_length=5)
    steps: Json = json_column()  # e.g. [-5, -1, 0, 1, 3]
    escalation: Json = Field(default_factory=lambda: [3], sa_column=Column(JSON(none_as_null=True), nullable=False))
    since: str = Field(max_length=10)  # e.g. 2026-04
    until: str = Field(default="", max_length=10)


def all_of(tx: Transaction) -> Sequence[Schedule]:
    return tx.exec(select(Schedule).order_by(col(Schedule.id))).all()


def get(tx: Transaction, schedule_id: int) -> Schedule:
    return tx.get_one(Schedule, schedule_id)


def of_form(tx: Transaction, form_id: str, area_code: str = "") -> Schedule | None:
    """The schedule of the form for exactly that area; of several the one that was made last."""
    return tx.exec(
        select(Schedule)
        .where(Schedule.form_id == form_id, Schedule.area_code == area_code)
        .order_by(col(Schedule.id).desc())
    ).first()
