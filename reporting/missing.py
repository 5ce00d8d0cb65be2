"""The list of who has not reported: the same as a push and as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from models import chat, form_version, obligation, obstacle, person, region
from models.chat import Chat
from models.database import Transaction
from models.obligation import Obligation
from models.scope import Scope
from reporting import due, overseeing, units
from reporting.overseeing import MOST_KAMPUNG, MOST_NAMES, MOST_OFFICERS, Officer, shorten
from reporting.preferences import preferences
from reporting.programme import BULANAN
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

FEW = 4  # officers with a row each: with the button for all and the menu they fill a card
WHOLE, HALF = 20, 13  # letters of a name on a button that has its row alone, and on one of two
LONGEST = 900  # letters of what a coordinator reads
# Kampung named for one officer, and officers or areas of a form; of a long list fewer.
NAMES = ((MOST_NAMES, MOST_OFFICERS), (2, MOST_OFFICERS), (1, 4), (1, 1))
MOST_READ = 200  # debts; beyond that they are counted
LETTERS = (2, 5, 8, 13, 13)  # of the code of a province, regency, district and village
WORDS = 60  # letters of what an officer wrote of an obstacle


def missing_list(tx: Transaction, texts: Texts, reader: Chat, scope: Scope, owed: Sequence[Obligation]) -> Screen:
    """By officer; in a large area by sub-area. With a button to nudge each officer but the reader, and one for all."""
    titles, found = form_version.titles(tx), overseeing.batches(owed)
    if len(found) == 1:
        titles[BULANAN] = ""  # alone it is known by its month
    area, rows = overseeing.area_name(tx, scope), nudge_buttons(tx, texts, reader, owed)
    batches = [
        {"period": period, "title": titles.get(form_id, form_id), "count": len(rows), **_lines(tx, reader, scope, rows)}
        for (period, form_id), rows in found
    ]
    return _fitted(texts, reader, area, batches, rows)


def missing_page(tx: Transaction, texts: Texts, reader: Chat, scope: Scope, at: datetime) -> Screen:
    """The same of all that is owed then; of a large area it is counted and not read."""
    if obligation.count_missing(tx, scope, at) <= MOST_READ:
        return missing_list(tx, texts, reader, scope, overseeing.missing(tx, scope, at))
    titles, found = form_version.titles(tx), dict[tuple[str, str], dict[str, int]]()
    for one in obligation.lacking(tx, scope, at, LETTERS[overseeing.depth(scope)]):
        found.setdefault((one.period, one.form_id), {})[one.area_code] = one.owed
    if len(found) == 1:
        titles[BULANAN] = ""
    names = region.names_of(tx, sorted({code for counts in found.values() for code in counts}))
    batches = [
        {
            "period": period,
            "title": titles.get(form_id, form_id),
            "count": sum(counts.values()),
            **_areas(names, counts),
        }
        for (period, form_id), counts in sorted(found.items())
    ]
    count = obligation.count_debtors(tx, scope, at, reader.person_id)
    everyone = Button(texts.word(reader.language, "nudge_all", count=count), "k::nudge_all")
    return _fitted(texts, reader, overseeing.area_name(tx, scope), batches, ((everyone,),) if count else ())


def _areas(names: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, Any]:
    """By sub-area, by name."""
    named = sorted((names.get(code) or code, count) for code, count in counts.items())
    lines = [{"name": shorten(name), "missing": count} for name, count in named[:MOST_OFFICERS]]
    return {"areas": lines, "officers": [], "more": max(0, len(named) - MOST_OFFICERS)}


def _fitted(texts: Texts, reader: Chat, area: str, batches: Sequence[dict[str, Any]], rows: Rows) -> Screen:
    for most in NAMES:
        screen = Screen("coordinate/missing", {"area": area, "batches": [_named(one, *most) for one in batches]}, rows)
        if texts.fits(reader.language, screen, LONGEST):
            break
    return screen


def _named(batch: dict[str, Any], kampung: int, most: int) -> dict[str, Any]:
    """The batch with so many officers or areas, and so many kampung named for each officer."""
    officers = [
        one | {"kampung": one["kampung"][:kampung], "more": one["more"] + max(0, len(one["kampung"]) - kampung)}
        for one in batch["officers"][:most]
    ]
    left = max(0, len(batch["officers"]) - most) + max(0, len(batch["areas"]) - most)
    return batch | {"officers": officers, "areas": batch["areas"][:most], "more": batch["more"] + left}


def nudge_buttons(tx: Transaction, texts: Texts, reader: Chat, owed: Sequence[Obligation]) -> Rows:
    """Nobody is reminded of what is their own by a button on their own page."""
    officers = [one for one in overseeing.by_officer(tx, owed) if one.id not in (None, reader.person_id)]
    language = reader.language
    rows: Rows = ()
    if len(owed) <= MOST_KAMPUNG:
        shown = officers[:MOST_OFFICERS]
        key, room, columns = ("nudge_one", WHOLE, 1) if len(shown) <= FEW else ("nudge_short", HALF, 2)
        labels = [texts.word(language, key, name=shorten(one.name, room)) for one in shown]
        rows = grid([Button(label, f"k::nudge:{one.id}") for label, one in zip(labels, shown, strict=True)], columns)
    if len(officers) > 1 or (officers and not rows):
        rows += ((Button(texts.word(language, "nudge_all", count=len(officers)), "k::nudge_all"),),)
    return rows


def _lines(tx: Transaction, reader: Chat, scope: Scope, rows: Sequence[Obligation]) -> dict[str, Any]:
    if len(rows) > MOST_KAMPUNG:
        areas = overseeing.by_area(tx, scope, rows)
        lines = [{"name": shorten(area.name), "missing": area.missing} for area in areas[:MOST_OFFICERS]]
        return {"areas": lines, "officers": [], "more": max(0, len(areas) - MOST_OFFICERS)}
    officers = overseeing.by_officer(tx, rows)
    lines = [_line(tx, reader, officer) for officer in officers[:MOST_OFFICERS]]
    return {"areas": [], "officers": lines, "more": max(0, len(officers) - MOST_OFFICERS)}


def _line(tx: Transaction, reader: Chat, officer: Officer) -> dict[str, Any]:
    shown = officer.owed[:MOST_NAMES]
    kampung_lines = [
        {"name": shorten(units.name(tx, row.unit, row.kampung_id)), "draft": overseeing.draft_size(tx, row)}
        for row in shown
    ]
    more = len(officer.owed) - len(shown)
    can_reach = officer.id is None or chat.of_person(tx, officer.id) is not None
    stuck = obstacle.in_force(tx, officer.id, tx.now) if officer.id is not None else None
    told = {"reason": stuck.reason, "note": shorten(stuck.note, WORDS)} if stuck else None
    away = _away(tx, officer.id) if officer.id is not None else ""
    about = {"can_reach": can_reach, "stuck": told, "away": away, "is_reader": officer.id == reader.person_id}
    return {"name": officer.name, "kampung": kampung_lines, "more": more, **about}


def _away(tx: Transaction, person_id: int) -> str:
    """The ISO day until which the officer is on leave, "" when they are not."""
    who = person.get(tx, person_id)
    chosen = preferences(who)
    return str(chosen.away_until) if chosen.is_away(due.today(tx.now, who.zone)) else ""
