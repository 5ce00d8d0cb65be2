"""Ticket: a question that a person answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import literal, update
from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction
from models.scope import Scope


class Ticket(SQLModel, table=True):
    """`number` is what people quote ("T-1042"). `state`: new, answered, closed. `area_code` decides who sees it."""

    __tablename__ = "ticket"

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True, max_length=16)
    person_id: int = Field(foreign_key="person.id", index=True)
    area_code: str = Field(index=True, max_length=13)
    question: str
    given_answer: str = ""  # the article Kabar had offered, if any
    state: str = Field(default="new", index=True, max_length=10)
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime
    answered_at: datetime | None = None


def get(tx: Transaction, ticket_id: int) -> Ticket | None:
    return tx.get(Ticket, ticket_id)


def unanswered(tx: Transaction, scope: Scope) -> Sequence[Ticket]:
    """Questions in the scope that nobody has answered, the oldest first."""
    return tx.exec(
        select(Ticket)
        .where(Ticket.state == "new", scope.covers(Ticket.area_code, literal(0)))
        .order_by(col(Ticket.created_at), col(Ticket.id))
    ).all()


def count_new(tx: Transaction, scope: Scope) -> int:
    return len(unanswered(tx, scope))


def asked_by(tx: Transaction, person_id: int, limit: int) -> Sequence[Ticket]:
    return tx.exec(
        select(Ticket).where(Ticket.person_id == person_id).order_by(col(Ticket.id).desc()).limit(limit)
    ).all()


def opened(tx: Transaction, person_id: int, area_code: str, question: str, given_answer: str) -> Ticket:
    """A new question, numbered by its row: unique and growing, T-1001 first."""
    row = Ticket(
        number=f"?{person_id}",  # until the row has its id; a person's messages are handled one by one
        person_id=person_id,
        area_code=area_code,
        question=question,
        given_answer=given_answer,
        created_at=tx.now,
    )
    tx.add(row)
    tx.flush()
    row.number = f"T-{1000 + (row.id or 0)}"
    tx.add(row)
    tx.flush()
    return row


def in_scope(tx: Transaction, scope: Scope, ticket_id: int) -> Ticket | None:
    """The question, if its area lies in the scope."""
    row = tx.get(Ticket, ticket_id)
    return row if row and scope.includes(row.area_code, 0) else None


def own(tx: Transaction, person_id: int, ticket_id: int) -> Ticket | None:
    """The question, if the person asked it."""
    row = tx.get(Ticket, ticket_id)
    return row if row and row.person_id == person_id else None


def settle(tx: Transaction, ticket_id: int, answer: str, answered_by: int) -> bool:
    """Answers a question that is still open. False when somebody was quicker."""
    statement = (
        update(Ticket)
        .where(col(Ticket.id) == ticket_id, col(Ticket.state) == "new")
        .values(state="answered", answer=answer, answered_by=answered_by, answered_at=tx.now)
    )
    return tx.connection().execute(statement).rowcount == 1


def all_by(tx: Transaction, person_id: int) -> Sequence[Ticket]:
    """Every question the person asked, the oldest first."""
    return tx.exec(select(Ticket).where(Ticket.person_id == person_id).order_by(col(Ticket.id))).all()
