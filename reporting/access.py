"""Who may do what: the one function from an actor to a scope. Default deny; not allowed looks like not existing."""

from __future__ import annotations

from dataclasses import dataclass

from models import membership, person
from models.database import Transaction
from models.membership import Membership
from models.person import Person
from models.scope import Scope
from reporting.inputs import Sender
from reporting.preferences import Preferences, preferences
from reporting.refusals import Refusal

PLKB = "plkb"  # PKB or PLKB, the field officer
POKJA = "pokja"  # chair or secretary of a Pokja Kampung KB
PPKBD = "ppkbd"
KADER = "kader"  # cadre of a poktan
TPK = "tpk"  # team that assists families
KOORDINATOR = "koordinator"  # of a district, regency or province: the level is that of the area
DPPKB = "dppkb"  # administrator of a regency's office for family planning
OPD = "opd"  # contact person of a partner agency
VIEWER = "viewer"
KURATOR = "kurator"  # writes articles
ADMINISTRATOR = "administrator"
ROLES = (PLKB, POKJA, PPKBD, KADER, TPK, KOORDINATOR, DPPKB, OPD, VIEWER, KURATOR, ADMINISTRATOR)
# Whose menu a person with several roles sees, until they choose another.
RANK = (KOORDINATOR, DPPKB, PLKB, POKJA, PPKBD, TPK, KADER, OPD, KURATOR, ADMINISTRATOR, VIEWER)

OFFICERS = (PLKB, POKJA, PPKBD)  # report on a whole kampung, the first first
LEADS = (KOORDINATOR, DPPKB)  # review what officers send, and answer cadres
REPORTERS = (*OFFICERS, KADER, TPK, OPD)  # report from the field
FILERS = (*REPORTERS, *LEADS)  # file some form or other
READERS = (*OFFICERS, *LEADS)  # read every report of their area, not their own alone
OVERSEERS = (*LEADS, VIEWER)  # read summaries


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one place: an area code, a single kampung, or one poktan of it. `agency` is whom a contact person
    speaks for."""

    role: str
    area_code: str
    kampung_id: int | None
    poktan_id: int | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A registered person with the roles in force now. Looked up anew for every update."""

    person_id: int
    name: str
    address: str
    language: str
    zone: str
    grants: tuple[Grant, ...]
    preferences: Preferences = Preferences()

    def has(self, *roles: str) -> bool:
        return any(grant.role in roles for grant in self.grants)

    def scope(self, *roles: str) -> Scope:
        """Where the actor holds one of these roles."""
        grants = [grant for grant in self.grants if grant.role in roles]
        return Scope(
            areas=tuple(grant.area_code for grant in grants if grant.kampung_id is None),
            kampung_ids=tuple(grant.kampung_id for grant in grants if grant.kampung_id is not None),
        )

    @property
    def main_role(self) -> str:
        """The role whose menu is shown."""
        return _main({grant.role for grant in self.grants}, self.preferences.role)

    @property
    def roles(self) -> tuple[str, ...]:
        """All roles held, in the order of menus."""
        return tuple(role for role in RANK if self.has(role))


def actor_of(tx: Transaction, sender: Sender) -> Actor:
    """The actor behind a sender. Raises Refusal("not_registered") for anyone without a role in force, and for whoever
    withdrew their consent."""
    row = person.by_telegram_user(tx, sender.user_id)
    actor = _actor(tx, row) if row else None
    if actor is None:
        raise Refusal("not_registered")
    return actor


def actor_by_id(tx: Transaction, person_id: int) -> Actor | None:
    """The person as an actor, or None without a role in force."""
    return _actor(tx, person.get(tx, person_id))


def _actor(tx: Transaction, row: Person) -> Actor | None:
    assert row.id is not None
    if row.withdrawn_at is not None:
        return None
    held = membership.in_force(tx, row.id, tx.now)
    grants = tuple(Grant(m.role, m.area_code, m.kampung_id, m.poktan_id, m.agency or "") for m in held)
    if not grants:
        return None
    return Actor(row.id, row.name, row.address or row.name, row.language, row.zone, grants, preferences(row))


def main_role(tx: Transaction, person_id: int) -> str:
    """The role whose menu and bar the person sees; "" for nobody."""
    held = {m.role for m in membership.in_force(tx, person_id, tx.now)}
    return _main(held, preferences(person.get(tx, person_id)).role)


def _main(held: set[str], wanted: str) -> str:
    """The one that the person chose, while they hold it; else the first."""
    return wanted if wanted in held else next((role for role in RANK if role in held), "")


def scope_of(row: Membership) -> Scope:
    """Where the membership holds."""
    return Scope(areas=(row.area_code,)) if row.kampung_id is None else Scope(kampung_ids=(row.kampung_id,))


def require(actor: Actor, *roles: str) -> Actor:
    """The actor, if one of the roles is held. Raises Refusal("not_allowed")."""
    if not actor.has(*roles):
        raise Refusal("not_allowed", role=roles[0])
    return actor
