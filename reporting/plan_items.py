"""Plan items: what the agencies agreed to do in their meetings, under names that survive corrections."""

from __future__ import annotations

from dataclasses import dataclass

from models import kampung
from models.database import Transaction
from models.scope import Scope
from reporting import programme_told
from reporting.programme_told import Plan


@dataclass(frozen=True, slots=True)
class Item:
    """`key` is plan:KB-7F3A9.2, the second plan of the meeting reported under that number; `agency` is in charge."""

    key: str
    activity: str
    agency: str
    kampung_id: int
    area_code: str
    zone: str
    is_open: bool


def items(tx: Transaction, scope: Scope) -> list[Item]:
    """The plans of all meetings in the scope, the oldest meeting first."""
    plans = programme_told.plans(programme_told.meetings(tx, scope, tx.now.date()))
    found = [
        Item(
            key=unit_of(plan),
            activity=plan.activity,
            agency=plan.agency,
            kampung_id=plan.kampung_id,
            area_code=plan.village,
            zone=kampung.get(tx, plan.kampung_id).zone,
            is_open=plan.is_open,
        )
        for plan in plans
    ]
    return sorted(found, key=lambda one: one.key)


def unit_of(plan: Plan) -> str:
    """The plan as what owes a report."""
    return f"plan:{plan.id}"
