"""Responsible: who answers for the report of a form from a kampung. Its officer; where there is none the Pokja or the
PPKBD; where there is nobody at all, the nearest coordinator (Perban BKKBN 20/2023: who the OPD KB names)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from models import kampung, membership, obligation
from models.database import Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.scope import Scope
from reporting.access import FILERS, LEADS, Actor
from reporting.programme import filing


def responsible(tx: Transaction, form_id: str, kampung_id: int, at: datetime) -> int | None:
    """Id of the one person whose task the report is at that moment; None where nobody holds any role above."""
    return Responsible(tx, at).of(form_id, kampung_id, kampung.get(tx, kampung_id).village_code)


def may_file(tx: Transaction, actor: Actor, form_id: str, place: Kampung) -> bool:
    """Whether the actor may file the form for the kampung: by a role of theirs, or as a coordinator while nobody else
    is there to do it."""
    number = place.id or 0
    if actor.scope(*filing(form_id).roles).includes(place.village_code, number):
        return True
    is_theirs = actor.scope(*LEADS).includes(place.village_code, number)
    return is_theirs and Responsible(tx, tx.now).officer(form_id, number, place.village_code) is None


def filing_scope(tx: Transaction, actor: Actor, form_id: str) -> Scope:
    """Where the actor may file the form."""
    own = actor.scope(*filing(form_id).roles)
    if own.areas or not actor.has(*LEADS):
        return own
    people = Responsible(tx, tx.now)
    places = kampung.in_scope(tx, actor.scope(*LEADS))
    left = [one.id or 0 for one in places if people.officer(form_id, one.id or 0, one.village_code) is None]
    return Scope(kampung_ids=(*own.kampung_ids, *left))


def reassign(tx: Transaction, scope: Scope, at: datetime) -> None:
    """Gives what is still owed in the scope to whoever is responsible now."""
    owed = obligation.still_waiting(tx, scope, at)
    people = Responsible(tx, at) if owed else None
    for row in owed:
        found = people.officer(row.form_id, row.kampung_id, row.area_code) if people else None
        if found != row.person_id:
            row.person_id = found
            tx.add(row)
    tx.flush()


class Responsible:
    """The same for many kampung: memberships are read once."""

    def __init__(self, tx: Transaction, at: datetime) -> None:
        held = membership.holders(tx, FILERS, at)
        self._roles = {role: Officers([m for m in held if m.role == role]) for role in FILERS}
        self._leads = Officers([m for m in held if m.role in LEADS])

    def of(self, form_id: str, kampung_id: int, village_code: str) -> int | None:
        """Who files the form there, or else the nearest coordinator."""
        found = self.officer(form_id, kampung_id, village_code)
        return found if found is not None else self._leads.of(kampung_id, village_code)

    def officer(self, form_id: str, kampung_id: int, village_code: str) -> int | None:
        """Who files the form there by their role, the first role first. None where nobody does: what is owed stands
        with nobody then, and coordinators read that there is no officer yet."""
        found = (self._roles[role].of(kampung_id, village_code) for role in filing(form_id).roles)
        return next((one for one in found if one is not None), None)


class Officers:
    """Who holds a role for a kampung: its own officer, or else the nearest above it; whoever stands in for them first,
    then who came first."""

    def __init__(self, holders: Sequence[Membership]) -> None:
        last_first = sorted(holders, key=lambda m: (m.stands_in_for is None, m.id or 0), reverse=True)
        self._own = {m.kampung_id: m.person_id for m in last_first if m.kampung_id is not None}
        self._areas = {m.area_code: m.person_id for m in last_first if m.kampung_id is None}

    def of(self, kampung_id: int, village_code: str) -> int | None:
        """The person's id, None where nobody is responsible."""
        own = self._own.get(kampung_id)
        return (
            own
            if own is not None
            else next((self._areas[code] for code in _upwards(village_code) if code in self._areas), None)
        )


def _upwards(code: str) -> Iterable[str]:
    """13.72.01.1004, 13.72.01, 13.72, 13, ""."""
    while code:
        yield code
        code = code.rpartition(".")[0]
    yield ""
