"""Expiry: rows over their term, counted, and emptied or deleted a piece at a time. One `Lot` a kind of row.

Reports and their files have terms of their own (`models/retention.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import String, cast, delete, exists, func, null, or_, update
from sqlmodel import SQLModel, col, select

from models.chat_message import ChatMessage
from models.database import Transaction
from models.draft import Draft
from models.exchange import Exchange
from models.family import Family
from models.inbound_update import InboundUpdate
from models.invitation import Invitation
from models.membership import Membership
from models.obstacle import Obstacle
from models.outbound_message import OutboundMessage
from models.person import Person
from models.report_move import ReportMove
from models.report_note import ReportNote
from models.review import Review
from models.submission import Submission
from models.ticket import Ticket

NOTHING = "{}"  # a draft's data once it is emptied, as the database holds it


@dataclass(frozen=True, slots=True)
class Lot:
    """`is_old` tells rows from before a moment that still have what goes. `leaves` is what their columns become; None
    deletes the rows."""

    name: str
    table: type[SQLModel]
    is_old: Callable[[datetime], Any]
    leaves: Mapping[str, Any] | None = None


def count(tx: Transaction, lot: Lot, before: datetime) -> int:
    return tx.exec(select(func.count()).select_from(lot.table).where(lot.is_old(before))).one()


def take(tx: Transaction, lot: Lot, before: datetime, limit: int) -> int:
    """Empties or deletes at most so many; returns how many."""
    number = lot.table.id  # type: ignore[attr-defined]
    ids = tx.exec(select(number).where(lot.is_old(before)).order_by(number).limit(limit)).all()
    which = number.in_(ids)
    if ids and lot.leaves is None:
        tx.execute(delete(lot.table).where(which))
    elif ids:
        tx.execute(update(lot.table).where(which).values(dict(lot.leaves or {})))
    return len(ids)


def _thrown_away(before: datetime) -> Any:
    return col(Draft.state).in_(("deleted", "expired")) & (col(Draft.updated_at) < before) & _has_answers()


def _never_sent(before: datetime) -> Any:
    return (col(Draft.state) == "open") & (col(Draft.updated_at) < before) & _has_answers()


def _has_answers() -> Any:
    return cast(Draft.data, String) != NOTHING


def _asked(before: datetime) -> Any:
    return (col(Ticket.created_at) < before) & (col(Ticket.question) != "")


def _never_came(before: datetime) -> Any:
    """Who was invited, has no account and no role any more: the number was for the letter, and is nobody's consent. By
    that of somebody in office the next list of people finds them again."""
    last = select(func.max(Invitation.expires_at)).where(Invitation.person_id == Person.id).scalar_subquery()
    is_unused = col(Person.telegram_user_id).is_(None) & col(Person.phone_verified_at).is_(None)
    in_force = or_(col(Membership.until).is_(None), col(Membership.until) > before)
    serves = exists().where(col(Membership.person_id) == Person.id, in_force)
    return is_unused & (col(Person.phone) != "") & (last < before) & ~serves


def _of_emptied(table: Any, text: str) -> Any:
    """Rows about a report that was emptied, that still say something."""
    emptied = select(Submission.id).where(Submission.xml == "")
    return table.submission_id.in_(emptied) & (getattr(table, text) != "")


def _pushed(before: datetime) -> Any:
    is_over = col(OutboundMessage.state).in_(("sent", "failed", "unknown", "cancelled"))
    says = or_(col(OutboundMessage.html) != "", col(OutboundMessage.behind).is_not(None))
    return is_over & (col(OutboundMessage.created_at) < before) & says


def _quarantined(before: datetime) -> Any:
    row = InboundUpdate
    return (col(row.state) == "quarantined") & (col(row.done_at) < before) & col(row.raw).is_not(None)


DROPPED = Lot("drafts thrown away", Draft, _thrown_away, MappingProxyType({"data": {}}))
UNSENT = Lot("drafts never sent", Draft, _never_sent, MappingProxyType({"data": {}, "state": "expired"}))
QUESTIONS = Lot(
    "questions", Ticket, _asked, MappingProxyType({"question": "", "answer": "", "given_answer": "", "state": "closed"})
)
NOTES = Lot(
    "notes about reports", ReportNote, lambda _: _of_emptied(ReportNote, "text"), MappingProxyType({"text": ""})
)
REASONS = Lot("reasons of returns", Review, lambda _: _of_emptied(Review, "reason"), MappingProxyType({"reason": ""}))
MOVES = Lot(
    "reasons of moves", ReportMove, lambda _: _of_emptied(ReportMove, "reason"), MappingProxyType({"reason": ""})
)
INVITED = Lot("numbers of invited people", Person, _never_came, MappingProxyType({"phone": ""}))
OBSTACLES = Lot(
    "what kept officers", Obstacle, lambda at: (col(Obstacle.until) < at) & (col(Obstacle.note) != ""),
    MappingProxyType({"note": ""}),
)  # fmt: skip
FAMILIES = Lot("families", Family, lambda at: col(Family.last_visit) < f"{at:%Y-%m-%d}")
MESSAGES = Lot(
    "messages sent", OutboundMessage, _pushed,
    MappingProxyType({"html": "", "buttons": null(), "chart": null(), "behind": null()}),
)  # fmt: skip
UPDATES = Lot(
    "updates handled",
    InboundUpdate,
    lambda at: (col(InboundUpdate.state) == "done") & (col(InboundUpdate.done_at) < at),
)
SET_ASIDE = Lot("updates set aside", InboundUpdate, _quarantined, MappingProxyType({"raw": null()}))
EXCHANGES = Lot("which message asked what", Exchange, lambda at: col(Exchange.at) < at)
CHAT_MESSAGES = Lot("which messages stand in chats", ChatMessage, lambda at: col(ChatMessage.at) < at)
