"""Closing an account: what reaches the person goes, what they reported for the programme stays (decision 28)."""

from __future__ import annotations

from models import audit_event, draft, membership, outbound_message, person, reminder, ticket
from models.chat import Chat
from models.database import Transaction
from reporting import hosts
from reporting.access import Actor
from reporting.notices import Notice, Notices
from reporting.places import places_of


def close(tx: Transaction, notices: Notices, actor: Actor, chat: Chat) -> None:
    """Ends every role, deletes open drafts, and forgets phone, Telegram account, address and settings.

    The coordinator is told, since the reports of those kampung are now nobody's to file.
    """
    host = hosts.host_of(tx, actor.person_id)
    told = {"who": actor.address, "places": list(places_of(tx, actor.person_id))}
    if host is not None and host.id is not None:
        notices.tell(
            tx, host.id, Notice(f"closed:{actor.person_id}:{tx.now.date()}", "privacy/closed_notice", told, ())
        )
    membership.end_all(tx, actor.person_id, "closed")
    for row in draft.begun_by(tx, actor.person_id):
        if row.state == "open":
            row.state = "deleted"
            draft.save(tx, row, {}, row.answered)
    for question in ticket.all_by(tx, actor.person_id):
        question.state = "closed"
        tx.add(question)
    reminder.cancel_for(tx, actor.person_id)
    outbound_message.withdraw(tx, actor.person_id)
    _forget(tx, actor.person_id, chat)
    audit_event.log(tx, actor.person_id, "account.closed", "person", actor.person_id)


def _forget(tx: Transaction, person_id: int, chat: Chat) -> None:
    who = person.get(tx, person_id)
    who.telegram_user_id, who.phone, who.phone_verified_at = None, "", None
    who.address, who.settings, who.notice_version, who.noticed_at = "", None, "", None
    chat.person_id = None
    tx.add_all([who, chat])
