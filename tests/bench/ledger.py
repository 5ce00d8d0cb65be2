"""What it takes to open a month of obligations for a country, and to meet them: processor time, memory, growth.

Kampung in villages of as many districts as there are in the country for that number; SQLite, one thread, in pieces as
the clock opens them.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlmodel import col, select

from models import engines, tally
from models.database import Database
from models.kampung import Kampung
from models.obligation import Obligation
from models.region import Region
from models.scope import Scope
from reporting import ledger, opening
from tests.bench.table import aligned

SIZES = (1_000, 10_000)
NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
MET = 2_000  # state changes that are timed
EACH = 50  # in one transaction, as much as a lively minute has


@dataclass(frozen=True, slots=True)
class Opened:
    """Processor seconds; `piece` is the longest transaction, `change` the milliseconds of one change of state."""

    kampung: int
    seconds: float
    piece: float
    again: float
    change: float
    memory: int


def opened(folder: Path, sizes: Sequence[int] = SIZES) -> Iterator[Opened]:
    for size, database in each(folder / "ledger", sizes, country):
        pieces = open_all(database)
        again = _timed(partial(open_all, database))
        change = _meet(database)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        yield Opened(size, sum(pieces), max(pieces), again, change, memory)


def each(path: Path, sizes: Sequence[int], plant: Callable[[Database, int], None]) -> Iterator[tuple[int, Database]]:
    """A database of its own for every size, named after `path` and planted."""
    for size in sizes:
        with closing(Database(f"sqlite:///{path}{size}.db")) as database:
            database.upgrade()
            plant(database, size)
            yield size, database


def table(found: Sequence[Opened]) -> str:
    rows = [("kampung", "open a month, CPU s", "longest piece, ms", "look again, ms", "one change, ms", "peak MB")]
    for one in found:
        times = (f"{one.seconds:.1f}", f"{one.piece * 1000:.0f}", f"{one.again * 1000:.0f}", f"{one.change:.2f}")
        rows.append((f"{one.kampung:,}", *times, str(one.memory)))
    return aligned(rows)


def open_all(database: Database) -> list[float]:
    """Until nothing is left; how long each transaction took the processor."""
    times, after = list[float](), 0
    while after is not None:
        started = time.process_time()
        with database.transaction(NOW) as tx:
            after = opening.open_some(tx, NOW, 0)
        times.append(time.process_time() - started)
    return times


def _meet(database: Database) -> float:
    """Milliseconds of the processor for one report that was owed."""
    with database.reading(NOW) as tx:
        ids = tx.exec(select(Obligation.id).order_by(col(Obligation.id)).limit(MET)).all()
    started = time.process_time()
    for start in range(0, len(ids), EACH):
        with database.transaction(NOW) as tx:
            for one in ids[start : start + EACH]:
                ledger.with_counts(tx, tx.get_one(Obligation, one), "sent", sent_at=NOW)
    took = time.process_time() - started
    with database.reading(NOW) as tx:
        assert tally.of(tx, Scope(("",)), "", "bulanan_kkb", "2026-10").sent == len(ids)
    return took * 1000 / len(ids)


def _timed(case: object) -> float:
    started = time.process_time()
    case()  # type: ignore[operator]
    return time.process_time() - started


def country(database: Database, size: int) -> None:
    """Some eleven villages to a district, fourteen districts to a regency, as in the country."""
    villages = [
        f"{11 + at // 5_852:02d}.{1 + at // 154 % 38:02d}.{1 + at // 11 % 14:02d}.{2001 + at % 11}"
        for at in range(size)
    ]
    with engines.migrating(database.url).begin() as connection:  # foreign keys are off: regions above don't matter
        regions = [{"code": code, "level": "village", "name": code, "zone": "Asia/Jakarta"} for code in villages]
        connection.execute(Region.__table__.insert(), regions)  # type: ignore[attr-defined]
        rows = [{"name": code, "village_code": code, "zone": "Asia/Jakarta", "is_active": True} for code in villages]
        connection.execute(Kampung.__table__.insert(), rows)  # type: ignore[attr-defined]
    with database.transaction(NOW) as tx:
        opening.ensure_schedules(tx, "2026-10")
