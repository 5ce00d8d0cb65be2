"""Closing an account: what reaches the person goes, what they reported for the programme stays (decision 28)."""

from __future__ import annotations

from models import audit_event, consent, draft, membership, outbound_message, reminder, ticket
from models.chat import Chat
from models.database import Transaction
from models.person import Person
from reporting import hosts, ledger
from reporting.notices import Notice, Notices
from reporting.places import places_of


def close(tx: Transaction, notices: Notices, who: Person, chat: Chat | None) -> None:
    """Ends every role, deletes open drafts, and forgets phone, Telegram account, address and settings.

    The coordinator is told, since the reports of those kampung are now nobody's to file.
    """
    person_id = who.id or 0
    host = hosts.host_of(tx, person_id)
    told = {"who": who.address or who.name, "places": list(places_of(tx, person_id))}
    if host is not None and host.id is not None:
        notices.tell(tx, host.id, Notice(f"closed:{person_id}:{tx.now.date()}", "privacy/closed_notice", told, ()))
    membership.end_all(tx, person_id, "closed")
    ledger.left(tx, person_id)
    for row in draft.begun_by(tx, person_id):
        if row.state == "open":
            row.state = "deleted"
            draft.save(tx, row, {}, row.answered)
    for question in ticket.all_by(tx, person_id):
        question.state = "closed"
        tx.add(question)
    reminder.cancel_for(tx, person_id)
    outbound_message.withdraw(tx, person_id)
    consent.withdraw(tx, person_id, "closed")
    _forget(tx, who, chat)
    audit_event.log(tx, person_id, "account.closed", "person", person_id)


def _forget(tx: Transaction, who: Person, chat: Chat | None) -> None:
    who.telegram_user_id, who.phone, who.phone_verified_at = None, "", None
    who.address, who.settings, who.withdrawn_at = "", None, None
    tx.add(who)
    if chat is not None:
        chat.person_id = None
        tx.add(chat)
