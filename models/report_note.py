"""ReportNote: what an officer and a coordinator wrote to each other about a report, and requests to mend an accepted
one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction

MESSAGE, REQUEST = "message", "request"


class ReportNote(SQLModel, table=True):
    """`number` is the report's ("KB-7F3A9"), the same for all its versions; `submission_id` the version it was written
    about. `kind` is message or request; a request is asked, granted or refused, a message has no state."""

    __tablename__ = "report_note"

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(index=True, max_length=16)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str = Field(max_length=8)
    text: str
    state: str = Field(default="", max_length=8)
    settled_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime


def add(tx: Transaction, number: str, submission_id: int, person_id: int, kind: str, text: str) -> ReportNote:
    """A new message, or a new request that waits."""
    row = ReportNote(
        number=number,
        submission_id=submission_id,
        person_id=person_id,
        kind=kind,
        text=text,
        state="asked" if kind == REQUEST else "",
        created_at=tx.now,
    )
    tx.add(row)
    tx.flush()
    return row


def get(tx: Transaction, note_id: int) -> ReportNote | None:
    return tx.get(ReportNote, note_id)


def thread(tx: Transaction, number: str, last: int) -> Sequence[ReportNote]:
    """The last notes about the report, the oldest first."""
    rows = tx.exec(
        select(ReportNote).where(ReportNote.number == number).order_by(col(ReportNote.id).desc()).limit(last)
    ).all()
    return rows[::-1]


def waiting(tx: Transaction, submission_id: int) -> ReportNote | None:
    """The request about that version that nobody has answered yet."""
    return tx.exec(
        select(ReportNote).where(
            ReportNote.submission_id == submission_id, ReportNote.kind == REQUEST, ReportNote.state == "asked"
        )
    ).first()


def settle(tx: Transaction, note_id: int, state: str, person_id: int) -> bool:
    """Answers a request that waits. False when somebody was quicker."""
    statement = (
        update(ReportNote)
        .where(col(ReportNote.id) == note_id, col(ReportNote.state) == "asked")
        .values(state=state, settled_by=person_id)
    )
    return tx.connection().execute(statement).rowcount == 1
