"""The roster: who serves where, as an administrator at the server looks people up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models import chat as chats
from models import kampung, membership, person, region
from models.database import Transaction
from models.membership import Membership
from models.person import Person
from models.scope import Scope
from reporting.access import ROLES, scope_of
from reporting.inputs import whole
from reporting.phones import international
from reporting.preferences import preferences


class RosterError(Exception):
    """What was asked for can't be found, or not be done; one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One role of one person. `state`: "invited", "active", "unreachable" (blocked Kabar), "on leave until DAY", or
    "stands in until DAY"."""

    person_id: int
    name: str
    phone: str
    role: str
    place: str
    since: str
    state: str


def lines(tx: Transaction, area: str = "", role: str = "") -> Iterator[Line]:
    """The roles in force in the area (all without one), by person. Raises RosterError."""
    _check(tx, area, role)
    for row in membership.in_scope(tx, Scope(areas=(area,)), tx.now):
        if role in ("", row.role):
            who = person.get(tx, row.person_id)
            since = f"{row.since:%Y-%m-%d}"
            yield Line(row.person_id, who.name, who.phone, row.role, place(tx, row), since, state(tx, who, row))


def state(tx: Transaction, who: Person, row: Membership) -> str:
    """How the person stands, as `Line` says it."""
    chosen = preferences(who)
    chat = chats.find_of(tx, who.id or 0)
    if who.telegram_user_id is None:
        return "invited"
    if who.unreachable_at is not None or (chat is not None and chat.blocked_at is not None):
        return "unreachable"
    if row.stands_in_for is not None and row.until is not None:
        return f"stands in until {row.until:%Y-%m-%d}"
    return f"on leave until {chosen.away_until}" if chosen.is_away(tx.now.date()) else "active"


def place(tx: Transaction, row: Membership, kampung_id: int | None = None) -> str:
    """ "13.72 Kota Solok", or "13.72.01.1004 Payo Sejahtera" for one kampung."""
    number = kampung_id or row.kampung_id
    if number is not None:
        one = kampung.get(tx, number)
        return f"{one.village_code} {one.name}"
    found = region.get(tx, row.area_code)
    return f"{row.area_code} {found.name}" if found else "Indonesia"


def who(tx: Transaction, said: str) -> Person:
    """The person with that phone number, or with that number in the list. Raises RosterError."""
    found: Person | None = None
    if len(said) < 7 and (number := whole(said)) is not None:
        found = tx.get(Person, number)
    else:
        try:
            found = person.by_phone(tx, international(said))
        except ValueError as error:
            raise RosterError(f"{said!r}: {error}") from None
    if found is None:
        raise RosterError(f"nobody has {said!r}; `kabar people list` tells numbers")
    return found


def held(tx: Transaction, someone: Person, role: str = "", area: str = "") -> Sequence[Membership]:
    """The person's roles in force, of that kind and within that area. Raises RosterError when there are none."""
    _check(tx, area, role)
    inside = {row.id for row in membership.in_scope(tx, Scope(areas=(area,)), tx.now)}
    rows = membership.in_force(tx, someone.id or 0, tx.now)
    found = [row for row in rows if role in ("", row.role) and row.id in inside]
    if not found:
        raise RosterError(f"{someone.name} holds no such role")
    return found


def to_move(
    tx: Transaction, giver: Person, heir: Person, role: str, area: str, kampung_id: int
) -> tuple[Membership, int | None]:
    """The membership to move, and the kampung where only that one of its area goes. Raises RosterError."""
    if giver.id == heir.id:
        raise RosterError("giver and receiver are the same person")
    if not membership.in_force(tx, heir.id or 0, tx.now):
        raise RosterError(f"{heir.name} has no role; invite them first")
    rows = [row for row in held(tx, giver, role) if row.stands_in_for is None]
    if kampung_id:
        return _with_kampung(tx, giver, rows, kampung_id)
    rows = [row for row in rows if area in ("", row.area_code)]
    if len(rows) != 1:
        raise RosterError(f"{giver.name} holds {len(rows)} such roles; name one with --area or --kampung")
    return rows[0], None


def stand_in(tx: Transaction, away: Person, said: str) -> Person:
    """Who can stand in: somebody else with a role in force. Raises RosterError."""
    found = who(tx, said)
    if found.id == away.id or not membership.in_force(tx, found.id or 0, tx.now):
        raise RosterError(f"{found.name} can't stand in; it must be somebody else with a role")
    return found


def _with_kampung(
    tx: Transaction, giver: Person, rows: Sequence[Membership], kampung_id: int
) -> tuple[Membership, int | None]:
    for row in sorted(rows, key=lambda one: one.kampung_id is None):
        if kampung.one_in_scope(tx, scope_of(row), kampung_id) is not None:
            return row, None if row.kampung_id is not None else kampung_id
    raise RosterError(f"{giver.name} has no such kampung; `kabar kampung list` tells numbers")


def _check(tx: Transaction, area: str, role: str) -> None:
    if role and role not in ROLES:
        raise RosterError(f"{role!r} is not a role; one of {', '.join(ROLES)}")
    if area and region.get(tx, area) is None:
        raise RosterError(f"{area!r} is not a region code; `kabar region find NAME` tells it")
