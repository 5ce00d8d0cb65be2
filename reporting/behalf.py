"""On whose behalf: a report that somebody filled in on paper and an officer or coordinator copied."""

from __future__ import annotations

from typing import Any

from models import person
from models.database import Transaction
from models.draft import Draft
from models.submission import Submission
from reporting.access import ADMINISTRATOR, DPPKB, KADER, KOORDINATOR, PLKB, POKJA, PPKBD, TPK

COPIERS = (PLKB, KOORDINATOR, DPPKB, ADMINISTRATOR)  # may copy what others wrote
WRITERS = (POKJA, PPKBD, KADER, TPK, PLKB)  # who reports on paper: the role is said where the person has no account


def behalf(tx: Transaction, row: Submission | Draft) -> dict[str, str] | None:
    """{"who", "role", "on"} as texts read it: who is "" where only a role is known, on is ISO; None for no paper."""
    if row.paper_on is None:
        return None
    found = person.get(tx, row.behalf_id) if row.behalf_id is not None else None
    who = (found.address or found.name) if found else ""
    return {"who": who, "role": row.behalf_role or "", "on": row.paper_on.isoformat()}


def of_paper(row: Submission | Draft) -> dict[str, Any]:
    """The columns that say whose paper it was, for what follows from this one."""
    return {"behalf_id": row.behalf_id, "behalf_role": row.behalf_role, "paper_on": row.paper_on}
