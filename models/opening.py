"""Opening: how far the obligations of a schedule and period have become rows."""

from __future__ import annotations

from sqlmodel import Field, SQLModel, select

from models.database import Transaction


class Opening(SQLModel, table=True):
    """`passed` is the last unit's place in the order that they are gone through, `day` when the round began.
    `is_done` says that the round is complete, `was_done` that one was once: each day begins another, for what came
    back."""

    __tablename__ = "opening"

    schedule_id: int = Field(primary_key=True, foreign_key="schedule.id")
    period: str = Field(primary_key=True, max_length=10)  # "" where each unit has its own day
    passed: int = 0
    day: str = Field(max_length=10)
    is_done: bool = False
    was_done: bool = False


def of(tx: Transaction, schedule_id: int, period: str) -> Opening | None:
    return tx.get(Opening, (schedule_id, period))


def all_of(tx: Transaction) -> dict[tuple[int, str], Opening]:
    return {(row.schedule_id, row.period): row for row in tx.exec(select(Opening))}


def again(tx: Transaction, schedules: list[int]) -> None:
    """The rounds of those schedules begin anew: what they go through has changed."""
    for (number, _), row in all_of(tx).items():
        if number in schedules:
            row.passed, row.is_done = 0, False
            tx.add(row)
