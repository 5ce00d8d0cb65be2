"""Joint plans and people: whose a plan is, who may report on it, and the list that a follow-up chooses from."""

from __future__ import annotations

from models.database import Transaction
from models.kampung import Kampung
from models.scope import Scope
from reporting import due, programme_told
from reporting.access import OPD, OVERSEERS, Actor, Grant
from reporting.programme import filing
from reporting.programme_told import FOLLOW_UP, Plan
from reporting.refusals import Refusal

PROVINCE, REGENCY = 2, 5  # letters of their codes


def own(tx: Transaction, actor: Actor) -> list[Plan]:
    """The plans that an agency the actor speaks for is in charge of, from the meetings of its area."""
    found = programme_told.meetings(tx, actor.scope(OPD), due.today(tx.now, actor.zone))
    return [one for one in programme_told.plans(found) if _is_own(actor, one)]


def find(tx: Transaction, actor: Actor, name: str) -> Plan:
    """The plan of that name, if the actor oversees its meeting's place or speaks for its agency. Raises
    Refusal("not_found")."""
    number, overseen = name.rpartition(".")[0], actor.scope(*OVERSEERS)
    if number:
        scope = actor.scope(*OVERSEERS, OPD)
        found = programme_told.meetings(tx, scope, due.today(tx.now, actor.zone), number)
        for plan in programme_told.plans(found):
            if plan.id == name and (overseen.includes(plan.village, plan.kampung_id) or _is_own(actor, plan)):
                return plan
    raise Refusal("not_found")


def may_follow(actor: Actor, plan: Plan) -> bool:
    """Whether the actor may report on it: its agency's contact, or who coordinates there."""
    leads = [role for role in filing(FOLLOW_UP).roles if role != OPD]
    return actor.scope(*leads).includes(plan.village, plan.kampung_id) or _is_own(actor, plan)


def choices(tx: Transaction, actor: Actor, here: Kampung) -> list[dict[str, str]]:
    """The open plans that the actor may report on, of the kampung's regency and of its province's own meetings: rows
    with `name` and `label`."""
    scope = actor.scope(*filing(FOLLOW_UP).roles)
    found = programme_told.meetings(tx, scope, due.today(tx.now, actor.zone))
    return [
        {"name": plan.id, "label": plan.activity}
        for plan in programme_told.plans(found)
        if plan.is_open and may_follow(actor, plan) and _concerns(plan, here.village_code)
    ]


def _concerns(plan: Plan, village: str) -> bool:
    whole = PROVINCE if len(plan.area) == PROVINCE else REGENCY
    return plan.village[:whole] == village[:whole]


def _is_own(actor: Actor, plan: Plan) -> bool:
    return any(
        grant.role == OPD and grant.agency == plan.agency and _scope(grant).includes(plan.village, plan.kampung_id)
        for grant in actor.grants
    )


def _scope(grant: Grant) -> Scope:
    return Scope((grant.area_code,)) if grant.kampung_id is None else Scope(kampung_ids=(grant.kampung_id,))
