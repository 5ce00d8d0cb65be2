"""Moved: where a report stood before it was put where it is, as every page about it says."""

from __future__ import annotations

from typing import Any

from models import kampung, report_move
from models.database import Transaction
from reporting.notices import called


def moved(tx: Transaction, number: str) -> tuple[dict[str, Any], ...]:
    """The moves of the report with that number, the first one first: who, at (ISO), left [kampung, period], reason."""
    return tuple(
        {
            "who": called(tx, move.person_id),
            "at": move.created_at.isoformat(),
            "left": [kampung.get(tx, move.from_kampung_id).name, move.from_period],
            "reason": move.reason,
        }
        for move in report_move.of_report(tx, number)
    )
