"""Carrying out what a list of people changes: persons, roles and invitations in a few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models import audit_event, bulk, invitation, person
from models.database import Transaction
from models.invitation import Invitation
from models.membership import Membership
from models.person import Person
from reporting.ids import Ids
from reporting.imports.people_plan import Change
from reporting.inviting import VALID
from reporting.preferences import preferences
from reporting.staffing import Staffing


def carry_out(tx: Transaction, ids: Ids, staffing: Staffing, changes: Sequence[Change]) -> dict[int, Invitation]:
    """Stores the changes; each leaves its line in the audit trail. Returns the open invitation of every row whose
    person has no Telegram account yet, by the row's number."""
    people = _people(tx, changes)
    given = [one for one in changes if one.what in ("new", "role_added")]
    bulk.add(tx, Membership, [_membership(people[one.order.phone], one) for one in given])
    for one in given:
        if one.known is not None and not preferences(one.known).has_own_zone:
            one.known.zone = one.zone  # the clock follows the place, until the person sets it
            tx.add(one.known)
    _note(tx, "membership.granted", people, given)
    _end(tx, staffing, people, [one for one in changes if one.what == "ended"])
    guests = [one for one in changes if one.known is None or one.known.telegram_user_id is None]
    first = {people[one.order.phone]: one for one in reversed(guests)}
    invited = _invitations(tx, ids, dict(reversed(first.items())))
    return {one.row: invited[people[one.order.phone]] for one in guests}


def _end(tx: Transaction, staffing: Staffing, people: Mapping[str, int], changes: Sequence[Change]) -> None:
    """What is over ends as by `people end`: what is owed goes to whoever is responsible now, drafts follow, and whoever
    has no role left is out. What ends later only gets its day: the clock gives on what is owed then."""
    over = [one for one in changes if one.until is not None and one.until <= tx.now]
    staffing.end(tx, None, [one.held for one in over if one.held is not None], "left")
    for one in (one for one in changes if one.held is not None):
        assert one.held is not None
        one.held.until, one.held.because = one.until, "left"  # the day that the list says, also where it is long over
        tx.add(one.held)
    _note(tx, "membership.until", people, [one for one in changes if one not in over])


def _people(tx: Transaction, changes: Sequence[Change]) -> dict[str, int]:
    """Ids by phone; whoever is not known yet is made, in the time zone of the place."""
    new = {one.order.phone: one for one in reversed(changes) if one.known is None}
    rows = [
        {"name": one.order.name, "address": one.order.address, "phone": phone, "zone": one.zone, "created_at": tx.now}
        for phone, one in new.items()
    ]
    bulk.add(tx, Person, rows[::-1])  # in the order of the list
    return person.numbers(tx, sorted({one.order.phone for one in changes}))


def _membership(person_id: int, one: Change) -> dict[str, Any]:
    return {"person_id": person_id, "since": one.since, "until": one.until, **_place(one)}


def _place(one: Change) -> dict[str, Any]:
    """What a role and the invitation to it are bound to."""
    role, area, kampung_id, poktan_id, agency = one.place
    place = {"role": role, "area_code": area, "kampung_id": kampung_id, "poktan_id": poktan_id}
    return place | {"agency": agency or None}


def _note(tx: Transaction, action: str, people: Mapping[str, int], changes: Sequence[Change]) -> None:
    rows = [(people[one.order.phone], {"role": one.order.role, "area": one.order.area}) for one in changes]
    audit_event.log_many(tx, None, action, "person", rows)


def _invitations(tx: Transaction, ids: Ids, guests: Mapping[int, Change]) -> dict[int, Invitation]:
    """The open invitation of each, by person, made where there is none. Of codes that can be used at one time no two
    are the same."""
    there = invitation.all_open(tx)
    taken, known = {row.code for row in there}, {row.person_id for row in there}
    made = []
    for number, one in ((number, one) for number, one in guests.items() if number not in known):
        while (code := ids.code()) in taken:
            pass
        taken.add(code)
        made.append((number, {"token": ids.token(), "code": code, "person_id": number, **_place(one)}))
    times = {"created_at": tx.now, "expires_at": tx.now + VALID}
    bulk.add(tx, Invitation, [row | times for _, row in made])
    found = {row.person_id: row for row in invitation.all_open(tx)}
    audit_event.log_many(
        tx, None, "invitation.made", "invitation", [(found[number].id or 0, None) for number, _ in made]
    )
    return found
