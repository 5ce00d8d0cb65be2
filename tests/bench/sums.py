"""What it takes to look at an area, out of the sums of the whole country; and to make the sums anew.

The views are whole pushes of the page "Angka" on SQLite: the figures of the area and of those in it for the month, the
month before and a year before, small numbers hidden, targets, classes and families. The sums are those of 83,762
kampung and twelve months: every district, regency and province, filled by chance.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

from sqlalchemy import Connection, text

from bot.commands.region import PIECE
from models import engines, region, region_files
from models.database import Database
from reporting import area_sums, kampung_class, rolling_up
from reporting.inputs import Tap
from reporting.watching import Watching
from tests.bench.table import aligned
from tests.reporting import desk
from tests.reporting.world_of_reports import figures

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
MONTHS = ("2025-11", "2025-12", *(f"2026-{month:02d}" for month in range(1, 11)))
VIEWS = 60  # of each kind, at most
SIZES = (1_000, 4_000, 16_000)
WHOLE = 83_762


class Look(NamedTuple):
    """How long pages of one kind took, and what of that the processor was at work for them, in ms."""

    what: str
    times: list[float]
    busy: list[float]


class Rebuilt(NamedTuple):
    kampung: int
    reports: int
    answers: int
    seconds: float


def views(folder: Path) -> list[Look]:
    with closing(Database(f"sqlite:///{folder / 'country.db'}")) as database:
        database.upgrade()
        _plant(database)
        _fill(database)
        with database.transaction(NOW) as tx:
            who = desk.person(tx, "Bu Rina", "koordinator", area_code="")
        watching, chance = Watching(desk.TEXTS), Random(1)
        gc.collect()
        gc.freeze()  # as the bot does once it is up
        looks = []
        for what, letters in (("national", 0), ("provincial", 2), ("regency", 5)):
            with database.reading(NOW) as tx:
                codes = [code for (code,) in tx.connection().execute(AREAS, {"letters": letters})] if letters else [""]
            chosen = chance.sample(codes, min(VIEWS, len(codes))) * (1 if letters else VIEWS)
            timed = [_timed(database, watching, who, code) for code in chosen]
            looks.append(Look(what, [took for took, _ in timed], [busy for _, busy in timed]))
        return looks


def rebuilds(folder: Path, sizes: Sequence[int] = SIZES) -> Iterator[Rebuilt]:
    """For each size the sums of so many kampung and twelve months, made anew from their reports."""
    for size in sizes:
        with closing(Database(f"sqlite:///{folder / f'{size}.db'}")) as database:
            database.upgrade()
            with database.transaction(NOW) as tx:
                desk.publishing.publish(tx, desk.source("bulanan_kkb"))
            with engines.migrating(database.url).begin() as connection:  # foreign keys are off: only reports matter
                answers = reports(connection, size)
            started = time.perf_counter()
            count = rebuilt(database)
            yield Rebuilt(size, count, answers, time.perf_counter() - started)


def rebuilt(database: Database) -> int:
    """Makes all sums anew; of how many reports."""
    with database.reading(NOW) as tx:
        codes = rolling_up.regencies(tx)
    count = 0
    for code in codes:
        with database.transaction(NOW) as tx:
            count += rolling_up.rebuild_regency(tx, code)
    with database.transaction(NOW) as tx:
        rolling_up.rebuild_above(tx)
    return count


def table(looks: Sequence[Look]) -> str:
    rows = [("page over 83,762 kampung x 12 months, ms", "p50", "p95", "max", "CPU p50")]
    for look in looks:
        times = sorted(look.times)
        told = (times[len(times) // 2], times[int(len(times) * 0.95)], times[-1], sorted(look.busy)[len(times) // 2])
        rows.append((look.what, *(f"{one:.0f}" for one in told)))
    return aligned(rows)


def growth(curve: Sequence[Rebuilt]) -> str:
    rows = [("sums made anew, kampung x 12 months", "reports", "answers", "s", "reports/s")]
    for one in curve:
        rate = f"{one.reports / one.seconds:,.0f}"
        rows.append((f"{one.kampung:,}", f"{one.reports:,}", f"{one.answers:,}", f"{one.seconds:.1f}", rate))
    return aligned(rows)


AREAS = text("SELECT code FROM region WHERE length(code) = :letters ORDER BY code")


def _timed(database: Database, watching: Watching, who: desk.Sender, code: str) -> tuple[float, float]:
    started, busy = time.perf_counter(), time.process_time()
    with database.transaction(NOW) as tx:
        watching.chosen(tx, who, Tap("w", None, "area", f"{code},2026-10"))
    return (time.perf_counter() - started) * 1e3, (time.process_time() - busy) * 1e3


def _plant(database: Database) -> None:
    """All regions, a kampung in every village, each with its class of this half year."""
    rows = list(region_files.shipped())
    for start in range(0, len(rows), PIECE):
        with database.transaction(NOW) as tx:
            region.load_regions(tx, rows[start : start + PIECE])
    semester = kampung_class.semester_of("2026-10")
    with database.transaction(NOW) as tx:
        tx.connection().execute(KAMPUNG)
        tx.connection().execute(CLASSES, {"semester": semester, "now": NOW})


KAMPUNG = text(
    "INSERT INTO kampung (name, village_code, zone, is_active) SELECT 'Kampung ' || name, code, zone, true FROM region"
    " WHERE level = 'village'"
)
CLASSES = text(
    "INSERT INTO classification (kampung_id, area_code, semester, name, scores, facts, impact, computed_at)"
    " SELECT id, village_code, :semester, CASE id % 4 WHEN 0 THEN 'dasar' WHEN 1 THEN 'mandiri' ELSE 'berkembang' END,"
    " '{}', '{}', '{}', :now FROM kampung"
)


def _fill(database: Database) -> None:
    """Sums of all areas from the district up: some twelve kampung in a district."""
    for letters, many in ((8, 12), (5, 160), (2, 2_200), (0, WHOLE)):
        with database.transaction(NOW) as tx:
            for month in MONTHS:
                told = {"letters": letters, "many": many, "month": month, "age": many * rolling_up.month_of(month)}
                for name in area_sums.needed():
                    statement = COUNTRY if letters == 0 else SUMS
                    tx.connection().execute(statement, {**told, "name": name})


_SUMS = (
    "INSERT INTO rollup (area_code, figure, period, reports, above, below, known, known_above, known_below,"
    " known_months) SELECT {code}, :name, :month, :many, :many * (60 + abs(random()) % 90), :many * 200,"
    " CASE :month WHEN '2025-11' THEN :many ELSE 0 END, CASE :month WHEN '2025-11' THEN :many * 90 ELSE :many END,"
    " :many * 20, CASE :month WHEN '2025-11' THEN :age ELSE 0 END {source}"
)
SUMS = text(_SUMS.format(code="code", source="FROM region WHERE length(code) = :letters"))
COUNTRY = text(_SUMS.format(code="''", source=""))


def reports(connection: Connection, kampung: int) -> int:
    """Twelve monthly reports of so many kampung, in regencies of 160; how many answers."""
    told = figures(Random(1))
    connection.execute(text("CREATE TEMP TABLE told (name TEXT, number INT)"))
    connection.execute(
        text("INSERT INTO told VALUES (:name, :number)"), [{"name": n, "number": v} for n, v in told.items()]
    )
    for place in range(kampung):
        code = f"{11 + place // 16_000:02d}.{1 + place // 160 % 99:02d}.{1 + place // 16 % 10:02d}.{1001 + place % 16}"
        at = {"place": place + 1, "code": code, "now": NOW}
        connection.execute(SUBMISSIONS, [{**at, "month": month, "uuid": f"{place}.{month}"} for month in MONTHS])
    connection.execute(ANSWERS)
    return kampung * len(MONTHS) * len(told)


SUBMISSIONS = text(
    "INSERT INTO submission (instance_id, is_current, revision, number, form_id, form_version_id, kampung_id,"
    " area_code, period, person_id, instance_name, xml, review_state, started_at, submitted_at) VALUES (:uuid, true, 1,"
    " 'KB-X', 'bulanan_kkb', 1, :place, :code, :month, 1, '', '', 'received', :now, :now)"
)
ANSWERS = text(
    "INSERT INTO answer_value (submission_id, path, name, kind, text, number, indicator)"
    " SELECT s.id, '/data/' || t.name, t.name, 'integer', CAST(t.number AS TEXT), t.number + s.id * 7 % 20, t.name"
    " FROM submission s, told t ORDER BY s.id"
)
