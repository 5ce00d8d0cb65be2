"""Bounds: a cadre bound to one group, and a contact bound to one agency, report for that alone.

What a cadre of one group begins is that group's report, with its kind and name filled in; what the contact of an
agency sends bears its name. Reports for another group or another agency's plan do not exist for them.
"""

from __future__ import annotations

from models.database import Transaction
from models.kampung import Kampung
from models.poktan import FIVE, Poktan
from models.scope import Scope
from reporting import plan_items
from reporting.access import KADER, OPD, Actor
from reporting.programme import filing

POKTAN_BULANAN = "poktan_bulanan"


def group_of(tx: Transaction, actor: Actor, here: Kampung) -> Poktan | None:
    """The one group of the kampung that the actor reports for; None for whoever may report for more."""
    bound = _bound(actor, here)
    found = tx.get(Poktan, bound[0]) if len(bound) == 1 else None
    return found if found is not None and found.kampung_id == here.id and found.kind in FIVE else None


def _bound(actor: Actor, here: Kampung) -> list[int]:
    """The groups of the kampung that the actor is bound to; none for whoever also reports for all of it."""
    grants = [one for one in actor.grants if one.role in filing(POKTAN_BULANAN).roles]
    own = [one for one in grants if one.role == KADER and one.poktan_id and one.kampung_id == here.id]
    if any(_covers(one.area_code, one.kampung_id, here) for one in grants if one not in own):
        return []
    return [one.poktan_id for one in own if one.poktan_id]


def _covers(area_code: str, kampung_id: int | None, here: Kampung) -> bool:
    """Whether a role there holds for the kampung."""
    if kampung_id is not None:
        return kampung_id == here.id
    return area_code in ("", here.village_code) or here.village_code.startswith(f"{area_code}.")


def agency_of(actor: Actor, here: Kampung) -> str:
    """The agency that a contact person speaks for there; "" for whoever is none, or speaks for several."""
    held = [one for one in actor.grants if one.role == OPD and _covers(one.area_code, one.kampung_id, here)]
    found = {one.agency for one in held}
    return found.pop() if len(found) == 1 else ""


def account(actor: Actor, here: Kampung) -> dict[str, str]:
    """What forms take of it, by question name."""
    agency = agency_of(actor, here)
    return {"instansi_opd": agency} if agency else {}


def allows(tx: Transaction, actor: Actor, here: Kampung, unit: str) -> bool:
    """Whether the actor may report for that group or plan item (`obligation.unit`); "" is the kampung itself."""
    kind, _, key = unit.partition(":")
    if kind == "poktan":
        bound = _bound(actor, here)
        return not bound or key in {str(one) for one in bound}
    agency = agency_of(actor, here) if kind == "plan" else ""
    return not agency or any(
        one.key == unit and one.agency == agency for one in plan_items.items(tx, Scope((here.village_code,)))
    )
