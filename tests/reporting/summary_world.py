"""West Java for summaries: a district of 24 kampung that are told by name, its regency, the regencies beside it, eight
months of reports, and every state that a debt can be in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from models import obligation, report_flag, tally
from models.answer_value import AnswerValue
from models.database import Transaction
from models.form_version import FormVersion
from models.kampung import Kampung
from models.obligation import Obligation
from models.obstacle import Obstacle
from models.person import Person
from models.region import Region
from models.report_flag import ReportFlag, ReportLook
from models.submission import Submission
from models.ticket import Ticket
from reporting import opening, publishing
from reporting.programme import BULANAN
from reporting.publishing import read_source
from reporting.texts import templates_folder
from tests.reporting.field import LONG_AGO, WIB, member, person

MONDAY = datetime(2026, 11, 9, 8, 30, tzinfo=WIB).astimezone(UTC)
MONTHS = tuple(f"2026-{month:02d}" for month in range(3, 11))
PROVINCE, REGENCY, DISTRICT = "32", "32.17", "32.17.10"
REGENCIES = (
    "Bandung", "Bandung Barat", "Bekasi", "Bogor", "Ciamis", "Cianjur", "Cirebon", "Garut", "Indramayu", "Karawang",
)  # fmt: skip
DISTRICTS = (
    "Batujajar", "Cihampelas", "Cikalong Wetan", "Cililin", "Cipatat", "Cipeundeuy", "Cipongkor", "Cisarua",
    "Gununghalu", "Lembang", "Ngamprah", "Padalarang", "Parongpong", "Rongga", "Saguling", "Sindangkerta",
)  # fmt: skip
KAMPUNG = (
    "Sukamaju", "Cikole", "Jayagiri", "Kayuambon", "Wangunsari", "Mekar Jaya", "Cibodas", "Cibogo", "Cikahuripan",
    "Cikidang", "Gudangkahuripan", "Langensari", "Lembang Asri", "Mekarwangi", "Pagerwangi", "Sukajaya",
    "Suntenjaya", "Wangunharja", "Cilumber", "Babakan", "Genteng", "Pasir Ipis", "Pojok Girang", "Ciputri",
)  # fmt: skip
OTHERS = {
    "poktan_bulanan": "Laporan Bulanan Kelompok Kegiatan (Poktan)",
    "kunjungan_keluarga": "Kunjungan/Pendampingan Keluarga (KRS, catin, bumil, pascasalin, baduta)",
}
NEVER = (4, 3, 3, 2, 3, 1, 2)
WEEK = timedelta(days=7)
OFFICERS = ("Bu Sari", "Pak Budi", "Kak Rina")
PLANS = (("dinkes", "2026-10-31"), ("dinkes", "2026-12-31"), ("dinsos", "2026-12-31"), ("pupr", "2026-10-15"))


def plant(tx: Transaction) -> None:
    """Places, officers and eight months of debts, all of them met in time and looked at."""
    _land(tx)
    opening.open_period(tx, MONTHS[-1])
    publishing.publish(tx, read_source(templates_folder() / "forms" / "bulanan_kkb.md"))
    for form_id, title in OTHERS.items():
        tx.add(
            FormVersion(
                form_id=form_id, version="1", title=title, content_hash=form_id, xform="", source_name="", source=b"",
                published_at=LONG_AGO, is_live=True,
            )
        )  # fmt: skip
    tx.flush()
    met = {"state": "accepted", "sent_at": col(Obligation.opens_at)}
    tx.connection().execute(sa.update(Obligation).values(**met))
    _before(tx)
    count(tx)


def count(tx: Transaction) -> None:
    """After debts were written past the ledger."""
    tx.flush()
    tx.expire_all()
    tally.rebuild(tx)


def trouble(tx: Transaction) -> None:
    """A bad week: a fifth of the district is missing, most of two others, and everything that a summary can tell."""
    lembang = kampung_of(tx, DISTRICT)
    for at in (0, 1, 8, 16, 17):  # of each of the three officers some
        owe(tx, lembang[at].id)
    owe(tx, lembang[5].id, "sent", MONDAY - timedelta(days=1))  # after its day
    owe(tx, lembang[6].id, "returned", MONDAY - timedelta(days=9))
    owe(tx, lembang[7].id, "excused", None)
    owe(tx, lembang[15].id, "void", None)
    for code, left in (("32.17.01", 8), ("32.17.04", 5), ("32.04", 4), ("32.01", 1), ("32.09", 6)):
        _behind(tx, code, left)
    budi = tx.exec(select(Person.id).where(Person.address == "Pak Budi")).one() or 0
    tx.add(
        Obstacle(
            person_id=budi, reason="signal", note="HP rusak", until=MONDAY + WEEK / 2, created_at=MONDAY - WEEK / 7
        )
    )
    for at, place in enumerate(lembang[9:13]):
        _waits(tx, place, at)
    _tickets(tx)
    _plans(tx, lembang[0])
    _others(tx, lembang)
    count(tx)


def kampung_of(tx: Transaction, district: str) -> Sequence[Kampung]:
    return tx.exec(
        select(Kampung).where(col(Kampung.village_code).startswith(f"{district}.")).order_by(col(Kampung.id))
    ).all()


def owe(tx: Transaction, kampung_id: int | None, state: str = "waiting", sent_at: datetime | None = None) -> None:
    row = obligation.of_slot(tx, BULANAN, kampung_id or 0, MONTHS[-1])
    assert row is not None
    row.state, row.sent_at = state, sent_at
    tx.add(row)


def _land(tx: Transaction) -> None:
    _region(tx, PROVINCE, None, "province", "Jawa Barat")
    for at, name in enumerate(REGENCIES, 1):
        code = REGENCY if name == "Bandung Barat" else f"32.{at:02d}"
        _region(tx, code, PROVINCE, "regency", f"Kabupaten {name}")
        if code != REGENCY:
            _district(tx, f"{code}.01", f"{name} Kota", [f"{name} {one}" for one in range(1, 7)], ("Bu Tati",))
    for at, name in enumerate(DISTRICTS, 1):
        mine = KAMPUNG if name == "Lembang" else tuple(f"{name} {one}" for one in range(1, 11))
        _district(tx, f"{REGENCY}.{at:02d}", name, mine, OFFICERS if name == "Lembang" else (f"Bu {name}",))
    opening.ensure_schedules(tx, MONTHS[0])


def _before(tx: Transaction) -> None:
    """The months before, long closed: of each ten kampung so many never reported."""
    table = Obligation.__table__  # type: ignore[attr-defined]
    for month, never in zip(MONTHS[:-1], NEVER, strict=True):
        closed = datetime(2026, int(month[5:]), 28, tzinfo=UTC)
        changed = {"period": month, **dict.fromkeys(("opens_at", "due_at", "late_at", "lock_at"), closed)}
        is_never = table.c.kampung_id % 10 < never
        told_by = {
            "state": sa.case((is_never, "waiting"), else_="accepted"),
            "sent_at": sa.case((is_never, None), else_=sa.literal(closed, table.c.sent_at.type)),
        }
        columns = [column for column in table.columns if column.name != "id"]
        fixed = {name: sa.literal(value, table.c[name].type) for name, value in changed.items()}
        told = [(fixed | told_by).get(one.name, one) for one in columns]
        rows = sa.select(*told).where(table.c.period == MONTHS[-1])
        tx.connection().execute(table.insert().from_select([one.name for one in columns], rows))


def _region(tx: Transaction, code: str, parent: str | None, level: str, name: str) -> None:
    tx.add(Region(code=code, parent_code=parent, level=level, name=name, zone="Asia/Jakarta"))
    tx.flush()


def _district(tx: Transaction, code: str, name: str, kampung: Any, officers: tuple[str, ...]) -> None:
    _region(tx, code, code.rpartition(".")[0], "district", name)
    people = [person(tx, f"{one} Wahyuni", one) for one in officers]
    for at, called in enumerate(kampung):
        village = f"{code}.{2001 + at}"
        _region(tx, village, code, "village", called)
        row = Kampung(name=called, village_code=village, zone="Asia/Jakarta")
        tx.add(row)
        tx.flush()
        member(tx, people[at * len(people) // len(kampung)], "plkb", kampung_id=row.id)


def _behind(tx: Transaction, code: str, left: int) -> None:
    rows = sa.select(Obligation).where(col(Obligation.area_code).startswith(code + "."))
    mine = rows.where(col(Obligation.form_id) == BULANAN, col(Obligation.period) == MONTHS[-1])
    for row in tx.execute(mine.order_by(col(Obligation.id)).limit(left)).scalars():
        row.state, row.sent_at = "waiting", None


def _waits(tx: Transaction, place: Kampung, at: int) -> None:
    """A report in the queue; two of them are odd, two tell of stock."""
    when = MONDAY - timedelta(days=6 - at)
    row = report(tx, place, f"{place.id}", BULANAN, MONTHS[-1], when)
    tx.add(_value(row, "/data/g_kelola/kendala", "kendala", "dana alokon" if at < 2 else "dana"))
    path = "/data/g_pa/pa_suntik"
    odd = (
        [ReportFlag(submission_id=row.id or 0, rule="jump", path=path, value="120", low=12, high=12)] if at % 2 else []
    )
    report_flag.keep(tx, ReportLook(submission_id=row.id or 0), odd)
    owe(tx, place.id, "sent", when)


def report(tx: Transaction, place: Kampung, number: str, form_id: str, period: str, at: datetime) -> Submission:
    row = Submission(
        instance_id=f"uuid:{form_id}:{number}",
        number=f"KB-{number}",
        form_id=form_id,
        form_version_id=1,
        kampung_id=place.id or 0,
        area_code=place.village_code,
        period=period,
        person_id=1,
        xml="<x/>",
        started_at=at,
        submitted_at=at,
    )
    tx.add(row)
    tx.flush()
    return row


def _value(row: Submission, path: str, name: str, text: str) -> AnswerValue:
    return AnswerValue(submission_id=row.id or 0, path=path, name=name, kind="text", text=text)


def _tickets(tx: Transaction) -> None:
    for at in range(9):
        told = {"state": "answered"} if at > 1 else {}
        when = MONDAY - timedelta(days=at % 3)
        tx.add(
            Ticket(number=f"T-{at}", person_id=1, area_code=f"{DISTRICT}.2001", question="?", created_at=when, **told)
        )


def _plans(tx: Transaction, place: Kampung) -> None:
    """What a meeting of the regency agreed on: four plans, two of them late."""
    row = report(tx, place, "RAKOR", "rakor_lintas_sektor", "2026-10-01.1", MONDAY - timedelta(days=30))
    row.review_state = "approved"
    tx.add_all([_value(row, "/data/tanggal", "tanggal", "2026-10-01"), _value(row, "/data/tingkat", "tingkat", "kab")])
    for at, (agency, until) in enumerate(PLANS, 1):
        for name, text in (("r_kegiatan", f"Kegiatan {at}"), ("r_pj", agency), ("r_selesai", until)):
            tx.add(_value(row, f"/data/rencana[{at}]/{name}", name, text))


def _others(tx: Transaction, lembang: Any) -> None:
    """Debts of other forms: groups, of which some are closed, and visits on this month's days."""
    for at, place in enumerate(lembang[:9]):
        _debt(tx, place, "poktan_bulanan", f"poktan:{at}", "2026-10", "waiting" if at % 3 else "sent", 0)
        _debt(tx, place, "poktan_bulanan", f"poktan:{at}", "2026-08", "waiting", -60)
        _debt(
            tx,
            place,
            "kunjungan_keluarga",
            f"family:{at}",
            f"2026-11-{at + 3:02d}",
            "waiting" if at % 2 else "sent",
            at,
        )


def _debt(tx: Transaction, place: Any, form_id: str, unit: str, period: str, state: str, days: int) -> None:
    schedule_id = next(row.id for row in opening.schedule.all_of(tx) if row.form_id == form_id)
    when = MONDAY + timedelta(days=days - 5)
    tx.add(
        Obligation(
            schedule_id=schedule_id or 0, form_id=form_id, unit=unit, kampung_id=place.id, area_code=place.village_code,
            period=period, person_id=1 + (place.id or 0) % 3, state=state, opens_at=when - timedelta(days=3),
            due_at=when + timedelta(days=3), late_at=when + timedelta(days=4), lock_at=when + timedelta(days=12),
            sent_at=when if state == "sent" else None,
        )
    )  # fmt: skip
