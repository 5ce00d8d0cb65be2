"""Who and what a summary tells by name: officers with what they owe, what keeps them, odd figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models import standings, tally
from models.database import Transaction
from models.scope import Scope
from models.standings import Owed
from reporting import flags, overseeing, units
from reporting.flags import Flagged
from reporting.library import Library
from reporting.overseeing import shorten
from reporting.standing import Standing

MOST = 5  # names in one list


@dataclass(frozen=True, slots=True)
class Names:
    """At most five of each: (officer, "" where there is none; what is owed) by area, (what is owed, reason, the
    officer's own words) of what keeps somebody, odd figures as `summaries/odd` reads them."""

    officers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    stuck: tuple[tuple[str, str, str], ...] = ()
    odd: tuple[dict[str, Any], ...] = ()


def names(tx: Transaction, library: Library, language: str, found: Standing, scope: Scope, at: datetime) -> Names:
    """Those that the summary needs."""
    odd = tuple(told(one) for one in flags.odd(tx, library, language, scope, most=MOST)) if found.odd else ()
    first = found.first
    if first is None or found.owed is None:
        return Names(odd=odd)
    mine = [one for one in found.owed if (one.form_id, tally.bucket(one.period)) == (first.form_id, first.period)]
    by_person: dict[int | None, list[Owed]] = {}
    for one in mine:
        by_person.setdefault(one.person_id, []).append(one)
    ordered = sorted(by_person.items(), key=lambda pair: pair[0] is None)[:MOST]
    officers = tuple(
        (overseeing.address(tx, who), tuple(_called(tx, one) for one in some[:MOST])) for who, some in ordered
    )
    return Names(officers, _stuck(tx, by_person, at), odd)


def told(one: Flagged) -> dict[str, Any]:
    """What `summaries/odd` reads of a report that was flagged."""
    return {"fact": {**one.fact, "label": shorten(one.fact["label"])}, "kampung": shorten(one.kampung)}


def _called(tx: Transaction, one: Owed) -> str:
    is_kampung = units.kind_of(one.unit) == "kampung"
    return shorten(one.kampung if is_kampung else units.name(tx, one.unit, one.kampung_id))


def _stuck(tx: Transaction, by_person: dict[int | None, list[Owed]], at: datetime) -> tuple[tuple[str, str, str], ...]:
    people = {who: owed[0] for who, owed in by_person.items() if who is not None}
    found = standings.stuck(tx, people, at)
    kept = [(owed, found[who]) for who, owed in people.items() if who in found][:MOST]
    return tuple((_called(tx, owed), one.reason, shorten(one.note)) for owed, one in kept)
