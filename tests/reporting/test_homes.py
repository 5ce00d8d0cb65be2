"""What the menu of each role says and offers: counters that count nothing are not shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models import article, review
from models.database import Database, Transaction
from models.submission import Submission
from reporting import articles
from reporting.asking import Asking
from reporting.inputs import Sender
from reporting.menus import Menus
from reporting.texts import templates_folder
from tests.reporting import desk
from tests.reporting.beginner import Beginner, beginner, holds
from tests.reporting.desk import TEXTS
from tests.reporting.walking import meet


@pytest.fixture
def sari(sqlite_database: Database, now: datetime) -> Beginner:
    return beginner(sqlite_database, now, kampung=2)


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [(4, "pagi"), (10, "pagi"), (11, "siang"), (15, "sore"), (17, "sore"), (18, "malam"), (23, "malam"), (3, "malam")],
)
def test_the_greeting_goes_by_the_local_hour(sari: Beginner, hour: int, greeting: str) -> None:
    sari.now = datetime(2026, 11, 2, 17, tzinfo=UTC) + timedelta(hours=hour)  # 00.00 WIB
    assert sari.home().startswith(f"Selamat {greeting}, Bu Sari. Selasa, 3 November 2026.")


def test_an_officer_reads_how_the_month_stands(sari: Beginner) -> None:
    told = sari.home()
    assert "Laporan Oktober 2026: 0 dari 2 kampung terkirim.\nBatas: Kamis, 5 November 2026." in told
    assert list(sari.buttons()) == ["📝 Isi laporan", "📋 Laporan saya", "💬 Tanya", "⚙️ Atur", "ℹ️ Bantuan"]
    with sari.database.transaction(sari.now) as tx:
        meet(tx, desk.PAYO)
    assert "Laporan Oktober 2026: 1 dari 2 kampung terkirim." in sari.home()
    sari.waits(days=5)
    assert "Batasnya sudah lewat, masih bisa dikirim sampai Minggu, 15 November 2026." in sari.home()
    with sari.database.transaction(sari.now) as tx:
        meet(tx, desk.AUR)
    told = sari.home()
    assert "Laporan Oktober 2026: semua 2 kampung terkirim." in told
    assert "Batas berikutnya: Sabtu, 5 Desember 2026 (untuk November 2026)." in told
    sari.waits(days=9)
    assert "Saat ini tidak ada laporan yang ditunggu." in sari.home()


def test_one_draft_is_opened_several_are_listed(sari: Beginner) -> None:
    sari.presses("s::open:bulanan_kkb,1,2026-10")
    sari.says("ya")
    sari.home()
    assert "Data penduduk" in sari.taps_on("Lanjutkan draf (1)") or "Isian 2" in sari.shows()
    sari.presses("s::open:bulanan_kkb,2,2026-10")
    sari.home()
    assert "Draf yang belum dikirim:" in sari.taps_on("Lanjutkan draf (2)")


def test_what_was_sent_back_stands_on_top(sqlite_database: Database, now: datetime) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        officer = desk.officer(tx)
        first = _returned(tx, officer.files(tx))
    sari = Beginner(sqlite_database, officer.sender, now, desk.CountedIds(9))
    sari.home()
    assert next(iter(sari.buttons())) == "🔁 Perbaiki (1)"
    assert sari.buttons()["🔁 Perbaiki (1)"] == f"s::correct:{first}"
    with sqlite_database.transaction(now) as tx:
        _returned(tx, officer.files(tx, "2026-09"))
    sari.home()
    told = sari.taps_on("Perbaiki (2)")
    assert told.startswith("Laporan yang perlu diperbaiki:\n1. Payo Sejahtera, Oktober 2026 · KB-")
    assert "2. Payo Sejahtera, September 2026" in told
    assert "Ringkasan" in sari.taps_on("2")


def _returned(tx: Transaction, sent: Submission) -> int:
    sent.review_state = "has_issues"
    tx.add(sent)
    tx.flush()
    assert sent.id is not None and review.last(tx, sent.id) is None
    return sent.id


@pytest.fixture
def rina(sqlite_database: Database, now: datetime) -> tuple[Database, Sender]:
    """A cadre, with the articles on the shelf."""
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        article.sync(tx, articles.load(templates_folder() / "articles"))
        return sqlite_database, desk.person(tx, "Kak Rina", "kader", kampung_id=desk.PAYO)


@pytest.mark.parametrize("topic", ["Alat kontrasepsi", "Ibu & balita", "Efek samping", "BKB / BKR / BKL"])
def test_a_cadre_who_does_not_know_how_to_ask_chooses(rina: tuple[Database, Sender], now: datetime, topic: str) -> None:
    database, kader = rina
    with database.transaction(now) as tx:
        menus = Menus(TEXTS)
        menus.home(tx, kader)
        assert desk.shown(tx, kader).startswith("Selamat pagi, Kak Rina. Mau tanya apa soal program KB?")
        holds(desk.screen_of(tx, kader))
        menus.chosen(tx, kader, desk.tap(tx, kader, topic))
        holds(desk.screen_of(tx, kader))
        told = desk.shown(tx, kader)
        assert told.startswith("Pilih yang ingin dibaca, atau ketik pertanyaannya.\n1. ")
        Asking(TEXTS).chosen(tx, kader, desk.tap(tx, kader, "1"))
        assert "Sumber" in desk.shown(tx, kader)


def test_a_question_goes_to_an_officer_at_once(rina: tuple[Database, Sender], now: datetime) -> None:
    database, kader = rina
    with database.transaction(now) as tx:
        dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
        Menus(TEXTS).home(tx, kader)
        asking = Asking(TEXTS)
        asking.chosen(tx, kader, desk.tap(tx, kader, "Tanya petugas"))
        assert "Apa yang ingin ditanyakan ke petugas?" in desk.shown(tx, kader)
        assert asking.to_officer(tx, kader, "NIK ibu itu 3201234567890001, bagaimana?")
        assert not desk.notices(tx, dedi)
        assert not asking.to_officer(tx, kader, "Kapan mobil pelayanan datang?")
        assert "T-1001" in desk.shown(tx, kader)
        assert ["Kapan mobil pelayanan datang?" in row.html for row in desk.notices(tx, dedi)] == [True]
