"""Summaries of a district, a regency, a province and the country: what they say, and that it is so."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from models.chat import Chat
from models.database import Database, Transaction
from models.person import Person
from models.scope import Scope
from reporting import charts, fitting
from reporting.fitting import plain
from reporting.library import Library
from reporting.overseeing import Coordinator
from reporting.summarising import Summarising
from reporting.texts import LANGUAGES
from tests.reporting import summary_oracle, summary_world
from tests.reporting.field import LONG_AGO, TEXTS
from tests.reporting.summary_world import DISTRICT, MONDAY, PROVINCE, REGENCY

DOCS = Path(__file__).parents[2] / "docs"
SCOPES = (
    Scope((DISTRICT,)),
    Scope((REGENCY,)),
    Scope((PROVINCE,)),
    Scope(("",)),
    Scope(("32.17.01", DISTRICT)),
    Scope((REGENCY, DISTRICT)),
    Scope((f"{DISTRICT}.2001",), (2, 3)),
    Scope(("32.04", DISTRICT), (1,)),
    Scope(),
)


@pytest.fixture
def java(database: Database) -> Iterator[Transaction]:
    """West Java in a bad week."""
    with database.transaction(datetime(2026, 2, 1, tzinfo=UTC)) as tx:
        summary_world.plant(tx)
    with database.transaction(MONDAY) as tx:
        summary_world.trouble(tx)
        yield tx


def told(tx: Transaction, area: str, language: str = "id") -> tuple[str, list[str], bytes]:
    """Text, labels of buttons, picture."""
    chat = Chat(bot_id=1, telegram_chat_id=1, language=language, updated_at=LONG_AGO)
    who = Coordinator(Person(id=0, name="Dedi", created_at=LONG_AGO), chat, Scope((area,)))
    screen, chart = Summarising(Library(), TEXTS).weekly(tx, who, MONDAY)
    assert chart is not None
    text = TEXTS.screen(language, screen)
    assert fitting.length(text) <= 900
    return plain(text), [button.label for row in screen.rows for button in row], charts.draw(chart)


def test_every_figure_is_what_plain_sql_finds(java: Transaction) -> None:
    for scope in SCOPES:
        for at in (MONDAY, MONDAY - timedelta(days=7), MONDAY + timedelta(days=7)):
            assert summary_oracle.compare(java, scope, at) == [], (scope, at)
    summary_world.owe(java, summary_world.kampung_of(java, DISTRICT)[0].id, "accepted", MONDAY)  # past the ledger
    assert any("expected, reported" in one for one in summary_oracle.compare(java, Scope((REGENCY,)), MONDAY))


def test_a_bad_week_after_a_quiet_one(sqlite_database: Database) -> None:
    with sqlite_database.transaction(datetime(2026, 2, 1, tzinfo=UTC)) as tx:
        summary_world.plant(tx)
        quiet(tx)
    with sqlite_database.transaction(MONDAY) as tx:
        summary_world.trouble(tx)
        for check in (district, regency, province, queries, sparing):
            check(tx)
        for area, name in ((DISTRICT, "bad"), (REGENCY, "regency"), (PROVINCE, "province")):
            picture(tx, area, name)


def district(java: Transaction) -> None:
    """Kampung by officer, with what keeps them."""
    text, buttons, _ = told(java, DISTRICT)
    assert text.splitlines() == [
        "📊 Kec. Lembang, minggu 2 Nov – 8 Nov 2026",
        "Laporan Oktober 2026: 17 dari 22 kampung masuk (minggu lalu 12). Tepat waktu 15.",
        "Laporan Bulanan Kelompok Kegiatan, Oktober 2026: 3 dari 9 masuk (minggu lalu 0).",
        "Kunjungan/Pendampingan Keluarga, November 2026: 5 dari 9 masuk.",
        "Perlu tindakan:",
        "• Belum lapor 5 kampung: Sukamaju, Cikole (Bu Sari); Cikahuripan (Pak Budi); Suntenjaya, Wangunharja"
        " (Kak Rina). Kendala: Cikahuripan, HP rusak.",
        "• Menunggu dicek 4, tertua 6 hari.",
        "• Laporan janggal 2: Suntik 120, sebelumnya 12 (Gudangkahuripan); Suntik 120, sebelumnya 12 (Lembang Asri).",
        "• Stok alokon kurang di 2 kampung: Cikidang, Gudangkahuripan.",
        "• Pertanyaan: 9 masuk, 2 belum dijawab.",
    ]
    assert buttons[1:] == ["✅ Periksa 4", "⚠️ 2 janggal", "💬 Jawab 2", "📋 Daftar belum lapor"]


def regency(java: Transaction) -> None:
    """Districts that need help, and plans of agencies."""
    text, buttons, _ = told(java, REGENCY)
    lines = text.splitlines()
    assert lines[1].startswith("Laporan Oktober 2026: 154 dari 172 kampung masuk")
    assert (
        "• Belum lapor 18 kampung. Kecamatan yang perlu dibantu (di bawah 80\u00a0%): Batujajar 2/10, Cililin 5/10,"
        " Lembang 17/22."
    ) in lines
    assert "• Stok alokon kurang di 2 kampung: Lembang 2." in lines
    assert "• Rencana OPD terbuka 4, lewat waktu 2: Dinas Kesehatan 1, Dinas PUPR 1." in lines
    assert "📂 2 rencana" in buttons


def province(java: Transaction) -> None:
    """Regencies; nudging is left to those who are nearer."""
    text, buttons, _ = told(java, PROVINCE)
    assert (
        "• Belum lapor 29 kampung. Kabupaten/kota yang perlu dibantu (di bawah 80\u00a0%): Kabupaten Bogor 2/6,"
        " Kabupaten Indramayu 0/6."
    ) in text.splitlines()
    assert not any("Ingatkan" in one for one in buttons)
    assert "Provinsi yang perlu dibantu" not in told(java, "")[0]


def quiet(calm: Transaction) -> None:
    """Two lines, at every level."""
    for area, count in ((DISTRICT, "24"), (REGENCY, "174"), (PROVINCE, "228")):
        text, buttons, _ = told(calm, area)
        said = f"Semua {count} kampung sudah lapor Oktober 2026, {count} tepat waktu. Tidak ada yang perlu tindakan."
        assert text.splitlines()[1:] == [said]
        assert buttons == []
    picture(calm, DISTRICT, "quiet")


def queries(java: Transaction) -> None:
    """As many for a province as for a district."""

    def asked(area: str) -> int:
        count = list[str]()
        told(java, area)  # what is read once is read
        java.expire_all()
        connection = java.connection()
        event.listen(connection, "before_cursor_execute", note := lambda *args: count.append(args[2]))
        told(java, area)
        event.remove(connection, "before_cursor_execute", note)
        return len(count)

    assert asked(PROVINCE) <= asked(DISTRICT) + 2
    assert asked("") <= asked(DISTRICT)


def sparing(java: Transaction) -> None:
    """Who spares data reads what the picture shows."""
    chat = Chat(bot_id=1, telegram_chat_id=1, language="id", updated_at=LONG_AGO)
    thrifty = Person(id=0, name="Dedi", created_at=LONG_AGO, settings={"saver": True})
    screen, chart = Summarising(Library(), TEXTS).weekly(java, Coordinator(thrifty, chat, Scope((REGENCY,))), MONDAY)
    assert chart is None
    assert "Kampung yang lapor: Mar 61\u00a0% · Apr 71\u00a0%" in plain(TEXTS.screen("id", screen))


def picture(tx: Transaction, area: str, name: str) -> None:
    """Light and square, in both languages; docs/summaries.md shows them. KABAR_PICTURES=1 puts the pictures there."""
    page = (DOCS / "summaries.md").read_text("utf-8")
    for language in LANGUAGES:
        text, _, drawn = told(tx, area, language)
        assert struct.unpack(">II", drawn[16:24]) == (1080, 1080)
        assert len(drawn) <= charts.MOST_BYTES
        file = DOCS / "pictures" / f"week-{name}-{language}.png"
        if os.environ.get("KABAR_PICTURES"):
            file.write_bytes(drawn)
        assert text in page, text
        assert f"pictures/{file.name}" in page
