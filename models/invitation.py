"""Invitation: a deep link and a six-figure code, bound to one person, role and place; single use, 14 days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Field, SQLModel, col, or_, select, update

from models.database import Transaction
from models.person import Person
from models.scope import Scope

KEPT = timedelta(days=30)  # how long one that has expired is still listed


class Invitation(SQLModel, table=True):
    """`token` travels in `t.me/<bot>?start=i_<token>`; `code` is what a person types when the link is lost.

    `role`, `area_code`, `kampung_id`, `poktan_id` and `agency` say what it is to; None in invitations made before they
    were kept. What `needs_approval` can't be used before `approved_at`; what was withdrawn or refused never again."""

    __tablename__ = "invitation"

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True, max_length=32)
    code: str = Field(index=True, max_length=6)
    person_id: int = Field(foreign_key="person.id", index=True)
    invited_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    role: str | None = Field(default=None, max_length=16)
    area_code: str | None = Field(default=None, max_length=13)
    kampung_id: int | None = None
    poktan_id: int | None = None
    agency: str | None = Field(default=None, max_length=48)
    needs_approval: bool | None = None  # None is no: a column that came later
    approved_by: int | None = None
    approved_at: datetime | None = None
    withdrawn_at: datetime | None = None


def get(tx: Transaction, invitation_id: int) -> Invitation | None:
    return tx.get(Invitation, invitation_id)


def by_token(tx: Transaction, token: str) -> Invitation | None:
    """The invitation behind a link, in whatever state it is."""
    return tx.exec(select(Invitation).where(Invitation.token == token)).first()


def by_code(tx: Transaction, code: str) -> Invitation | None:
    """The invitation with that code, if it can still be used."""
    return tx.exec(select(Invitation).where(Invitation.code == code, *_usable(tx)).order_by(col(Invitation.id))).first()


def open_of(tx: Transaction, person_id: int) -> Invitation | None:
    """The person's newest invitation that can still be used."""
    return tx.exec(
        select(Invitation).where(Invitation.person_id == person_id, *_usable(tx)).order_by(col(Invitation.id).desc())
    ).first()


def open_in(tx: Transaction, scope: Scope) -> Sequence[Invitation]:
    """What nobody has used yet, for places in the scope, and was not withdrawn, the newest first; what has expired
    stays listed, to be renewed, as long as it was good."""
    return tx.exec(
        select(Invitation)
        .join(Person, col(Person.id) == Invitation.person_id)
        .where(col(Invitation.used_at).is_(None), col(Invitation.withdrawn_at).is_(None))
        .where(
            col(Invitation.role).is_not(None),
            col(Person.telegram_user_id).is_(None),
            Invitation.expires_at > tx.now - KEPT,
        )
        .where(scope.covers(col(Invitation.area_code), col(Invitation.kampung_id)))
        .order_by(col(Invitation.id).desc())
    ).all()


def approve(tx: Transaction, invitation_id: int, by: int) -> bool:
    """Makes it good. False when that was decided already."""
    waits = (col(Invitation.needs_approval).is_(True), col(Invitation.approved_at).is_(None))
    return _decide(tx, invitation_id, waits, approved_at=tx.now, approved_by=by)


def withdraw(tx: Transaction, invitation_id: int) -> bool:
    """Makes it void. False when it was used or withdrawn already."""
    return _decide(tx, invitation_id, (), withdrawn_at=tx.now)


def _decide(tx: Transaction, invitation_id: int, when: Any, **values: Any) -> bool:
    free = (col(Invitation.used_at).is_(None), col(Invitation.withdrawn_at).is_(None))
    statement = update(Invitation).where(col(Invitation.id) == invitation_id, *free, *when)
    return tx.connection().execute(statement.values(**values)).rowcount == 1


def _usable(tx: Transaction) -> tuple[Any, ...]:
    return (
        col(Invitation.used_at).is_(None),
        col(Invitation.withdrawn_at).is_(None),
        col(Invitation.expires_at) > tx.now,
        or_(col(Invitation.needs_approval).is_not(True), col(Invitation.approved_at).is_not(None)),
    )


def all_open(tx: Transaction) -> Sequence[Invitation]:
    """Every invitation that can still be used, the oldest first."""
    return tx.exec(select(Invitation).where(*_usable(tx)).order_by(col(Invitation.id))).all()


def use_up(tx: Transaction, invitation_id: int) -> bool:
    """Marks it used. False when it is used or expired already; of two who try at once, one is told False."""
    statement = update(Invitation).where(col(Invitation.id) == invitation_id, *_usable(tx))
    return tx.connection().execute(statement.values(used_at=tx.now)).rowcount == 1
