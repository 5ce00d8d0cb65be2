"""Finding regions by what people type: one object for each process, which holds the names and notices when they change.

It keeps some 9 MB of arrays and as much of numpy, from `prepare` or the first search on; until then nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from models import region, region_change
from models.database import Transaction
from models.region_change import Former
from models.region_files import CODE
from models.region_words import Spellings, informal
from models.scope import Scope

if TYPE_CHECKING:
    from models.region_index import Entry, RegionIndex, Rows

LIKELY = 150  # places that are looked at closely
NEAR = 0.15  # share of the letters; a place that is farther off is no sure find, and more are looked at
CLOSEST = 60  # of them are put in order of level and code where they fit equally well
FAR = 0.4  # share of the letters; what is farther off is not what was meant
EVERYWHERE = Scope(areas=("",))


class Found(NamedTuple):
    """A region that a search found; `path` is its name and those above it, the nearest first; `was` what it was called
    before, and which regions went into it, the latest first."""

    code: str
    name: str
    path: str
    was: tuple[Former, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    edition: int
    spellings: Spellings
    index: RegionIndex
    former: dict[str, list[Former]]


class RegionSearch:
    """Usable from any thread. `prepare` takes about a second when the regions have changed; a search does not wait for
    one that is under way, but works on the names as they were before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: _Held | None = None

    def prepare(self, tx: Transaction) -> None:
        """Reads the names where they are not held as they are now. For a reading transaction: on SQLite nobody could
        write meanwhile."""
        with self._lock:
            edition = region.edition(tx)
            if self._held is None or self._held.edition != edition:
                self._held = _read(tx, edition)

    def find(self, tx: Transaction, wanted: str, limit: int = 5, within: Scope = EVERYWHERE) -> list[Found]:
        """The regions within the scope that fit the text best, the best first. Prepares only where nobody has.

        Understands a code, "kec.", "kel.", abbreviations, typos, a name followed by what lies above it, and the codes
        and names that regions had before.
        """
        if self._held is None:
            self.prepare(tx)
        held, code = self._held, wanted.strip()
        assert held is not None
        is_code = CODE.fullmatch(code) and region.get(tx, code) is not None
        codes = [region_change.successor(tx, code)] if is_code else self._best(held, wanted, limit, within)
        paths = region.paths(tx, codes)
        return [
            Found(code, paths[code][0], ", ".join(paths[code]), tuple(held.former.get(code, ())))
            for code in codes
            if within.includes(code, 0)
        ]

    def _best(self, held: _Held, wanted: str, limit: int, within: Scope) -> list[str]:
        from models import region_fit  # numpy with it: 16 MB and 0.2 s that only who searches pays

        words = held.spellings.words(wanted)[: region_fit.MOST_WORDS]
        if not words or not held.index.nowhere:
            return []
        hearing = held.index.hear(region_fit.texts(held.spellings, words))
        allowed = None if within == EVERYWHERE else held.index.inside(within.areas)
        letters = region_fit.letters(held.spellings, words)
        rows = hearing.likely(LIKELY, allowed)
        ranked = self._ranked(held, words, rows)
        if not ranked or ranked[0][0] > NEAR * letters:
            ranked = self._ranked(held, words, hearing.with_below(rows, allowed))
        return list(dict.fromkeys(code for cost, _, code in ranked if cost <= FAR * letters))[:limit]

    def _ranked(self, held: _Held, words: list[str], rows: Rows) -> list[tuple[float, int, str]]:
        """Cost, level and code of each row, the best first; of equal ones the higher level."""
        from models import region_fit

        costs = region_fit.costs(held.index, held.spellings, words, rows).round(2)
        best = costs.argsort(kind="stable")[:CLOSEST]
        codes = map(held.index.code, rows[best].tolist())
        return sorted((cost, code.count("."), code) for cost, code in zip(costs[best].tolist(), codes, strict=True))


def _read(tx: Transaction, edition: int) -> _Held:
    from models.region_index import RegionIndex

    spellings, former = Spellings.load(), region_change.former(tx)
    return _Held(edition, spellings, RegionIndex(_entries(region.names(tx), former, spellings)), former)


def _entries(
    names: Iterable[tuple[str, str]], former: dict[str, list[Former]], spellings: Spellings
) -> Iterator[Entry]:
    """Each region by its name, and by those that it had before."""
    from models.region_index import Entry

    for code, name in names:
        level = region.level(code)
        for one in dict.fromkeys([name, *(before.name for before in former.get(code, ()))]):
            words = spellings.words(one)
            yield Entry(code, "".join(informal(level, words)), "".join(words), spellings.kind(level, one))
