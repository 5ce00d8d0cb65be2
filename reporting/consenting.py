"""Consenting: the notice is shown, understood, and consent to it taken back; each with its proof (UU 27/2022, articles
21 to 24)."""

from __future__ import annotations

from models import audit_event, consent, outbound_message, person
from models.chat import Chat
from models.consent import Consent
from models.database import Transaction
from models.person import Person
from reporting import hosts, notice
from reporting.access import Actor
from reporting.notices import Notice, Notices
from reporting.places import places_of
from reporting.screens.screen import Screen
from reporting.texts import Texts


def is_agreed(tx: Transaction, person_id: int) -> bool:
    """Whether the person has agreed to the notice as it is now."""
    row = consent.in_force(tx, person_id)
    return row is not None and row.version == notice.VERSION


def is_due(tx: Transaction, person_id: int) -> bool:
    """Whether the person read an older notice and was not asked about the new one yet. Each version is asked about
    once: it stands in /privasi afterwards."""
    rows = consent.of_person(tx, person_id)
    return bool(rows) and all(row.version != notice.VERSION for row in rows)


def agree(tx: Transaction, texts: Texts, chat: Chat, who: Person, how: str) -> None:
    """The person has understood what the card says; `how` is "tap" or "typed"."""
    name = notice.read_on(Screen.from_json(chat.screen))
    give(tx, who, chat.language, notice.body(texts, chat.language, name), how)


def give(tx: Transaction, who: Person, language: str, text: str, how: str) -> None:
    """The person agrees to that text of the notice as it is now; `how` as in `models/consent.py`."""
    row = _open(tx, who.id or 0, language, text) or consent.shown(tx, who.id or 0, notice.VERSION, language, text)
    row.given_at, row.how = tx.now, how
    tx.add_all([row, who])
    audit_event.log(tx, who.id, "notice.accepted", "person", who.id, version=notice.VERSION)


def ask(tx: Transaction, texts: Texts, chat: Chat, person_id: int) -> None:
    """Records that the new notice comes before the person's eyes."""
    consent.shown(tx, person_id, notice.VERSION, chat.language, notice.body(texts, chat.language))
    audit_event.log(tx, person_id, "notice.shown", "person", person_id, version=notice.VERSION)


def withdraw(tx: Transaction, notices: Notices, who: Person, how: str, by: int | None) -> None:
    """From now on nothing is open to the person and nothing is sent to them. What they reported stays; their roles and
    drafts wait. The coordinator is told, since the reports of those places are nobody's to file meanwhile."""
    person_id = who.id or 0
    host = hosts.host_of(tx, person_id)
    if host is not None and host.id is not None:
        told = {"who": who.address or who.name, "places": list(places_of(tx, person_id))}
        key = f"withdrawn:{person_id}:{tx.now:%Y%m%d%H%M}"
        notices.tell(tx, host.id, Notice(key, "privacy/withdrawn_notice", told, ()))
    consent.withdraw(tx, person_id, how)
    who.withdrawn_at = tx.now
    tx.add(who)
    outbound_message.cancel_for(tx, person_id)
    audit_event.log(tx, by, "consent.withdrawn", "person", person_id, how=how)


def resume(tx: Transaction, texts: Texts, chat: Chat, who: Person, how: str) -> None:
    """Whoever withdrew consents again, to the notice as it is now."""
    who.withdrawn_at = None
    give(tx, who, chat.language, notice.body(texts, chat.language), how)


def withdrawn(tx: Transaction, user_id: int) -> Person | None:
    """The person with that Telegram account, if they withdrew their consent."""
    who = person.by_telegram_user(tx, user_id)
    return who if who is not None and who.withdrawn_at is not None else None


def standing(tx: Transaction, actor: Actor) -> dict[str, str]:
    """What a page says of it: `agreed_at` (ISO) and `agreed` (the version), both "" without consent; `zone`."""
    row = consent.in_force(tx, actor.person_id)
    agreed_at = row.given_at.isoformat() if row is not None and row.given_at is not None else ""
    return {"agreed_at": agreed_at, "agreed": row.version if row else "", "zone": actor.zone}


def _open(tx: Transaction, person_id: int, language: str, text: str) -> Consent | None:
    """The row of what was shown, if this very text was, and nothing has come of it yet."""
    digest = consent.keep(tx, text)
    for row in consent.of_person(tx, person_id):
        if (row.version, row.language, row.text_sha256) == (notice.VERSION, language, digest) and row.given_at is None:
            return row
    return None
