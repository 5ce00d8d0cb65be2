"""Invitation: a deep link and a six-figure code, bound to one person, single use, 14 days."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel, col, select, update

from models.database import Transaction


class Invitation(SQLModel, table=True):
    """`token` travels in `t.me/<bot>?start=i_<token>`; `code` is what a person types when the link is lost."""

    __tablename__ = "invitation"

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True, max_length=32)
    code: str = Field(index=True, max_length=6)
    person_id: int = Field(foreign_key="person.id", index=True)
    invited_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


def get(tx: Transaction, invitation_id: int) -> Invitation | None:
    return tx.get(Invitation, invitation_id)


def by_token(tx: Transaction, token: str) -> Invitation | None:
    """The invitation behind a link, in whatever state it is."""
    return tx.exec(select(Invitation).where(Invitation.token == token)).first()


def by_code(tx: Transaction, code: str) -> Invitation | None:
    """The invitation with that code, if it can still be used."""
    return tx.exec(
        select(Invitation)
        .where(Invitation.code == code, col(Invitation.used_at).is_(None), Invitation.expires_at > tx.now)
        .order_by(col(Invitation.id))
    ).first()


def open_of(tx: Transaction, person_id: int) -> Invitation | None:
    """The person's newest invitation that can still be used."""
    return tx.exec(
        select(Invitation)
        .where(Invitation.person_id == person_id, col(Invitation.used_at).is_(None), Invitation.expires_at > tx.now)
        .order_by(col(Invitation.id).desc())
    ).first()


def use_up(tx: Transaction, invitation_id: int) -> bool:
    """Marks it used. False when it is used or expired already; of two who try at once, one is told False."""
    statement = update(Invitation).where(
        col(Invitation.id) == invitation_id, col(Invitation.used_at).is_(None), col(Invitation.expires_at) > tx.now
    )
    return tx.connection().execute(statement.values(used_at=tx.now)).rowcount == 1
