"""Ranks: who may invite whom, and who has to say yes to it."""

from __future__ import annotations

from models import membership
from models.database import Transaction
from reporting.access import (
    ADMINISTRATOR,
    DPPKB,
    KADER,
    KOORDINATOR,
    KURATOR,
    LEADS,
    OPD,
    PLKB,
    POKJA,
    PPKBD,
    TPK,
    VIEWER,
    Actor,
    Grant,
)
from reporting.inviting import Guest

INVITERS = (*LEADS, ADMINISTRATOR)
VOLUNTEERS = (POKJA, PPKBD, KADER, TPK)
FIELD = (PLKB, *VOLUNTEERS)
# In chat; administrators are made at the server alone.
INVITED = (*FIELD, KOORDINATOR, DPPKB, OPD, VIEWER, KURATOR)
REGENCY = 1  # dots in the code of a regency


def invited_by(actor: Actor) -> tuple[str, ...]:
    """The roles that the actor may invite people to, somewhere."""
    allowed = {role for grant in actor.grants for role in _of(grant)}
    return tuple(role for role in INVITED if role in allowed)


def may_invite(actor: Actor, role: str, area: str, kampung_id: int | None = None) -> bool:
    """Whether the role in that place lies within the actor's own, and below it where it leads others."""
    return any(_covers(grant, role, area, kampung_id) for grant in actor.grants)


def approver(tx: Transaction, actor: Actor, guest: Guest) -> int | None:
    """Who has to approve: coordinators of a district propose officers to whoever leads the regency or stands above it.
    None where nobody has to, or nobody is there to do it."""
    if guest.role != PLKB or any(_is_high(one) for one in actor.grants if _covers(one, PLKB, guest.area_code, None)):
        return None
    regency = ".".join(guest.area_code.split(".")[: REGENCY + 1])
    found = membership.people_with_role(tx, (*LEADS, ADMINISTRATOR), regency, tx.now)
    return next((one for one in found if one != actor.person_id), None)


def _of(grant: Grant) -> tuple[str, ...]:
    depth = _depth(grant.area_code)
    match grant.role:
        case _ if grant.kampung_id is not None:
            return ()
        case "administrator":
            return INVITED
        case "dppkb":
            return (*FIELD, KOORDINATOR, OPD, VIEWER)
        case "koordinator" if depth < REGENCY:
            return (*FIELD, KOORDINATOR, DPPKB, OPD, VIEWER)
        case "koordinator" if depth == REGENCY:
            return (*FIELD, KOORDINATOR, OPD, VIEWER)
        case "koordinator":
            return FIELD
        case _:
            return ()


def _covers(grant: Grant, role: str, area: str, kampung_id: int | None) -> bool:
    own = grant.area_code
    is_inside = own in ("", area) or area.startswith(own + ".")
    is_below = role not in LEADS or grant.role == ADMINISTRATOR or _depth(area) > _depth(own)
    return role in _of(grant) and is_inside and is_below


def _is_high(grant: Grant) -> bool:
    return grant.role != KOORDINATOR or _depth(grant.area_code) <= REGENCY


def _depth(area: str) -> int:
    """-1 for the whole country, 0 a province, 1 a regency, 2 a district, 3 a village."""
    return area.count(".") if area else -1
