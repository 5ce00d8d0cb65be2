"""The lists of /lapor, typed and tapped: M-ST-01 to M-ST-05."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from models import obligation
from models.database import Database
from models.kampung import Kampung
from models.outbound_message import OutboundMessage
from models.schedule import Schedule
from reporting import delivering
from reporting.access import actor_of
from reporting.coordinating import Coordinating
from reporting.inputs import Tap
from reporting.nudging import Nudging
from reporting.refusals import Refusal
from reporting.summarising import Summarising
from tests.reporting import desk
from tests.reporting.beginner import Beginner, beginner
from tests.reporting.desk import LIBRARY, TEXTS
from tests.reporting.places import village

ALL = ("bulanan_kkb", "kegiatan_kkb", "monev_klasifikasi", "profil_kkb")


@pytest.fixture
def sari(sqlite_database: Database, now: datetime) -> Beginner:
    """Two kampung, four forms, the monthly report owed for both."""
    return beginner(sqlite_database, now, kampung=2, forms=ALL)


def test_one_tap_from_what_is_owed_to_the_introduction(sari: Beginner) -> None:
    told = sari.lapor()
    assert told.startswith("Laporan yang masih ditunggu, Bu Sari:\n1. Laporan Bulanan Kampung KB, Payo Sejahtera,")
    told = sari.taps_on("1")
    assert told.startswith(
        "📝 <b>Laporan Bulanan Kampung KB</b>\nPayo Sejahtera · Oktober 2026\n7 bagian, paling banyak 51"
    )
    assert list(sari.buttons()) == [
        "Mulai",
        "Lihat semua pertanyaan",
        "Cetak formulir",
        "Salin dari kertas",
        "Ganti kampung/bulan",
        "☰ Menu",
    ]
    assert "Isian 1" in sari.taps_on("Mulai")
    assert sari.taps == 2


def test_whoever_owes_one_report_on_the_only_form_is_asked_nothing_first(
    sqlite_database: Database, now: datetime
) -> None:
    sari = beginner(sqlite_database, now)
    assert "Payo Sejahtera · Oktober 2026" in sari.lapor()


def test_what_is_late_is_counted_in_days_of_the_calendar(sari: Beginner) -> None:
    sari.now = datetime(2026, 11, 12, 1, 0, tzinfo=UTC)  # 08.00 WIB; due on the 5th at 23.59
    assert "1. Laporan Bulanan Kampung KB, Payo Sejahtera, Oktober 2026 (lewat 7 hari)" in sari.lapor()


def test_the_number_or_the_words_of_a_button_may_be_typed(sari: Beginner) -> None:
    sari.lapor()
    assert "Formulir yang mana?" in sari.says("formulir lain")
    assert "Kampung mana?" in sari.says("1")
    assert "untuk periode mana?" in sari.says("payo sejahtera")
    assert "Payo Sejahtera · Oktober 2026" in sari.says("oktober 2026")
    assert "Isian 1" in sari.says("mulai")


def test_what_means_nothing_at_a_list_is_told_back_and_the_list_stays(sari: Beginner) -> None:
    sari.lapor()
    told = sari.says("<b>sembilan</b>")
    assert told.startswith('Saya terima "&lt;b&gt;sembilan&lt;/b&gt;". Ketik nomornya')
    assert "1. Laporan Bulanan" in told
    assert "Payo Sejahtera · Oktober 2026" in sari.says("1")


def test_each_kampung_says_how_it_stands(sari: Beginner) -> None:
    sari.presses("s::open:bulanan_kkb,2,2026-10")
    sari.says("ya")
    sari.presses("s::form:bulanan_kkb")
    assert list(sari.buttons())[:2] == ["Aur Sejahtera · draf 1", "Payo Sejahtera · belum"]


def test_a_sent_kampung_says_so_and_offers_to_look_or_to_mend(sqlite_database: Database, now: datetime) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        officer = desk.officer(tx)
        officer.files(tx)
    sari = Beginner(sqlite_database, officer.sender, now, desk.CountedIds(9))
    sari.lapor()
    assert next(iter(sari.buttons())) == "Oktober 2026 · terkirim"
    told = sari.taps_on("Oktober")
    assert told.startswith("Laporan Bulanan Kampung KB, Payo Sejahtera, Oktober 2026 sudah dikirim Bu Sari, Senin,")
    assert list(sari.buttons()) == ["📄 Lihat", "✏️ Perbaiki laporan ini", "Pilih yang lain", "☰ Menu"]
    assert "Ringkasan" in sari.taps_on("Perbaiki laporan ini")


def test_earlier_months_are_one_tap_further(sari: Beginner) -> None:
    sari.presses("s::kampung:bulanan_kkb,1")
    sari.taps_on("Bulan lain")
    assert list(sari.buttons())[:2] == ["September 2026", "Agustus 2026"]
    assert "Payo Sejahtera · Agustus 2026" in sari.taps_on("Agustus 2026")


@pytest.mark.parametrize(
    ("form", "first", "earlier"),
    [
        ("monev_klasifikasi", "Semester 2 (2026) · belum", "Semester 2 (2025)"),
        ("profil_kkb", "2026 · belum", "2024"),
    ],
)
def test_other_cadences_have_their_own_periods(sari: Beginner, form: str, first: str, earlier: str) -> None:
    sari.presses(f"s::kampung:{form},1")
    assert next(iter(sari.buttons())) == first
    sari.taps_on("Periode lain")
    assert next(iter(sari.buttons())) == earlier


def test_an_event_is_not_asked_for_its_period(sari: Beginner) -> None:
    assert "Payo Sejahtera · 2 November 2026" in sari.presses("s::kampung:kegiatan_kkb,1")
    assert "Payo Sejahtera · 2 November 2026" in sari.presses("s::earlier:kegiatan_kkb,1")


def test_the_form_used_last_comes_first(sari: Beginner) -> None:
    sari.presses("s::open:profil_kkb,1,2026")
    assert "1. Profil Kampung KB\n2. Laporan Bulanan" in sari.presses("s::forms")


def test_a_hundred_kampung_are_found_by_three_letters(sari: Beginner) -> None:
    with sari.database.transaction(sari.now) as tx:
        for number in range(100):
            tx.add(Kampung(name=f"Kampung KB Melati {number}", village_code=village(tx, number), zone="Asia/Jakarta"))
    told = sari.presses("s::form:bulanan_kkb")
    assert told.count("\n") == 9
    assert told.endswith("Atau ketik 3 huruf awal nama kampung.")
    assert "9. " in sari.taps_on("Berikutnya")
    assert "Aur Sejahtera: untuk periode mana?" in sari.says("aur")
    sari.presses("s::form:bulanan_kkb")
    assert "Aur Sejahtera: untuk periode mana?" in sari.says("simpang rumbio")  # the village it lies in
    sari.presses("s::form:bulanan_kkb")
    told = sari.says("melati")
    assert told.startswith('Kampung yang cocok dengan "melati":\n1. Kampung KB Melati 0')
    told = sari.says("qqqq")
    assert told.startswith('Tidak ada kampung yang cocok dengan "qqqq". Coba 3 huruf awal namanya.\n1. Aur Sejahtera')


def test_a_month_that_has_not_begun_says_when_and_offers_one_that_has(sari: Beginner) -> None:
    told = sari.presses("s::period:bulanan_kkb,1,2026-12")
    assert told == "Laporan Bulanan Kampung KB untuk Desember 2026 dibuka Selasa, 1 Desember 2026."
    assert "Payo Sejahtera · Oktober 2026" in sari.taps_on("Isi Oktober 2026")


def test_a_closed_month_can_be_asked_for_and_opened(sari: Beginner) -> None:
    with sari.database.transaction(sari.now) as tx:
        dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    sari.now = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
    told = sari.presses("s::slot:1")
    assert told.startswith("Laporan Oktober 2026, Payo Sejahtera, ditutup Minggu, 15 November 2026.")
    assert "Hubungi Pak Dedi bila perlu dibuka." in told
    assert "diteruskan ke Pak Dedi" in sari.taps_on("Minta dibuka")
    sari.presses("s::reopen:1")  # again: told once
    with sari.database.transaction(sari.now) as tx:
        asked = desk.notices(tx, dedi)
        assert len(asked) == 1
        assert "Bu Sari minta laporan Oktober 2026, Payo Sejahtera, dibuka lagi." in asked[0].html
        coordinating = Coordinating(TEXTS, Summarising(LIBRARY, TEXTS), Nudging(TEXTS))
        for _ in range(2):
            coordinating.chosen(tx, dedi, desk.press(asked[0], "Buka 3 hari"))
        assert "dibuka sampai Kamis, 19 November 2026, 23.59 WIB" in desk.shown(tx, dedi)
        assert ["dibuka Pak Dedi" in row.html for row in desk.notices(tx, sari.sender)] == [True]
    assert "Isian 1" in sari.presses("s::open:bulanan_kkb,1,2026-10")


def test_only_a_coordinator_of_the_place_opens_it(sari: Beginner) -> None:
    with sari.database.transaction(sari.now) as tx:
        rina = desk.person(tx, "Bu Rina", "koordinator", area_code="63.71")
        coordinating = Coordinating(TEXTS, Summarising(LIBRARY, TEXTS), Nudging(TEXTS))
        with pytest.raises(Refusal):
            coordinating.chosen(tx, rina, Tap("k", None, "reopen", "1"))
        assert obligation.owed_by(tx, actor_of(tx, sari.sender).person_id, sari.now)


def test_all_questions_come_as_text_to_keep(sari: Beginner) -> None:
    sari.lapor()
    sari.taps_on("1")
    card = sari.shows()
    sari.taps_on("Lihat semua pertanyaan")
    assert sari.shows() == card
    sari.taps_on("Lihat semua pertanyaan")  # twice in a minute is once
    with sari.database.reading(sari.now) as tx:
        sent = tx.exec(select(OutboundMessage).order_by(OutboundMessage.id)).all()  # type: ignore[arg-type]
    assert ["(1 dari 2)" in sent[0].html, "(2 dari 2)" in sent[1].html, len(sent)] == [True, True, 2]
    assert all(len(row.html) <= 2100 for row in sent)
    assert {row.kind for row in sent} <= delivering.OPEN  # to be passed on, and to be noted beside
    assert "• Jumlah jiwa laki-laki (angka)" in sent[0].html
    assert "• Alasan tidak ada kegiatan* (pilih satu)" in sent[0].html
    assert not sent[0].buttons and sent[1].buttons[0][0]["text"] == "Mulai"
    assert "Isian 1" in sari.presses(sent[1].buttons[0][0]["data"])


@pytest.mark.parametrize("typed", ["aur", "Aur Sejahtera", "simpang rumbio"])
def test_the_name_of_a_kampung_opens_what_it_owes(sari: Beginner, typed: str) -> None:
    sari.lapor()
    assert "Aur Sejahtera · Oktober 2026" in sari.says(typed)


def test_a_name_that_several_debts_have_shows_them_and_an_unknown_one_is_told(sari: Beginner) -> None:
    sari.lapor()
    assert "1. Laporan Bulanan Kampung KB, Payo Sejahtera" in sari.says("sejahtera")
    assert "2. Laporan Bulanan Kampung KB, Aur Sejahtera" in sari.shows()
    assert "entah" in sari.says("entah")


def test_thirty_debts_are_turned_over(sari: Beginner) -> None:
    with sari.database.transaction(sari.now) as tx:
        base = tx.exec(select(Schedule).where(Schedule.form_id == "bulanan_kkb")).one()
        for number in range(14):
            told = base.model_dump(exclude={"id", "form_id"}) | {"form_id": "profil_kkb" if number else "kegiatan_kkb"}
            tx.add(Schedule(**told))
            tx.flush()
        rows = obligation.owed_by(tx, actor_of(tx, sari.sender).person_id, sari.now)
        for number in range(12):
            copy = rows[0].model_dump(exclude={"id", "period"}) | {"period": f"2025-{number + 1:02d}"}
            tx.add(obligation.Obligation(**copy))
    told = sari.lapor()
    assert "dan 9 lagi." in told and len(told) < 700
    sari.taps_on("Berikutnya")
    sari.taps_on("Berikutnya")
    assert "Berikutnya ▶" not in sari.buttons()
    assert "Payo Sejahtera · " in sari.taps_on("1")
