"""What an officer owes, line by line, as every message about it says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from models import draft, form_version, kampung
from models.database import Transaction
from models.draft import Draft
from models.obligation import Obligation
from models.person import Person
from reporting import due, hosts, overseeing
from reporting.screens.reminders import Owed


def lines(tx: Transaction, rows: Sequence[Obligation], who: Person, at: datetime) -> list[Owed]:
    """What a message to the officer says of each report."""
    titles = form_version.titles(tx)
    begun = {(one.form_id, one.kampung_id, one.period): one for one in draft.open_of(tx, who.id or 0)}
    today = due.today(at, who.zone)
    return [
        _line(
            tx, row, titles.get(row.form_id, row.form_id), begun.get((row.form_id, row.kampung_id, row.period)), today
        )
        for row in rows
    ]


def begun_facts(tx: Transaction, row: Draft) -> dict[str, Any]:
    """What a message says of a draft: kampung, period, how many are answered and how many are left at most."""
    left = max(0, row.questions - row.answered) if row.questions else 0
    place = overseeing.place(tx, row.kampung_id)
    return {"kampung": place, "period": row.period, "answered": row.answered, "left": left}


def _line(tx: Transaction, row: Obligation, title: str, begun: Draft | None, today: date) -> Owed:
    place = kampung.get(tx, row.kampung_id)
    host = hosts.above(tx, row.area_code, row.person_id or 0)
    return Owed(
        obligation=row.id or 0,
        title=title,
        kampung=overseeing.shorten(place.name),
        period=row.period,
        due_at=row.due_at.isoformat(),
        zone=place.zone,
        days=(due.today(row.due_at, place.zone) - today).days,
        draft=begun.id if begun else None,
        answered=begun.answered if begun else 0,
        left=max(0, (begun.questions or 0) - begun.answered) if begun else 0,
        host=overseeing.address(tx, host[0]) if host else "",
    )
