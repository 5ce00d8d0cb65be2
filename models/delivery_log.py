"""What became of messages to the people of an area: counts, and some of those that need a look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import col, or_, select

from models.chat import Chat
from models.database import Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.outbound_message import OutboundMessage
from models.person import Person
from models.scope import Scope

KINDS = ("reminder", "missing", "summary", "notice")  # a document that somebody asked for is their own affair


class Sent(NamedTuple):
    """One message: to whom, of what kind, and when it was to go out."""

    person: Person
    kind: str
    at: datetime


def counts(tx: Transaction, scope: Scope, since: datetime) -> dict[str, int]:
    """How many messages that were to go out since then are in each state."""
    rows = select(OutboundMessage.state, func.count()).where(*_told(tx, scope, since)).group_by(OutboundMessage.state)
    return dict(tx.exec(rows).all())


def some(
    tx: Transaction, scope: Scope, since: datetime, states: Sequence[str], limit: int, skipped: int = 0
) -> list[Sent]:
    """The newest of them in one of these states, after so many that are skipped."""
    rows = tx.exec(
        select(Person, OutboundMessage)
        .join(OutboundMessage, col(OutboundMessage.person_id) == Person.id)
        .where(*_told(tx, scope, since), col(OutboundMessage.state).in_(states))
        .order_by(col(OutboundMessage.not_before).desc(), col(OutboundMessage.id).desc())
        .limit(limit)
        .offset(skipped)
    ).all()
    return [Sent(person, row.kind, row.not_before) for person, row in rows]


def count_waiting(tx: Transaction, scope: Scope, since: datetime, before: datetime) -> int:
    """How many should have gone out before that moment and have not."""
    waiting = col(OutboundMessage.state).in_(("queued", "claimed", "sending"))
    late = (waiting, OutboundMessage.not_before < before)
    return tx.exec(select(func.count()).select_from(OutboundMessage).where(*_told(tx, scope, since), *late)).one()


def unreachable(tx: Transaction, scope: Scope) -> Sequence[Person]:
    """Who blocked the bot, or has no Telegram account any more."""
    return tx.exec(
        select(Person)
        .join(Chat, col(Chat.person_id) == Person.id)
        .where(col(Chat.blocked_at).is_not(None), col(Person.id).in_(_people(tx, scope)))
        .order_by(Person.name)
    ).all()


def _told(tx: Transaction, scope: Scope, since: datetime) -> tuple[Any, ...]:
    return (
        col(OutboundMessage.kind).in_(KINDS),
        OutboundMessage.not_before >= since,
        col(OutboundMessage.person_id).in_(_people(tx, scope)),
    )


def _people(tx: Transaction, scope: Scope) -> Any:
    """Who holds a role in the scope now."""
    area: Any = func.coalesce(Kampung.village_code, Membership.area_code)
    return (
        select(Membership.person_id)
        .join(Kampung, col(Kampung.id) == Membership.kampung_id, isouter=True)
        .where(Membership.since <= tx.now, or_(col(Membership.until).is_(None), col(Membership.until) > tx.now))
        .where(scope.covers(area, col(Membership.kampung_id)))
    )
