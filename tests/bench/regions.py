"""Finding a village by a misspelt name: Kabar's search beside the plain way, rapidfuzz over all names at hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from models import region, region_files
from models.database import Database
from models.region_search import RegionSearch
from tests.bench.table import aligned
from tests.models.misspelt import Asked, Typist

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
SEED = 1
PEER_QUERIES = 60  # a tenth of a second each


@dataclass(frozen=True, slots=True)
class Found:
    """Seconds of each query, and how many had the right village first, and in five."""

    who: str
    took: Sequence[float]
    first: int
    five: int

    def ms(self, share: float) -> float:
        return sorted(self.took)[int(len(self.took) * share)] * 1e3


def measure(folder: Path, count: int) -> str:
    rows = list(region_files.shipped())
    queries = list(Typist(rows, SEED).queries(count))
    database = Database(f"sqlite:///{folder / 'regions.db'}")
    database.upgrade()
    started = time.perf_counter()
    with database.transaction(NOW) as tx:
        region.load_regions(tx, rows)
    loaded, search = time.perf_counter() - started, RegionSearch()
    names = {row.code: row.name for row in rows}
    paths = {code: _path(names, code) for code in names}
    with database.reading(NOW) as tx:
        started = time.perf_counter()
        search.find(tx, "solok")
        ready = time.perf_counter() - started
        own = _ask("Kabar", queries, lambda text: [one.code for one in search.find(tx, text)])
    database.close()
    peer = _ask("rapidfuzz, every path", queries[:PEER_QUERIES], lambda text: _extract(text, paths))
    head = f"regions: 91,599 loaded in {loaded:.1f} s (SQLite), ready to search in {ready:.1f} s"
    ratio = f"Kabar / rapidfuzz: p50 x{own.ms(0.5) / peer.ms(0.5):.3f}, p95 x{own.ms(0.95) / peer.ms(0.95):.3f}"
    return "\n".join([head, "", aligned([("region search", *HEAD), *map(_row, (own, peer))]), "", ratio])


HEAD = ("queries", "p50 ms", "p95 ms", "first", "in five")


def _row(found: Found) -> tuple[str, ...]:
    count = len(found.took)
    shares = (f"{found.first / count:.1%}", f"{found.five / count:.1%}")
    return (found.who, f"{count:,}", f"{found.ms(0.5):.1f}", f"{found.ms(0.95):.1f}", *shares)


def _ask(who: str, queries: Sequence[Asked], find: Callable[[str], Sequence[str]]) -> Found:
    took, first, five = [], 0, 0
    for asked in queries:
        started = time.perf_counter()
        codes = find(asked.text)
        took.append(time.perf_counter() - started)
        first += bool(asked.codes & set(codes[:1]))
        five += bool(asked.codes & set(codes[:5]))
    return Found(who, took, first, five)


def _extract(text: str, paths: dict[str, str]) -> list[str]:
    found = process.extract(text, paths, scorer=fuzz.token_set_ratio, processor=utils.default_process, limit=5)
    return [code for _, _, code in found]


def _path(names: dict[str, str], code: str) -> str:
    parts = code.split(".")
    return " ".join(names[".".join(parts[:count])] for count in range(len(parts), 0, -1))
