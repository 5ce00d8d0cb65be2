"""Who coordinates where, and who owes what there: the lists behind every page and push for coordinators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from models import chat as chats
from models import draft, kampung, membership, obligation, person, region
from models.chat import Chat
from models.database import Transaction
from models.obligation import Obligation
from models.person import Person
from models.scope import Scope
from reporting.access import LEADS
from reporting.ledger import MET
from reporting.quiet import Reader

MOST_NAMES = 5  # kampung named for one officer
MOST_OFFICERS = 8  # officers with a button of their own: four rows of two
MOST_KAMPUNG = 20  # beyond that a list goes by sub-area
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Coordinator:
    person: Person
    chat: Chat
    scope: Scope

    @property
    def id(self) -> int:
        return self.person.id or 0

    @property
    def where(self) -> Reader:
        """As the days off see them: at work in the first of their areas."""
        return Reader(self.person.zone, next(iter(self.scope.areas), ""))


@dataclass(frozen=True, slots=True)
class Officer:
    """Who owes which reports; `id` None where nobody is responsible. By area, as everything that names places."""

    id: int | None
    name: str
    owed: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """How many of how many reported in a part of the scope."""

    code: str
    name: str
    expected: int
    reported: int

    @property
    def missing(self) -> int:
        return self.expected - self.reported


def coordinators(tx: Transaction, at: datetime, after: int, limit: int) -> tuple[list[Coordinator], int | None]:
    """Those who coordinate then and can be reached by chat, of the next people after that id; and the last id looked
    at, None when there is nobody beyond."""
    found, last = list[Coordinator](), None
    holding = membership.people_holding(tx, LEADS, at, after, limit)
    for person_id, held in groupby(holding, key=lambda m: m.person_id):
        memberships, last = list(held), person_id
        chat = chats.of_person(tx, person_id)
        if chat is not None:
            areas = tuple(m.area_code for m in memberships if m.kampung_id is None)
            single = tuple(m.kampung_id for m in memberships if m.kampung_id is not None)
            found.append(Coordinator(person.get(tx, person_id), chat, Scope(areas, single)))
    return found, last


def by_officer(tx: Transaction, owed: Iterable[Obligation]) -> list[Officer]:
    """Grouped by who is responsible, in the order of their first kampung; those without an officer last."""
    found: dict[int | None, list[Obligation]] = {}
    for row in owed:
        found.setdefault(row.person_id, []).append(row)
    named = [Officer(one, address(tx, one), tuple(rows)) for one, rows in found.items()]
    return sorted(named, key=lambda officer: officer.id is None)


def address(tx: Transaction, person_id: int | None) -> str:
    """How the person is called; "" for nobody."""
    if person_id is None:
        return ""
    return called(person.get(tx, person_id))


def called(who: Person) -> str:
    """How the person is called in a list."""
    return shorten(who.address or who.name)


def by_area(tx: Transaction, scope: Scope, rows: Sequence[Obligation]) -> list[Area]:
    """One level below the scope's own, by name."""
    parts = depth(scope) + 1
    found: dict[str, list[Obligation]] = {}
    for row in rows:
        found.setdefault(".".join(row.area_code.split(".")[:parts]), []).append(row)
    names = region.paths(tx, list(found))
    areas = [Area(code, _name(names, code), len(some), _reported(some)) for code, some in found.items()]
    return sorted(areas, key=lambda area: area.name)


def depth(scope: Scope) -> int:
    """How many parts the code of its widest area has; 0 for the country, 3 where it has kampung alone."""
    return min((len(code.split(".")) if code else 0 for code in scope.areas), default=3)


def area_name(tx: Transaction, scope: Scope) -> str:
    """What the scope is called, as in "Kota Solok" or "Galis, Kadur"; "" for the whole country."""
    names = region.paths(tx, [code for code in scope.areas if code])
    called = [shorten(_name(names, code)) for code in scope.areas if code]
    called += [place(tx, number) for number in scope.kampung_ids]
    return "" if "" in scope.areas else ", ".join(called[:3]) + (", …" if len(called) > 3 else "")


def place(tx: Transaction, kampung_id: int) -> str:
    return shorten(kampung.get(tx, kampung_id).name)


def draft_size(tx: Transaction, owed: Obligation) -> int | None:
    """How many answers the officer's open draft for it has; None when nothing is begun."""
    if owed.person_id is None:
        return None
    row = draft.of_unit(tx, owed.person_id, owed.form_id, owed.unit, owed.period)
    return row.answered if row else None


def batches(owed: Iterable[Obligation]) -> list[tuple[tuple[str, str], list[Obligation]]]:
    """By (period, form), each in the order given."""
    found: dict[tuple[str, str], list[Obligation]] = {}
    for row in owed:
        found.setdefault((row.period, row.form_id), []).append(row)
    return sorted(found.items())


def missing(tx: Transaction, scope: Scope, at: datetime, form_id: str = "", period: str = "") -> list[Obligation]:
    """What is owed in the scope and may still be sent, by area; of one form and period if they are named."""
    rows = obligation.missing(tx, scope, at)
    return [row for row in rows if form_id in ("", row.form_id) and period in ("", row.period)]


def shorten(name: str, longest: int = LONGEST_NAME) -> str:
    """The name, cut with an ellipsis where it is longer than that."""
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def _reported(rows: Iterable[Obligation]) -> int:
    return sum(1 for row in rows if row.state in MET)


def _name(names: dict[str, list[str]], code: str) -> str:
    return names[code][0] if names.get(code) else code
