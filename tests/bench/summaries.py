"""A Monday morning of the country: the summary of every district and regency, and its picture, in processor time.

Kampung, obligations of a month and who owes them are `tests/bench/ledger.py`'s; seven in ten have reported for two
months, a tenth of the reports waits to be looked at, one in a hundred has a flag. SQLite, one thread, one process.
"""

from __future__ import annotations

import gc
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from models import engines, region, tally
from models.chat import Chat
from models.database import Database
from models.obligation import Obligation
from models.person import Person
from models.region import Region
from models.report_flag import ReportFlag
from models.scope import Scope
from models.submission import Submission
from reporting import charts, drawing, publishing
from reporting.library import Library
from reporting.overseeing import Coordinator
from reporting.publishing import read_source
from reporting.recap import picture
from reporting.recap.files import Files
from reporting.recap.gathering import gather
from reporting.summarising import Summarising
from reporting.texts import Texts, templates_folder
from tests.bench import ledger
from tests.bench.table import aligned

SIZES = (1_000, 10_000)
MONDAY = datetime(2026, 11, 9, 1, 30, tzinfo=UTC)
SENT = datetime(2026, 11, 4, 3, tzinfo=UTC)
VILLAGE = 3  # dots in its code
PERIODS = ("2026-09", "2026-10")
FIGURES = ("pus", "pa_total", "pa_mkjp", "non_iat", "non_tial", "krs", "krs_didampingi")


@dataclass(frozen=True, slots=True)
class Told:
    """Processor seconds for so many summaries and their pictures; the memory held half way and at the end, MB; and for
    the recap of the largest province's month: reading it, and making its picture and both files."""

    kampung: int
    summaries: int
    building: float
    drawing: float
    longest: float
    half_way: int
    at_end: int
    recap: float
    files: float


def told(folder: Path, sizes: Sequence[int] = SIZES) -> Iterator[Told]:
    for size, database in ledger.each(folder / "summaries", sizes, country):
        yield _morning(database, size)


def table(found: Sequence[Told]) -> str:
    rows = [
        ("kampung", "summaries", "building, ms each", "drawing, ms each", "longest, ms", "all, min", "MB half way, end",
         "a province's recap, ms", "its files, ms")
    ]  # fmt: skip
    for one in found:
        each = (f"{1e3 * part / one.summaries:.1f}" for part in (one.building, one.drawing))
        whole = f"{(one.building + one.drawing) / 60:.1f}"
        memory = f"{one.half_way}, {one.at_end}"
        recap = (f"{one.recap * 1e3:.0f}", f"{one.files * 1e3:.0f}")
        rows.append(
            (f"{one.kampung:,}", f"{one.summaries:,}", *each, f"{one.longest * 1e3:.0f}", whole, memory, *recap)
        )
    return aligned(rows)


def country(database: Database, size: int) -> None:
    """Everything but the summaries."""
    ledger.country(database, size)
    ledger.open_all(database)
    with database.transaction(ledger.NOW) as tx:
        version = publishing.publish(tx, read_source(templates_folder() / "forms" / "bulanan_kkb.md")).id
        flagged = next(path for path in Library().of_version(tx, version or 0).questions if path.endswith("/pa_suntik"))
    with engines.migrating(database.url).begin() as connection:
        _above(connection)
        _people(connection, size)
        _reports(connection, version or 0, flagged)
    with database.transaction(ledger.NOW) as tx:
        tally.rebuild(tx)


def _morning(database: Database, size: int) -> Told:
    with database.reading(MONDAY) as tx:
        codes = [code for code, _ in region.names(tx) if code.count(".") in (1, 2)]
    summarising, building, drawing, longest, peaks = (
        Summarising(Library(), Texts(templates_folder())),
        0.0,
        0.0,
        0.0,
        [],
    )
    for at, code in enumerate(codes):
        began = time.process_time()
        with database.reading(MONDAY) as tx:
            _, chart = summarising.weekly(tx, _coordinator(code), MONDAY)
        built = time.process_time()
        assert chart is not None and len(charts.draw(chart)) <= charts.MOST_BYTES
        building, drawing = building + built - began, drawing + time.process_time() - built
        longest = max(longest, time.process_time() - began)
        if at in (len(codes) // 2, len(codes) - 1):
            gc.collect()
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    return Told(size, len(codes), building, drawing, longest, peaks[0], peaks[-1], *_recap(database))


def _recap(database: Database) -> tuple[float, float]:
    """Of the province with the most villages."""
    texts = Texts(templates_folder())
    with database.reading(MONDAY) as tx:
        held = Counter(code[:2] for code, _ in region.names(tx) if code.count(".") == VILLAGE)
        ((province, _),) = held.most_common(1)
        scope = Scope((province,))
        picture.chart(texts, "id", gather(tx, scope, province, PERIODS[-2]))  # what is read once is read
        began = time.process_time()
        found = gather(tx, scope, province, PERIODS[-1])
        made, files = picture.chart(texts, "id", found), Files(texts, "id", found, reads=True)
        read = time.process_time()
        for spec in (made, files.paper(tx, scope), files.workbook(tx, scope)):
            assert drawing.draw(spec)
    return read - began, time.process_time() - read


def _coordinator(code: str) -> Coordinator:
    who = Person(id=0, name="Dedi", zone="Asia/Jakarta", created_at=SENT)
    return Coordinator(who, Chat(bot_id=1, telegram_chat_id=1, language="id", updated_at=SENT), Scope((code,)))


def _above(connection: sa.Connection) -> None:
    """Districts, regencies and provinces of the villages."""
    villages = connection.execute(sa.text("SELECT code FROM region")).scalars().all()
    codes = {".".join(code.split(".")[:depth]) for code in villages for depth in (1, 2, 3)}
    levels = ("province", "regency", "district")
    rows = [
        {"code": code, "parent_code": region.above(code), "level": levels[code.count(".")], "name": f"Wilayah {code}"}
        | {"zone": "Asia/Jakarta"}
        for code in sorted(codes)
    ]
    connection.execute(Region.__table__.insert(), rows)  # type: ignore[attr-defined]


def _people(connection: sa.Connection, size: int) -> None:
    """An officer for two kampung, each with a chat."""
    ids = range(1, size // 2 + 2)
    people = [{"id": one, "name": f"Petugas {one}", "address": f"Bu {one}", "created_at": SENT} for one in ids]
    chats = [{"bot_id": 1, "telegram_chat_id": one, "person_id": one, "updated_at": SENT} for one in ids]
    for table, rows in ((Person, people), (Chat, chats)):
        columns = {name: column.default.arg for name, column in table.__table__.columns.items() if _is_plain(column)}  # type: ignore[attr-defined]
        connection.execute(table.__table__.insert(), [columns | row for row in rows])  # type: ignore[attr-defined]
    connection.execute(
        sa.update(Obligation).values(person_id=sa.cast(sa.literal_column("kampung_id / 2 + 1"), sa.Integer))
    )


def _is_plain(column: sa.Column[object]) -> bool:
    return column.default is not None and column.default.is_scalar


def _reports(connection: sa.Connection, version: int, flagged: str) -> None:
    met = "kampung_id % 10 < 7 AND form_id = 'bulanan_kkb'"
    for period in PERIODS:
        connection.execute(
            sa.text(
                "INSERT INTO submission (instance_id, is_current, revision, number, form_id, form_version_id,"
                " kampung_id, area_code, period, unit, person_id, instance_name, xml, review_state, started_at,"
                " submitted_at)"
                " SELECT :period || ':' || kampung_id, 1, 1, 'KB-' || kampung_id, form_id, :version, kampung_id,"
                " area_code, :period, '', person_id, '', '<x/>', CASE WHEN kampung_id % 10 = 0 AND :period = '2026-10'"
                f" THEN 'received' ELSE 'approved' END, :sent, :sent FROM obligation WHERE {met}"
            ),
            {"period": period, "version": version, "sent": SENT.replace(tzinfo=None).isoformat(sep=" ") + ".000000"},
        )
    for name in FIGURES:
        connection.execute(
            sa.text(
                "INSERT INTO answer_value (submission_id, path, name, kind, text, number, indicator) SELECT id,"
                " '/data/' || :name, :name, 'integer', '40', 40 + kampung_id % 7, :name FROM submission"
            ),
            {"name": name},
        )
    connection.execute(
        sa.insert(ReportFlag).from_select(
            ["submission_id", "rule", "path", "value", "low", "high", "other"],
            sa.select(Submission.id, *(sa.literal(one) for one in ("jump", flagged, "120", 40.0, 40.0, ""))).where(  # type: ignore[call-overload]
                sa.column("kampung_id") % 100 == 0, sa.column("period") == PERIODS[-1]
            ),
        )
    )
    connection.execute(sa.text(f"UPDATE obligation SET state = 'accepted', sent_at = due_at WHERE {met}"))
