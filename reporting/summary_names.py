"""Who and what a summary tells by name: officers with what they owe, what keeps them, odd figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models import standings, submission, tally
from models.database import Transaction
from models.standings import Owed
from reporting import overseeing, units
from reporting.indicators import OddFigure
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
    odd: tuple[dict[str, str], ...] = ()


def names(tx: Transaction, library: Library, found: Standing, at: datetime) -> Names:
    """Those that the summary needs."""
    odd = tuple(told_odd(tx, library, one) for one in found.odd[:MOST])
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


def told_odd(tx: Transaction, library: Library, odd: OddFigure) -> dict[str, str]:
    """The figure under its short label."""
    row = tx.get_one(submission.Submission, odd.submission_id)
    form = library.of_version(tx, row.form_version_id)
    slot = next((slot for slot in form.slots.values() if slot.name == odd.name), None)
    label = slot.bind.attributes.get("short", odd.name) if slot else odd.name
    kampung = overseeing.place(tx, row.kampung_id)
    return {"label": shorten(label), "value": odd.value, "before": odd.before, "kampung": kampung}


def _called(tx: Transaction, one: Owed) -> str:
    is_kampung = units.kind_of(one.unit) == "kampung"
    return shorten(one.kampung if is_kampung else units.name(tx, one.unit, one.kampung_id))


def _stuck(tx: Transaction, by_person: dict[int | None, list[Owed]], at: datetime) -> tuple[tuple[str, str, str], ...]:
    people = {who: owed[0] for who, owed in by_person.items() if who is not None}
    found = standings.stuck(tx, people, at)
    kept = [(owed, found[who]) for who, owed in people.items() if who in found][:MOST]
    return tuple((_called(tx, owed), one.reason, shorten(one.note)) for owed, one in kept)
