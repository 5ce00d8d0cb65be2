"""Finding kampung in a scope by what people type: their own name or their village's, with what lies above it.

The same arrays as for regions (`models.region_index`), made for the scope and left again: a coordinator's hundred
kampung take some milliseconds, a country's 20,000 about a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlmodel import col, select

from models import region
from models.database import Transaction
from models.kampung import SAID_OF_ALL, Kampung
from models.region_words import Spellings, informal
from models.scope import Scope

if TYPE_CHECKING:
    from models.region_index import Entry

LIKELY = 150  # kampung that are looked at closely
FAR = 0.35  # share of the letters; what is farther off is not what was meant
VILLAGE = 3  # levels below a province


class _Place(NamedTuple):
    number: int
    name: str
    village: str


def search(tx: Transaction, scope: Scope, wanted: str, limit: int = 5) -> list[Kampung]:
    """The active kampung in the scope that fit the text best, the best first; typos are fine."""
    from models import region_fit  # numpy with it: 16 MB and 0.2 s that only who searches pays
    from models.region_index import RegionIndex

    spellings = Spellings.load()
    words = [word for word in spellings.words(wanted) if word not in SAID_OF_ALL][: region_fit.MOST_WORDS]
    places = _places(tx, scope) if words else []
    if not places:
        return []
    index = RegionIndex(_entries(tx, places, spellings))
    rows = index.hear(region_fit.texts(spellings, words)).likely(LIKELY, index.from_level(VILLAGE))
    costs = region_fit.costs(index, spellings, words, rows)
    far = FAR * region_fit.letters(spellings, words)
    ranked = sorted((cost, index.code(row)) for cost, row in zip(costs.tolist(), rows.tolist(), strict=True))
    found = dict.fromkeys(number for cost, code in ranked if cost <= far for number in _meant(code, places))
    return _rows(tx, list(found)[:limit])


def _places(tx: Transaction, scope: Scope) -> list[_Place]:
    rows = select(Kampung.id, Kampung.name, Kampung.village_code).where(Kampung.is_active)
    covered = scope.covers(Kampung.village_code, Kampung.id)
    return [_Place(number or 0, name, code) for number, name, code in tx.exec(rows.where(covered))]


def _meant(code: str, places: Sequence[_Place]) -> Iterator[int]:
    """The kampung of an entry: the one itself, or those of the village."""
    if code.count(".") > VILLAGE:
        yield int(code.rpartition(".")[2])
    else:
        yield from (place.number for place in places if place.village == code)


def _entries(tx: Transaction, places: Sequence[_Place], spellings: Spellings) -> Iterator[Entry]:
    """The regions in which the kampung lie, and each kampung as if it were a region below its village."""
    from models.region_index import Entry

    codes = sorted({place.village for place in places})
    names = region.names_of(tx, [*codes, *_above(codes)])
    for code in sorted(names, key=lambda code: (code.count("."), code)):
        level = region.level(code)
        words = spellings.words(names[code])
        kind = spellings.kind(level, names[code])
        yield Entry(code, "".join(informal(level, words)), "".join(words), kind)
    for place in places:
        own = [word for word in spellings.words(place.name) if word not in SAID_OF_ALL]
        name = "".join(own) or "".join(spellings.words(place.name))
        yield Entry(f"{place.village}.{place.number}", name, name, "village")


def _above(codes: Iterable[str]) -> set[str]:
    return {code[:length] for code in codes for length in (8, 5, 2)}


def _rows(tx: Transaction, numbers: Sequence[int]) -> list[Kampung]:
    rows = {row.id: row for row in tx.exec(select(Kampung).where(col(Kampung.id).in_(numbers)))}
    return [rows[number] for number in numbers]
