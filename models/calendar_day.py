"""CalendarDay: days off, days of silence, Ramadan, and where people work on Saturdays. Kept by whoever runs Kabar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction


class CalendarDay(SQLModel, table=True):
    """The days from `first` to `last` in an area ("" is the whole country). `kind`: national (a public holiday), joint
    (cuti bersama), regional (a day off in one area), silence (no message at all, from `begins` on the first day until
    `ends` on the last), ramadan, saturday (Saturdays are working days there). What `is_draft` was calculated, and still
    has to be compared with the decree."""

    __tablename__ = "calendar_day"

    id: int | None = Field(default=None, primary_key=True)
    first: date = Field(index=True)
    last: date
    kind: str = Field(max_length=8)
    area_code: str = Field(default="", max_length=13)
    begins: str = Field(default="", max_length=5)  # local, as in "06:00"; "" is the beginning of the day
    ends: str = Field(default="", max_length=5)  # "" is the end of the day
    name: str
    name_en: str
    is_draft: bool = False
    source: str


def all_of(tx: Transaction) -> Sequence[CalendarDay]:
    """The earliest first: some thirty a year."""
    return tx.exec(select(CalendarDay).order_by(col(CalendarDay.first), col(CalendarDay.id))).all()


def silences(tx: Transaction, since: date) -> Sequence[CalendarDay]:
    """The days of silence that are not over on that day."""
    return tx.exec(select(CalendarDay).where(CalendarDay.kind == "silence", CalendarDay.last >= since)).all()


def of_year(tx: Transaction, year: int) -> Sequence[CalendarDay]:
    """What begins in that year, the earliest first."""
    return tx.exec(
        select(CalendarDay)
        .where(CalendarDay.first >= date(year, 1, 1), CalendarDay.first <= date(year, 12, 31))
        .order_by(col(CalendarDay.first), col(CalendarDay.id))
    ).all()


def replace(tx: Transaction, year: int, rows: Iterable[CalendarDay]) -> None:
    """Puts these rows in the place of all that begin in that year."""
    for row in of_year(tx, year):
        tx.delete(row)
    tx.flush()
    for row in rows:
        tx.add(row)
    tx.flush()
