"""The coordinator who stands behind a person: whom to ask, and who is told when an enrolment needs a human."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from models import chat as chats
from models import kampung, membership, outbound_message, person, region
from models.database import Transaction
from models.membership import Membership
from models.person import Person
from reporting import stage
from reporting.access import ADMINISTRATOR, LEADS, Actor
from reporting.places import places_of
from reporting.preferences import preferences
from reporting.screens.enrolling import contact
from reporting.texts import Texts

MOST_LISTED = 8  # coordinators told to a stranger


def host_of(tx: Transaction, person_id: int, invited_by: int | None = None) -> Person | None:
    """Who invited the person, else the nearest coordinator above their place; rather one whom Kabar can reach."""
    found = [invited_by] if invited_by else []
    for row in membership.in_force(tx, person_id, tx.now):
        found += membership.people_with_role(tx, LEADS, _area(tx, row), tx.now)
    others = [one for one in dict.fromkeys(found) if one != person_id]
    reachable = (one for one in others if chats.of_person(tx, one))
    chosen = next(reachable, others[0] if others else None)
    return person.get(tx, chosen) if chosen is not None else None


def last_host_of(tx: Transaction, person_id: int) -> Person | None:
    """The coordinator above the place of the person's last role, which may be over."""
    row = membership.last_of(tx, person_id)
    found = above(tx, _area(tx, row), person_id) if row else []
    return person.get(tx, found[0]) if found else None


def above(tx: Transaction, area_code: str, but: int) -> list[int]:
    """Ids of the coordinators of the area without that person: those whom Kabar can reach first, then the nearest."""
    return above_each(tx, {(area_code, but)})[area_code, but]


def above_each(tx: Transaction, asked: Collection[tuple[str, int]]) -> dict[tuple[str, int], list[int]]:
    """The same for many areas and people."""
    found = membership.people_with_role_over(tx, LEADS, sorted({area for area, _ in asked}), tx.now)
    reached = chats.of_people(tx, sorted({one for some in found.values() for one in some}))
    return {
        (area, but): sorted((one for one in found[area] if one != but), key=lambda one: one not in reached)
        for area, but in asked
    }


def facts(tx: Transaction, host: Person | None) -> dict[str, str]:
    """What a card says of a host: name, phone, and whether there is a chat to tell them in ("" for no)."""
    if host is None or host.id is None:
        return {}
    return {"name": host.name, "phone": host.phone, "chat": "yes" if chats.of_person(tx, host.id) else ""}


def tell(tx: Transaction, texts: Texts, host: Person | None, what: str, about: Person) -> bool:
    """Queues the notice `enrolling/host_<what>` for the host, once a day; whether there is a chat to send it to."""
    chat = chats.of_person(tx, host.id) if host is not None and host.id is not None else None
    if host is None or chat is None or about.id is None:
        return False
    html = texts.render(
        host.language,
        f"enrolling/host_{what}",
        address=host.address or host.name,
        who=about.name,
        phone=about.phone,
        places=places_of(tx, about.id),
    )
    outbound_message.enqueue(
        tx,
        dedupe_key=f"enrolling:{what}:{about.id}:{host.id}:{tx.now.date()}",
        kind="notice",
        telegram_chat_id=chat.telegram_chat_id,
        html=html,
        person_id=host.id,
        buttons=_buttons(texts, host.language, what, about.id),
    )
    return True


def covers(tx: Transaction, actor: Actor, person_id: int) -> bool:
    """Whether the actor leads, or administers, a place where the person works."""
    scope = actor.scope(*LEADS, ADMINISTRATOR)
    rows = membership.in_force(tx, person_id, tx.now)
    return any(scope.includes(_area(tx, row), row.kampung_id or 0) for row in rows)


def _area(tx: Transaction, row: Membership) -> str:
    return kampung.get(tx, row.kampung_id).village_code if row.kampung_id else row.area_code


def reopen(tx: Transaction, texts: Texts, who: Person) -> None:
    """Asks the person for their contact once more, in their own chat."""
    chat = chats.of_person(tx, who.id) if who.id is not None else None
    if chat is not None and chat.expects == "enrol_contact":
        screen = replace(contact(texts, chat.language, who.address, "vouched"), is_fresh=True)
        stage.put(tx, chat, screen, expects="enrol_contact")


def _buttons(texts: Texts, language: str, what: str, person_id: int) -> Any:
    if what != "number":
        return None
    return [[{"text": texts.word(language, "vouch"), "data": f"e::vouch:{person_id}"}]]


def listed(tx: Transaction) -> list[dict[str, str]]:
    """Coordinators who agreed that their number may be seen, with the area they lead."""
    found = []
    for row in membership.holders(tx, LEADS, tx.now):
        who, place = person.get(tx, row.person_id), region.get(tx, row.area_code)
        if preferences(who).listed and who.phone and place is not None:
            found.append({"area": place.name, "name": who.name, "phone": who.phone})
    return found[:MOST_LISTED]
