"""ReportMove: a report that was filed for the wrong kampung or period, and where it was put; each move is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction


class ReportMove(SQLModel, table=True):
    """`number` is the report's ("KB-7F3A9"), the same for all its versions; `submission_id` the version that was moved.
    `reason` is what its mover gave, "" where none was asked for. `review_id` is the acceptance that ended with the
    move. `undone_at` is when the mover took it back."""

    __tablename__ = "report_move"

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(index=True, max_length=16)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    from_kampung_id: int = Field(foreign_key="kampung.id")
    from_period: str = Field(max_length=24)
    to_kampung_id: int = Field(foreign_key="kampung.id")
    to_period: str = Field(max_length=24)
    reason: str = ""
    review_id: int | None = Field(default=None, foreign_key="review.id")
    created_at: datetime
    undone_at: datetime | None = None


def get(tx: Transaction, move_id: int) -> ReportMove | None:
    return tx.get(ReportMove, move_id)


def of_report(tx: Transaction, number: str) -> Sequence[ReportMove]:
    """The moves of the report that stand, the first one first; for whoever may read the report."""
    return of_reports(tx, [number]).get(number, [])


def of_reports(tx: Transaction, numbers: Sequence[str]) -> Mapping[str, Sequence[ReportMove]]:
    """The same for many reports; only those that were moved."""
    found: dict[str, list[ReportMove]] = {}
    rows = tx.exec(
        select(ReportMove)
        .where(col(ReportMove.number).in_(numbers), col(ReportMove.undone_at).is_(None))
        .order_by(col(ReportMove.id))
    ).all()
    for row in rows:
        found.setdefault(row.number, []).append(row)
    return found


def made_with(tx: Transaction, one: ReportMove) -> Sequence[ReportMove]:
    """The other half of an exchange: the move by the same person at the same moment the other way round."""
    back = (ReportMove.from_kampung_id == one.to_kampung_id, ReportMove.to_kampung_id == one.from_kampung_id)
    periods = (ReportMove.from_period == one.to_period, ReportMove.to_period == one.from_period)
    return tx.exec(
        select(ReportMove)
        .where(*back, *periods, ReportMove.person_id == one.person_id, ReportMove.created_at == one.created_at)
        .where(ReportMove.id != one.id)
    ).all()


def all_by(tx: Transaction, person_id: int) -> Sequence[ReportMove]:
    """Every move that the person made, taken back or not, the oldest first."""
    return tx.exec(select(ReportMove).where(ReportMove.person_id == person_id).order_by(col(ReportMove.id))).all()
