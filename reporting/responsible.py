"""Responsible: who answers for a report. Of a kampung its officer; where there is none the Pokja or the PPKBD; where
there is nobody at all, the nearest coordinator (Perban BKKBN 20/2023: who the OPD KB names). Of a group the cadre bound
to it, of a family who visited it last, of a plan the agency's contact, of a region its coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

from models import kampung, membership, obligation
from models.database import Transaction
from models.family import Family
from models.kampung import Kampung
from models.membership import Membership
from models.scope import Scope
from reporting import plan_items
from reporting.access import FILERS, LEADS, OPD, Actor
from reporting.filings import areas_of, is_inside, narrowed
from reporting.programme import filing

OF_VILLAGES = ("kampung", "poktan")  # units that a village answers for
EVERYWHERE = Scope(("",))  # whoever is responsible is looked for by nobody in particular


def responsible(tx: Transaction, form_id: str, kampung_id: int, at: datetime) -> int | None:
    """Id of the one person whose task the report is at that moment; None where nobody holds any role above."""
    return Responsible(tx, at).of(form_id, kampung_id, kampung.get(tx, kampung_id).village_code)


def may_file(tx: Transaction, actor: Actor, form_id: str, place: Kampung) -> bool:
    """Whether the actor may file the form for the kampung, while it is active: by a role of theirs, or as a coordinator
    while nobody else is there to do it."""
    number = place.id or 0
    if not place.is_active or not is_inside(place.village_code, areas_of(tx, form_id)):
        return False
    if actor.scope(*filing(form_id).roles).includes(place.village_code, number):
        return True
    is_theirs = actor.scope(*LEADS).includes(place.village_code, number)
    return is_theirs and Responsible(tx, tx.now).officer(form_id, number, place.village_code) is None


def filing_scope(tx: Transaction, actor: Actor, form_id: str) -> Scope:
    """Where the actor may file the form."""
    own = narrowed(tx, actor.scope(*filing(form_id).roles), form_id)
    if own.areas or not actor.has(*LEADS):
        return own
    people = Responsible(tx, tx.now)
    places = kampung.in_scope(tx, narrowed(tx, actor.scope(*LEADS), form_id))
    left = [one.id or 0 for one in places if people.officer(form_id, one.id or 0, one.village_code) is None]
    return Scope(kampung_ids=(*own.kampung_ids, *left))


def reassign(tx: Transaction, scope: Scope, at: datetime) -> None:
    """Gives what is still owed in the scope to whoever is responsible now."""
    owed = obligation.still_waiting(tx, scope, at)
    people = Responsible(tx, at) if owed else None
    for row in owed:
        if people is not None:
            obligation.give(tx, row, people.owing(row.form_id, row.unit, row.kampung_id, row.area_code))
    tx.flush()


class Responsible:
    """The same for many: memberships are read once, when the first is asked for."""

    def __init__(self, tx: Transaction, at: datetime) -> None:
        self._tx = tx
        self._at = at

    def of(self, form_id: str, kampung_id: int, village_code: str) -> int | None:
        """Who files the form there, or else the nearest coordinator."""
        found = self.officer(form_id, kampung_id, village_code)
        return found if found is not None else self._leads.of(kampung_id, village_code)

    def officer(self, form_id: str, kampung_id: int, village_code: str) -> int | None:
        """Who files the form there by their role, the first role first. None where nobody does: what is owed stands
        with nobody then, and coordinators read that there is no officer yet."""
        found = (self._roles[role].of(kampung_id, village_code) for role in filing(form_id).roles)
        return next((one for one in found if one is not None), None)

    def owing(self, form_id: str, key: str, kampung_id: int | None, area_code: str) -> int | None:
        """Who answers for what a unit owes: where nobody holds a role that files it, a village's reports are left to
        the coordinator of its district or regency. Who is further away has whole provinces to look after."""
        found = self.for_unit(form_id, key, kampung_id, area_code)
        if found is None and key.partition(":")[0] in OF_VILLAGES:
            return self._near.of(kampung_id or 0, area_code)
        return found

    def for_unit(self, form_id: str, key: str, kampung_id: int | None, area_code: str) -> int | None:
        """Whose task the report of a unit (`obligation.unit`) is; None where nobody holds a role that files it."""
        kind, _, number = key.partition(":")
        match kind:
            case "officer":
                return int(number) if int(number) in self._people else None
            case "poktan":
                bound = self._bound.get(int(number))
                if bound is not None:
                    return bound
            case "family":
                visitor = self._visitor(form_id, int(number), kampung_id or 0, area_code)
                if visitor is not None:
                    return visitor
            case "plan":
                contact = self._contact(key, kampung_id or 0, area_code)
                if contact is not None:
                    return contact
        return self.officer(form_id, kampung_id or 0, area_code)

    @cached_property
    def _held(self) -> list[Membership]:
        return list(membership.holders(self._tx, FILERS, self._at))

    @cached_property
    def _people(self) -> set[int]:
        return {one.person_id for one in self._held}

    @cached_property
    def _roles(self) -> dict[str, Officers]:
        """Who is bound to one group, or speaks for one agency, answers for nothing else."""
        free = [one for one in self._held if one.poktan_id is None and (one.role != OPD or not one.agency)]
        return {role: Officers([one for one in free if one.role == role]) for role in FILERS}

    @cached_property
    def _leads(self) -> Officers:
        return Officers([one for one in self._held if one.role in LEADS])

    @cached_property
    def _near(self) -> Officers:
        leads = (one for one in self._held if one.role in LEADS and one.kampung_id is None)
        return Officers([one for one in leads if len(one.area_code) >= membership.REGENCY])

    @cached_property
    def _bound(self) -> dict[int, int]:
        """The cadre of each group that has one of its own; the one who came first."""
        return {one.poktan_id: one.person_id for one in reversed(self._held) if one.poktan_id is not None}

    @cached_property
    def _agencies(self) -> dict[str, str]:
        """The agency in charge of each plan item."""
        return {one.key: one.agency for one in plan_items.items(self._tx, EVERYWHERE)}

    def _visitor(self, form_id: str, family_id: int, kampung_id: int, area_code: str) -> int | None:
        """Who visited the family last, if they still may."""
        row = self._tx.get(Family, family_id)
        may = [one for one in self._held if one.role in filing(form_id).roles]
        here = Officers([one for one in may if row is not None and one.person_id == row.person_id])
        return here.of(kampung_id, area_code)

    def _contact(self, key: str, kampung_id: int, area_code: str) -> int | None:
        agency = self._agencies.get(key, "")
        return Officers([one for one in self._held if one.role == OPD and one.agency == agency]).of(
            kampung_id, area_code
        )


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
