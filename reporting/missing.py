"""The list of who has not reported: the same as a push and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models import chat, form_version, kampung, obstacle, person
from models.database import Transaction
from models.obligation import Obligation
from models.scope import Scope
from reporting import due, overseeing
from reporting.overseeing import MOST_KAMPUNG, MOST_NAMES, MOST_OFFICERS, Officer, shorten
from reporting.preferences import preferences
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

LABEL = 14  # what is left for a name on a button of half the width


def missing_list(tx: Transaction, texts: Texts, language: str, scope: Scope, owed: Sequence[Obligation]) -> Screen:
    """By officer; in a large area by sub-area. With a button to nudge each officer, and one for all of them."""
    titles = form_version.titles(tx)
    batches = [
        {"period": period, "title": titles.get(form_id, form_id), "count": len(rows), **_lines(tx, scope, rows)}
        for (period, form_id), rows in overseeing.batches(owed)
    ]
    args = {"area": overseeing.area_name(tx, scope), "batches": batches}
    return Screen("coordinate/missing", args, nudge_buttons(tx, texts, language, owed))


def nudge_buttons(tx: Transaction, texts: Texts, language: str, owed: Sequence[Obligation]) -> Rows:
    officers = [one for one in overseeing.by_officer(tx, owed) if one.id is not None]
    rows: Rows = ()
    if len(owed) <= MOST_KAMPUNG:
        shown = officers[:MOST_OFFICERS]
        labels = [texts.word(language, "nudge_one", name=shorten(one.name, LABEL)) for one in shown]
        rows = grid([Button(label, f"k::nudge:{one.id}") for label, one in zip(labels, shown, strict=True)], 2)
    if len(officers) > 1 or (officers and not rows):
        rows += ((Button(texts.word(language, "nudge_all", count=len(officers)), "k::nudge_all"),),)
    return rows


def _lines(tx: Transaction, scope: Scope, rows: Sequence[Obligation]) -> dict[str, Any]:
    if len(rows) > MOST_KAMPUNG:
        areas = overseeing.by_area(tx, scope, rows)
        lines = [{"name": shorten(area.name), "missing": area.missing} for area in areas[:MOST_OFFICERS]]
        return {"areas": lines, "officers": [], "more": max(0, len(areas) - MOST_OFFICERS)}
    officers = overseeing.by_officer(tx, rows)
    lines = [_line(tx, officer) for officer in officers[:MOST_OFFICERS]]
    return {"areas": [], "officers": lines, "more": max(0, len(officers) - MOST_OFFICERS)}


def _line(tx: Transaction, officer: Officer) -> dict[str, Any]:
    shown = officer.owed[:MOST_NAMES]
    kampung_lines = [
        {"name": shorten(kampung.get(tx, row.kampung_id).name), "draft": overseeing.draft_size(tx, row)}
        for row in shown
    ]
    more = len(officer.owed) - len(shown)
    can_reach = officer.id is None or chat.of_person(tx, officer.id) is not None
    stuck = obstacle.in_force(tx, officer.id, tx.now) if officer.id is not None else None
    told = {"reason": stuck.reason, "note": stuck.note} if stuck else None
    away = _away(tx, officer.id) if officer.id is not None else ""
    about = {"can_reach": can_reach, "stuck": told, "away": away}
    return {"name": officer.name, "kampung": kampung_lines, "more": more, **about}


def _away(tx: Transaction, person_id: int) -> str:
    """The ISO day until which the officer is on leave, "" when they are not."""
    who = person.get(tx, person_id)
    until = preferences(who).away_until
    return until.isoformat() if until and until >= due.today(tx.now, who.zone) else ""
