"""What an officer owes, line by line, as every message about it says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from models import draft, form_version
from models.database import Transaction
from models.draft import Draft
from models.obligation import Obligation, kampung_unit
from models.person import Person
from reporting import due, hosts, overseeing, units
from reporting.screens.reminders import Owed

DAY = 10  # letters of a period that is a day
Begun = Mapping[tuple[str, str, str], Draft]


def lines(tx: Transaction, rows: Sequence[Obligation], who: Person, at: datetime) -> list[Owed]:
    """What a message to the officer says of each report."""
    titles = form_version.titles(tx)
    begun = begun_by_slot(draft.open_of(tx, who.id or 0))
    today = due.today(at, who.zone)
    return [_line(tx, row, titles.get(row.form_id, row.form_id), begun_for(begun, row), today) for row in rows]


def begun_by_slot(drafts: Iterable[Draft]) -> Begun:
    """First reports by form, unit and period; what is begun for a visit or a meeting stands under "" too."""
    found: dict[tuple[str, str, str], Draft] = {}
    for one in drafts:
        unit = one.unit or kampung_unit(one.kampung_id)
        found[one.form_id, unit, one.period] = one
        if one.unit and len(one.period) == DAY:
            found[one.form_id, unit, ""] = one
    return found


def begun_for(begun: Begun, row: Obligation) -> Draft | None:
    """The draft that is to meet the obligation."""
    return begun.get((row.form_id, row.unit, row.period)) or begun.get((row.form_id, row.unit, ""))


def begun_facts(tx: Transaction, row: Draft) -> dict[str, Any]:
    """What a message says of a draft: kampung, period, how many are answered and how many are left at most."""
    left = max(0, row.questions - row.answered) if row.questions else 0
    place = overseeing.shorten(units.name(tx, row.unit, row.kampung_id))
    return {"kampung": place, "period": row.period, "answered": row.answered, "left": left}


def _line(tx: Transaction, row: Obligation, title: str, begun: Draft | None, today: date) -> Owed:
    host = hosts.above(tx, row.area_code, row.person_id or 0)
    return Owed(
        obligation=row.id or 0,
        title=title,
        kampung=overseeing.shorten(units.name(tx, row.unit, row.kampung_id)),
        period=row.period,
        due_at=row.due_at.isoformat(),
        zone=row.zone,
        days=(due.today(row.due_at, row.zone) - today).days,
        draft=begun.id if begun else None,
        answered=begun.answered if begun else 0,
        left=max(0, (begun.questions or 0) - begun.answered) if begun else 0,
        host=overseeing.address(tx, host[0]) if host else "",
    )
