"""The sums of an area as Kabar keeps them, beside the same sums by plain SQL over the reports, on both engines.

Twelve monthly reports of 3,000 kampung: a million answers and more. Every figure of the month is asked for, of the
country, a province and a regency, in turn; both ways must say the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from sqlalchemy import text
from sqlmodel import col, func, select

from models import engines, rollup
from models.answer_value import AnswerValue
from models.database import Database, Transaction
from models.rollup import Key
from models.scope import Scope
from models.submission import Submission
from reporting.measures import book
from tests import postgres
from tests.bench import sums
from tests.bench.sums import MONTHS, NOW
from tests.bench.table import aligned
from tests.reporting import desk
from tests.reporting.world_of_reports import figures

KAMPUNG = 3_000
ROUNDS = 15
AREAS = (("national", ""), ("provincial", "11"), ("regency", "11.02"))
MONTH = MONTHS[-1]
# Those that are nothing but the sum of an answer.
FIGURES = tuple(name for name in figures(Random(1)) if name not in book().never_added | set(book().figures))
Figures = dict[str, tuple[int, float]]  # reports and sum, by figure


class Beside(NamedTuple):
    """How long each way took for the figures of one area, in ms."""

    engine: str
    what: str
    kept: Sequence[float]
    plain: Sequence[float]


def both(folder: Path, kampung: int = KAMPUNG, rounds: int = ROUNDS) -> Iterator[Beside]:
    yield from on("SQLite", f"sqlite:///{folder / 'beside.db'}", kampung, rounds)
    with postgres.running() as server:
        yield from on("PostgreSQL", server.create("beside", "template1"), kampung, rounds)


def on(engine: str, address: str, kampung: int, rounds: int) -> Iterator[Beside]:
    with closing(Database(address)) as database:
        _plant(database, kampung)
        for what, area in AREAS:
            with database.reading(NOW) as tx:
                if kept(tx, area) != plain(tx, area):
                    raise AssertionError(f"{what}: the two ways tell different sums", kept(tx, area), plain(tx, area))
                times = [(_timed(tx, kept, area), _timed(tx, plain, area)) for _ in range(rounds)]
            yield Beside(engine, what, *zip(*times, strict=True))


def kept(tx: Transaction, area: str) -> Figures:
    """Out of the sums of areas."""
    found = rollup.of_periods(tx, Scope(("",)), [area], FIGURES, [MONTH])
    return {name: (one.reports, one.above) for name in FIGURES if (one := found.get(Key(area, name, MONTH)))}


def plain(tx: Transaction, area: str) -> Figures:
    """Out of the answers."""
    told = (
        select(AnswerValue.indicator, func.count(), func.sum(AnswerValue.number))
        .join(Submission, col(Submission.id) == AnswerValue.submission_id)
        .where(Submission.is_current, Submission.form_id == "bulanan_kkb", Submission.period == MONTH)
        .where(Scope((area,)).covers(Submission.area_code, Submission.kampung_id))
        .where(col(AnswerValue.indicator).in_(FIGURES))
        .group_by(col(AnswerValue.indicator))
    )
    return {str(name): (count, total) for name, count, total in tx.execute(told)}


def table(measured: Sequence[Beside]) -> str:
    rows = [("figures of a month, ms", "kept sums", "plain SQL", "times")]
    for one in measured:
        kept_ms, plain_ms = median(one.kept), median(one.plain)
        rows.append((f"{one.what}, {one.engine}", f"{kept_ms:.1f}", f"{plain_ms:.1f}", f"x{plain_ms / kept_ms:,.0f}"))
    return aligned(rows)


def _timed(tx: Transaction, way: Callable[[Transaction, str], Figures], area: str) -> float:
    started = time.perf_counter()
    way(tx, area)
    return (time.perf_counter() - started) * 1e3


def _plant(database: Database, kampung: int) -> None:
    database.upgrade()
    with database.transaction(NOW) as tx:
        desk.publishing.publish(tx, desk.source("bulanan_kkb"))
    with engines.migrating(database.url).begin() as connection:
        if not database.is_sqlite:  # where foreign keys are off already: only reports matter
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        sums.reports(connection, kampung)
    sums.rebuilt(database)
    if not database.is_sqlite:
        with engines.migrating(database.url).execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text("ANALYZE"))
