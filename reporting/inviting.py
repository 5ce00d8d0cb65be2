"""Inviting: a person, their role in a place, and a link with a code that only they should have."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models import audit_event, invitation, kampung, membership, person, region
from models.database import Transaction
from models.invitation import Invitation
from models.membership import Membership
from models.person import Person
from models.scope import Scope
from reporting.access import (
    ADMINISTRATOR,
    DPPKB,
    KADER,
    KOORDINATOR,
    KURATOR,
    OFFICERS,
    OPD,
    ROLES,
    TPK,
    VIEWER,
    scope_of,
)
from reporting.ids import Ids
from reporting.phones import international
from reporting.preferences import preferences
from reporting.privacy import holds_nik
from reporting.responsible import reassign
from reporting.texts import Texts

VALID = timedelta(days=14)
PREFIX = "i_"  # of the payload of an invitation's link
OF_KAMPUNG = (*OFFICERS, KADER, TPK)  # held for a kampung, where a single village is named
LEVELS = {DPPKB: ("regency",), OPD: ("province", "regency"), KOORDINATOR: ("province", "regency", "district")}
NATIONAL = (ADMINISTRATOR, KURATOR, VIEWER)  # may be held for the whole country
COUNTRY = ("id", "indonesia")


class InviteError(Exception):
    """The order can't be carried out; `field` is what is wrong with it: role, area, name or phone."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is to be invited to what. `area_code` is a region's; with `kampung_id` the role is for that kampung alone.
    `phone` is compared with the contact that the person shares; "" when it is not known. A cadre may be of one poktan
    of the kampung, a contact person speaks for an `agency`; `since` None is now, `until` None has no end."""

    role: str
    area_code: str
    name: str = ""
    phone: str = ""
    address: str = ""
    kampung_id: int | None = None
    poktan_id: int | None = None
    agency: str = ""
    since: datetime | None = None
    until: datetime | None = None


def check(tx: Transaction, guest: Guest) -> Guest:
    """The order with its phone in one spelling, and with the kampung of a village. Raises InviteError."""
    if guest.role not in ROLES:
        raise InviteError("role", f"{guest.role!r} is not a role; one of {', '.join(ROLES)}")
    is_country = guest.area_code.lower() in COUNTRY and guest.role in NATIONAL
    found = None if is_country else region.get(tx, guest.area_code)
    if found is None and not is_country:
        raise InviteError("area", f"{guest.area_code!r} is not a region code; `kabar region find NAME` tells it")
    if found is not None and found.level not in LEVELS.get(guest.role, (found.level,)):
        levels = " or ".join(LEVELS[guest.role])
        raise InviteError("area", f"{guest.role} is held for a {levels}, and {found.code} is a {found.level}")
    if holds_nik(guest.name):
        raise InviteError("name", "a name holds no identity number (NIK); Kabar stores none")
    try:
        phone = international(guest.phone) if guest.phone else ""
    except ValueError as error:
        raise InviteError("phone", str(error)) from None
    code = found.code if found else ""
    guest = replace(guest, area_code=code, phone=phone, name=" ".join(guest.name.split()))
    if found and guest.role in OF_KAMPUNG and found.level == "village" and guest.kampung_id is None:
        own = kampung.in_scope(tx, Scope(areas=(found.code,)))
        return replace(guest, kampung_id=own[0].id if own else None)
    return guest


def invite(tx: Transaction, ids: Ids, invited_by: int | None, guest: Guest) -> Invitation:
    """Makes the person (or finds who has that phone), the membership, and an invitation. Raises InviteError."""
    guest = check(tx, guest)
    who = _person(tx, guest)
    grant(tx, invited_by, who, guest)
    return write(tx, ids, invited_by, who, guest)


def propose(tx: Transaction, ids: Ids, invited_by: int, guest: Guest) -> Invitation:
    """An invitation that somebody else has to approve first; until then it gives nothing. Raises InviteError."""
    guest = check(tx, guest)
    row = write(tx, ids, invited_by, _person(tx, guest), guest)
    row.needs_approval = True
    tx.add(row)
    return row


def approve(tx: Transaction, by: int, row: Invitation) -> bool:
    """Makes a proposed invitation good, and gives its role. False when somebody was quicker."""
    if row.id is None or not invitation.approve(tx, row.id, by):
        return False
    tx.refresh(row)
    grant(tx, by, person.get(tx, row.person_id), guest_of(row))
    audit_event.log(tx, by, "invitation.approved", "invitation", row.id)
    return True


def withdraw(tx: Transaction, by: int | None, row: Invitation) -> bool:
    """Makes it void; the role that came with it ends. False when it is used or withdrawn already."""
    if row.id is None or not invitation.withdraw(tx, row.id):
        return False
    tx.refresh(row)
    held = membership.held(tx, row.person_id, row.role or "", row.area_code or "", row.kampung_id, tx.now)
    if held is not None and person.get(tx, row.person_id).telegram_user_id is None:
        held.until, held.because = tx.now, "withdrawn"
        tx.add(held)
        reassign(tx, scope_of(held), tx.now)
    audit_event.log(tx, by, "invitation.withdrawn", "invitation", row.id)
    return True


def renew(tx: Transaction, ids: Ids, by: int, row: Invitation) -> Invitation | None:
    """A new link and code for another 14 days; the old ones are void. None when it is used or withdrawn already."""
    if row.id is None or not invitation.withdraw(tx, row.id):
        return None
    new = write(tx, ids, by, person.get(tx, row.person_id), guest_of(row))
    new.needs_approval, new.approved_at, new.approved_by = row.needs_approval, row.approved_at, row.approved_by
    tx.add(new)
    tx.flush()
    return new


def guest_of(row: Invitation) -> Guest:
    """What the invitation is to."""
    guest = Guest(row.role or "", row.area_code or "", kampung_id=row.kampung_id, poktan_id=row.poktan_id)
    return replace(guest, agency=row.agency or "")


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
            poktan_id=guest.poktan_id,
            agency=guest.agency or None,
            since=guest.since or tx.now,
            until=guest.until,
        )
    )
    if guest.area_code and not preferences(who).has_own_zone:
        who.zone = region.zone(guest.area_code)  # the clock follows the place, until the person sets it
        tx.add(who)
    audit_event.log(tx, by, "membership.granted", "person", person_id, role=guest.role, area=guest.area_code)
    return True


def write(tx: Transaction, ids: Ids, invited_by: int | None, who: Person, guest: Guest | None = None) -> Invitation:
    """A fresh invitation for the person, good for 14 days and for one Telegram account; `guest` says to what."""
    if who.telegram_user_id is not None:
        raise InviteError("phone", f"{who.name or 'this person'} is registered already and needs no invitation")
    row = Invitation(
        token=ids.token(),
        code=_fresh_code(tx, ids),
        person_id=_id(who),
        invited_by=invited_by,
        created_at=tx.now,
        expires_at=tx.now + VALID,
        role=guest.role if guest else None,
        area_code=guest.area_code if guest else None,
        kampung_id=guest.kampung_id if guest else None,
        poktan_id=guest.poktan_id if guest else None,
        agency=(guest.agency or None) if guest else None,
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
        zone=region.zone(guest.area_code) if guest.area_code else "Asia/Jakarta",
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
