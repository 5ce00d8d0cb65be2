"""What became of messages to the people of an area: counts, and some of those that need a look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, literal
from sqlalchemy.orm import aliased
from sqlmodel import and_, col, or_, select

from models.chat import Chat
from models.database import Transaction
from models.group_chat import GroupChat
from models.kampung import Kampung
from models.membership import Membership
from models.outbound_message import OutboundMessage
from models.person import Person
from models.scope import Scope

KINDS = ("reminder", "missing", "summary", "notice")  # a document that somebody asked for is their own affair


class Sent(NamedTuple):
    """One message: to whom, of what kind, and when it was to go out. One to a group is to nobody: `group` tells for
    which area it was registered, and why that has ended."""

    person: Person | None
    kind: str
    at: datetime
    group: GroupChat | None = None


def counts(tx: Transaction, scope: Scope, since: datetime) -> dict[str, int]:
    """How many messages that were to go out since then are in each state."""
    rows = select(OutboundMessage.state, func.count()).where(*_told(tx, scope, since)).group_by(OutboundMessage.state)
    return dict(tx.exec(rows).all())


def some(
    tx: Transaction, scope: Scope, since: datetime, states: Sequence[str], limit: int, skipped: int = 0
) -> list[Sent]:
    """The newest of them in one of these states, after so many that are skipped."""
    rows = tx.exec(
        select(OutboundMessage, Person, GroupChat)
        .join(Person, col(OutboundMessage.person_id) == Person.id, isouter=True)
        .join(GroupChat, _to(GroupChat), isouter=True)
        .where(*_told(tx, scope, since), col(OutboundMessage.state).in_(states))
        .order_by(col(OutboundMessage.not_before).desc(), col(OutboundMessage.id).desc())
        .limit(limit)
        .offset(skipped)
    ).all()
    return [Sent(person, row.kind, row.not_before, group) for row, person, group in rows]


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
    to_people = and_(col(OutboundMessage.kind).in_(KINDS), col(OutboundMessage.person_id).in_(_people(tx, scope)))
    held: Any = aliased(GroupChat)
    groups = select(held.id).where(_to(held), scope.covers(held.area_code, literal(0)))
    return OutboundMessage.not_before >= since, or_(to_people, groups.correlate(OutboundMessage).exists())


def _to(group: Any) -> Any:
    """Whether the message is one to the group under that registration."""
    queued = OutboundMessage.created_at
    held = and_(col(group.registered_at) <= queued, or_(col(group.ended_at).is_(None), col(group.ended_at) >= queued))
    return and_(OutboundMessage.kind == "group", OutboundMessage.telegram_chat_id == group.telegram_chat_id, held)


def _people(tx: Transaction, scope: Scope) -> Any:
    """Who holds a role in the scope now."""
    area: Any = func.coalesce(Kampung.village_code, Membership.area_code)
    return (
        select(Membership.person_id)
        .join(Kampung, col(Kampung.id) == Membership.kampung_id, isouter=True)
        .where(Membership.since <= tx.now, or_(col(Membership.until).is_(None), col(Membership.until) > tx.now))
        .where(scope.covers(area, col(Membership.kampung_id)))
    )
