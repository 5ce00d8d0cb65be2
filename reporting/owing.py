"""What an officer owes, line by line, as every message about it says it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from models import draft, form_version, person
from models.database import Transaction
from models.draft import Draft
from models.obligation import Obligation, kampung_unit
from models.person import Person
from reporting import due, hosts, overseeing, pace, units
from reporting.screens.reminders import Owed

DAY = 10  # letters of a period that is a day
NO_STEPS: Mapping[int | None, int] = MappingProxyType({})
Begun = Mapping[tuple[str, str, str], Draft]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the lines of many people say: titles and lengths (questions) by form, names by unit, drafts by person, hosts
    (how they are called) by area and person."""

    titles: Mapping[str, str]
    lengths: Mapping[str, int]
    names: Mapping[str, str]
    begun: Mapping[int, Begun]
    hosts: Mapping[tuple[str, int], str]


def lines(tx: Transaction, rows: Sequence[Obligation], who: Person, at: datetime) -> list[Owed]:
    """What a message to the officer says of each report."""
    return lines_from(facts(tx, rows, [who.id or 0], at), rows, who, at)


def facts(tx: Transaction, rows: Sequence[Obligation], people: Sequence[int], at: datetime) -> Facts:
    """What there is to say of those reports to those people, read with one query each."""
    drafts: dict[int, list[Draft]] = {one: [] for one in people}
    for row in draft.open_of_people(tx, people):
        drafts[row.person_id].append(row)
    late = {(row.area_code, row.person_id or 0) for row in rows if _days(row, at) < 0}
    return Facts(
        titles=form_version.titles(tx),
        lengths=form_version.lengths(tx),
        names=units.names(tx, [(row.unit, row.kampung_id) for row in rows]),
        begun={one: begun_by_slot(some) for one, some in drafts.items()},
        hosts=_hosts(tx, late) if late else {},
    )


def lines_from(
    known: Facts, rows: Sequence[Obligation], who: Person, at: datetime, steps: Mapping[int | None, int] = NO_STEPS
) -> list[Owed]:
    """The lines of one of the people; `steps` of the reminders that are sent, by obligation."""
    today, begun = due.today(at, who.zone), known.begun[who.id or 0]
    return [_line(known, row, begun_for(begun, row), today, steps.get(row.id)) for row in rows]


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


def _line(known: Facts, row: Obligation, begun: Draft | None, today: date, step: int | None) -> Owed:
    return Owed(
        obligation=row.id or 0,
        title=known.titles.get(row.form_id, row.form_id),
        kampung=overseeing.shorten(known.names[row.unit]),
        period=row.period,
        due_at=row.due_at.isoformat(),
        zone=row.zone,
        days=(due.today(row.due_at, row.zone) - today).days,
        step=step,
        form_id=row.form_id,
        unit=units.kind_of(row.unit),
        minutes=pace.minutes(known.lengths[row.form_id]) if row.form_id in known.lengths else 0,
        draft=begun.id if begun else None,
        answered=begun.answered if begun else 0,
        left=max(0, (begun.questions or 0) - begun.answered) if begun else 0,
        host=known.hosts.get((row.area_code, row.person_id or 0), ""),
    )


def _days(row: Obligation, at: datetime) -> int:
    """Until the due day, where the report is owed."""
    return (due.today(row.due_at, row.zone) - due.today(at, row.zone)).days


def _hosts(tx: Transaction, asked: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Who looks on where a report is late."""
    found = hosts.above_each(tx, asked)
    people = person.of_ids(tx, {some[0] for some in found.values() if some})
    return {key: overseeing.called(people[some[0]]) for key, some in found.items() if some}
