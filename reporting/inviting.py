"""Inviting: a person, their role in a place, and a link with a code that only they should have."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from datetime import timedelta

from models import audit_event, invitation, kampung, membership, person, region
from models.database import Transaction
from models.invitation import Invitation
from models.membership import Membership
from models.person import Person
from models.scope import Scope
from reporting.access import KADER, PLKB, ROLES
from reporting.ids import Ids
from reporting.phones import international
from reporting.preferences import preferences
from reporting.texts import Texts

VALID = timedelta(days=14)
PREFIX = "i_"  # of the payload of an invitation's link


class InviteError(Exception):
    """The order can't be carried out; `field` is what is wrong with it: role, area, name or phone."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is to be invited to what. `area_code` is a region's; with `kampung_id` the role is for that kampung alone.
    `phone` is compared with the contact that the person shares; "" when it is not known."""

    role: str
    area_code: str
    name: str = ""
    phone: str = ""
    address: str = ""
    kampung_id: int | None = None


def check(tx: Transaction, guest: Guest) -> Guest:
    """The order with its phone in one spelling, and with the kampung of a village. Raises InviteError."""
    if guest.role not in ROLES:
        raise InviteError("role", f"{guest.role!r} is not a role; one of {', '.join(ROLES)}")
    found = region.get(tx, guest.area_code)
    if found is None:
        raise InviteError("area", f"{guest.area_code!r} is not a region code; `kabar region find NAME` tells it")
    try:
        phone = international(guest.phone) if guest.phone else ""
    except ValueError as error:
        raise InviteError("phone", str(error)) from None
    guest = replace(guest, phone=phone, name=" ".join(guest.name.split()))
    if guest.role in (PLKB, KADER) and found.level == "village" and guest.kampung_id is None:
        own = kampung.in_scope(tx, Scope(areas=(found.code,)))
        return replace(guest, kampung_id=own[0].id if own else None)
    return guest


def invite(tx: Transaction, ids: Ids, invited_by: int | None, guest: Guest) -> Invitation:
    """Makes the person (or finds who has that phone), the membership, and an invitation. Raises InviteError."""
    guest = check(tx, guest)
    who = _person(tx, guest)
    grant(tx, invited_by, who, guest)
    return write(tx, ids, invited_by, who)


def grant(tx: Transaction, by: int | None, who: Person, guest: Guest) -> bool:
    """Gives the role, unless it is held already; whether it was given. `guest` has been checked."""
    person_id = _id(who)
    if membership.held(tx, person_id, guest.role, guest.area_code, guest.kampung_id, tx.now):
        return False
    tx.add(
        Membership(
            person_id=person_id,
            role=guest.role,
            area_code=guest.area_code,
            kampung_id=guest.kampung_id,
            since=tx.now,
        )
    )
    if not preferences(who).has_own_zone:
        who.zone = region.zone(guest.area_code)  # the clock follows the place, until the person sets it
        tx.add(who)
    audit_event.log(tx, by, "membership.granted", "person", person_id, role=guest.role, area=guest.area_code)
    return True


def write(tx: Transaction, ids: Ids, invited_by: int | None, who: Person) -> Invitation:
    """A fresh invitation for the person, good for 14 days and for one Telegram account."""
    if who.telegram_user_id is not None:
        raise InviteError("phone", f"{who.name or 'this person'} is registered already and needs no invitation")
    row = Invitation(
        token=ids.token(),
        code=_fresh_code(tx, ids),
        person_id=_id(who),
        invited_by=invited_by,
        created_at=tx.now,
        expires_at=tx.now + VALID,
    )
    tx.add(row)
    tx.flush()
    audit_event.log(tx, invited_by, "invitation.made", "invitation", row.id)
    return row


def letter(tx: Transaction, texts: Texts, language: str, row: Invitation, bot: str = "") -> str:
    """What a coordinator forwards by WhatsApp, as plain text. `bot` is its user name; "" leaves the link out."""
    who = person.get(tx, row.person_id)
    host = person.get(tx, row.invited_by) if row.invited_by else None
    rendered = texts.render(
        language,
        "enrolling/letter",
        guest=who.name,
        bot=bot.removeprefix("@"),
        payload=PREFIX + row.token,
        code=f"{row.code[:3]}-{row.code[3:]}",
        until=row.expires_at.isoformat(),
        zone=who.zone,
        host=host.name if host else "",
        phone=host.phone if host else "",
    )
    return html.unescape(rendered)


def new_person(tx: Transaction, guest: Guest) -> Person:
    """The person of a checked order, in the time zone of the place."""
    who = Person(
        name=guest.name,
        address=guest.address,
        phone=guest.phone,
        zone=region.zone(guest.area_code),
        created_at=tx.now,
    )
    tx.add(who)
    tx.flush()
    return who


def _person(tx: Transaction, guest: Guest) -> Person:
    known = person.by_phone(tx, guest.phone) if guest.phone else None
    return known or new_person(tx, guest)


def _fresh_code(tx: Transaction, ids: Ids) -> str:
    """Codes are short; of those that can be used at one time no two are the same."""
    while True:
        code = ids.code()
        if invitation.by_code(tx, code) is None:
            return code


def _id(who: Person) -> int:
    assert who.id is not None
    return who.id
