"""Purposes: what the answers of a form are for, on what ground, and how long they stay."""

from __future__ import annotations

from forms.mandate import Mandate, of_xform
from models import draft, form_version, submission
from models.database import Transaction


def purpose_of(tx: Transaction, form_id: str) -> Mandate | None:
    """What the live version of the form says; None for a form without one."""
    row = form_version.live(tx, form_id)
    return of_xform(row.xform) if row is not None else None


def purposes_of(tx: Transaction, person_id: int) -> list[tuple[str, Mandate]]:
    """The same of each form that the person has filed or begun, the one filed last first."""
    filed = [row.form_id for row in reversed(submission.all_by(tx, person_id))]
    begun = [row.form_id for row in draft.open_of(tx, person_id)]
    found = ((form_id, purpose_of(tx, form_id)) for form_id in dict.fromkeys((*begun, *filed)))
    return [(form_id, one) for form_id, one in found if one is not None and one.purpose]
