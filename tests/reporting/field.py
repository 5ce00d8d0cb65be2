"""A small field for tests: four kampung in two time zones, two officers, two coordinators."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.answer_value import AnswerValue
from models.chat import Chat
from models.database import Transaction
from models.form_version import FormVersion
from models.kampung import Kampung
from models.membership import Membership
from models.person import Person
from models.region import Region
from models.submission import Submission
from reporting.inputs import Sender
from reporting.library import Library
from reporting.opening import ensure_schedules
from reporting.reminding import Reminding
from reporting.summarising import Summarising
from reporting.texts import Texts, templates_folder

WIB = ZoneInfo("Asia/Jakarta")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = Texts(templates_folder())
REGIONS = (
    ("13", None, "province", "Sumatera Barat"),
    ("13.72", "13", "regency", "Kota Solok"),
    ("13.72.01", "13.72", "district", "Tanjung Harapan"),
    ("13.72.01.1004", "13.72.01", "village", "Tanah Garam"),
    ("13.72.01.1005", "13.72.01", "village", "Simpang Rumbio"),
    ("13.72.01.1006", "13.72.01", "village", "Laing"),
    ("63", None, "province", "Kalimantan Selatan"),
    ("63.71", "63", "regency", "Kota Banjarmasin"),
    ("63.71.01", "63.71", "district", "Banjarmasin Selatan"),
    ("63.71.01.1001", "63.71.01", "village", "Kelayan"),
)
PLACES = (
    (1, "Payo Sejahtera", "13.72.01.1004", "Asia/Jakarta"),
    (2, "Aur Sejahtera", "13.72.01.1005", "Asia/Jakarta"),
    (3, "Laing Taluak Sejahtera", "13.72.01.1006", "Asia/Jakarta"),
    (4, "Kampung Baiman", "63.71.01.1001", "Asia/Makassar"),
)
SARI, BUDI, DEDI, RINA = 1, 2, 3, 4  # two officers, then the coordinators of Solok (WIB) and Banjarmasin (WITA)


def wib(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


def reminding() -> Reminding:
    return Reminding(TEXTS, Summarising(Library(), TEXTS))


def sender(person_id: int) -> Sender:
    return Sender(4242, 1000 + person_id, 500 + person_id)


def settle(tx: Transaction) -> None:
    """The regions, kampung, people and their roles; the monthly report is owed from October 2026 on."""
    for code, parent, level, name in REGIONS:
        zone = "Asia/Makassar" if code.startswith("63") else "Asia/Jakarta"
        tx.add(Region(code=code, parent_code=parent, level=level, name=name, zone=zone))
        tx.flush()
    for _, name, village, zone in PLACES:
        tx.add(Kampung(name=name, village_code=village, zone=zone))
        tx.flush()
    person(tx, "Sari Wahyuni", "Bu Sari")
    person(tx, "Budi Santoso", "Pak Budi", zone="Asia/Makassar")
    person(tx, "Dedi Kurniawan", "Pak Dedi")
    person(tx, "Rina Marlina", "Bu Rina", zone="Asia/Makassar")
    for kampung_id in (1, 2, 3):
        member(tx, SARI, "plkb", kampung_id=kampung_id)
    member(tx, BUDI, "plkb", kampung_id=4)
    member(tx, DEDI, "koordinator", area_code="13.72")
    member(tx, RINA, "koordinator", area_code="63.71")
    ensure_schedules(tx, "2026-10")


def person(tx: Transaction, name: str, address: str, zone: str = "Asia/Jakarta", language: str = "id") -> int:
    row = Person(name=name, address=address, zone=zone, language=language, created_at=LONG_AGO)
    tx.add(row)
    tx.flush()
    assert row.id is not None
    row.telegram_user_id = 500 + row.id
    chat = Chat(
        bot_id=4242,
        telegram_chat_id=1000 + row.id,
        person_id=row.id,
        language=language,
        updated_at=LONG_AGO,
    )
    tx.add(chat)
    tx.flush()
    return row.id


def member(tx: Transaction, person_id: int, role: str, **where: Any) -> Membership:
    row = Membership(person_id=person_id, role=role, since=LONG_AGO, **where)
    tx.add(row)
    tx.flush()
    return row


def form_version(tx: Transaction) -> int:
    row = FormVersion(
        form_id="bulanan_kkb", version="1", title="Laporan bulanan", content_hash="x", xform="", source_name="x",
        source=b"", published_at=LONG_AGO,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    assert row.id is not None
    return row.id


def report(
    tx: Transaction, version: int, kampung_id: int, period: str, at: datetime, figures: dict[str, float]
) -> Submission:
    """A current submission with indicators, not yet reviewed."""
    sent = Submission(
        instance_id=f"uuid:{kampung_id}:{period}",
        number=f"KB-{kampung_id}{period[-2:]}",
        form_id="bulanan_kkb",
        form_version_id=version,
        kampung_id=kampung_id,
        area_code=PLACES[kampung_id - 1][2],
        period=period,
        person_id=SARI,
        xml="<x/>",
        started_at=at,
        submitted_at=at,
    )
    tx.add(sent)
    tx.flush()
    assert sent.id is not None
    for name, number in figures.items():
        values = {"path": f"/data/{name}", "name": name, "kind": "integer", "text": f"{number:g}", "indicator": name}
        tx.add(AnswerValue(submission_id=sent.id, number=number, **values))
    tx.flush()
    return sent
