"""Drafts: several, parked, welcomed back, thrown away and taken back. Nothing expires silently."""

from __future__ import annotations

from datetime import datetime

import pytest

from models import draft
from models.database import Database
from models.draft import Draft
from reporting import publishing
from reporting.refusals import Refusal
from tests.reporting import desk
from tests.reporting.beginner import Beginner, beginner

OCTOBER = "s::open:bulanan_kkb,1,2026-10"


@pytest.fixture
def sari(sqlite_database: Database, now: datetime) -> Beginner:
    """In the middle of October's report for Payo, with two answers, one of two kampung and two forms."""
    made = beginner(sqlite_database, now, kampung=2, forms=("bulanan_kkb", "kegiatan_kkb"))
    made.presses(OCTOBER)
    made.says("ya")
    made.says("ya")
    made.taps = 0
    return made


def stored(sari: Beginner, number: int = 1) -> Draft:
    with sari.database.reading(sari.now) as tx:
        row = tx.get_one(Draft, number)
        tx.expunge(row)
        return row


def test_whatever_else_is_opened_parks_the_draft_in_one_line(sari: Beginner) -> None:
    sari.lapor()
    assert sari.leaves() == "💾 Draf Oktober 2026, Payo Sejahtera, tersimpan (2 isian)."
    sari.home()
    assert sari.leaves() == ""  # told once
    sari.presses(OCTOBER)
    sari.presses("s::open:kegiatan_kkb,1,2026-11-02")
    assert sari.leaves() == "💾 Draf Oktober 2026, Payo Sejahtera, tersimpan (2 isian)."
    sari.home()
    assert sari.leaves() == "💾 Draf 2 November 2026, Payo Sejahtera, tersimpan (0 isian)."


def test_an_answer_parks_nothing(sari: Beginner) -> None:
    sari.says("1420")
    assert "tersimpan" not in sari.leaves()
    sari.taps_on("Simpan")
    assert sari.shows().startswith("💾 Tersimpan: Laporan Bulanan Kampung KB, Payo Sejahtera, Oktober 2026. 3 dari ±51")
    sari.taps_on("Menu")
    assert sari.leaves() == ""


def test_drafts_are_kept_apart_by_form_kampung_and_period(sari: Beginner) -> None:
    sari.presses("s::open:bulanan_kkb,2,2026-10")
    sari.presses("s::open:bulanan_kkb,1,2026-11")
    sari.presses("s::open:kegiatan_kkb,1,2026-11-02")
    told = sari.draf()
    assert told.startswith("Draf yang belum dikirim:\n1. Laporan Kegiatan/Intervensi")
    assert sum(tap.startswith("s::draft:") for tap in sari.buttons().values()) == 4
    sari.presses(OCTOBER)
    assert stored(sari).answered == 2
    assert "Isian 3" in sari.shows() or "laki-laki" in sari.shows()


def test_the_same_day_it_goes_straight_on(sari: Beginner) -> None:
    sari.home()
    sari.waits(hours=6)
    assert "laki-laki" in sari.taps_on("Lanjutkan draf (1)")


def test_after_a_night_two_taps_lead_to_the_next_question(sari: Beginner) -> None:
    """Budget of 5.3: closed Telegram in the middle of a form, next day: 2 taps. The bar is the first."""
    sari.waits(days=1)
    told = sari.lapor()
    assert told.startswith(
        "Selamat datang lagi, Bu Sari. Draf Oktober 2026, Payo Sejahtera, terakhir diisi Senin, 2 Nov"
    )
    assert "Sudah: 2 isian. Berikutnya: Jumlah jiwa laki-laki." in told
    assert list(sari.buttons()) == ["Lanjut isian 3", "Lihat isian", "Mulai dari awal", "Laporan lain", "☰ Menu"]
    assert "laki-laki" in sari.taps_on("Lanjut isian 3")
    assert sari.taps + 1 == 2


def test_crossing_midnight_is_not_being_away(sari: Beginner, now: datetime) -> None:
    sari.now = now.replace(hour=16, minute=58)  # 23.58 WIB
    sari.says("1420")
    sari.waits(minutes=5)
    sari.lapor()
    assert "Jumlah jiwa perempuan" in sari.taps_on("Lanjutkan draf (1)")


def test_the_welcome_leads_everywhere(sari: Beginner) -> None:
    sari.waits(days=3)
    sari.draf()
    assert "Ringkasan" in sari.taps_on("Lihat isian")
    sari.waits(days=1)
    sari.draf()
    assert "Laporan yang masih ditunggu" in sari.taps_on("Laporan lain")
    sari.draf()
    assert "laki-laki" in sari.says("lanjut isian 3")


def test_starting_over_keeps_what_was_there_for_a_day(sari: Beginner) -> None:
    sari.waits(days=1)
    sari.lapor()
    assert "2 isian yang ada dihapus, masih bisa dikembalikan 24 jam." in sari.taps_on("Mulai dari awal")
    assert "Apakah ada kegiatan" in sari.taps_on("Mulai dari awal")
    assert (stored(sari, 1).state, stored(sari, 2).state) == ("deleted", "open")
    sari.home()
    sari.presses("s::bin")
    assert "laki-laki" in sari.taps_on("1")  # the older one is back, the newer one has made way
    assert (stored(sari, 1).state, stored(sari, 2).state) == ("open", "deleted")


def test_a_draft_deleted_by_mistake_is_back_with_one_tap(sari: Beginner) -> None:
    """Budget of 5.3: 1."""
    sari.taps_on("Simpan")
    assert "(2 isian)? Masih bisa dikembalikan 24 jam." in sari.taps_on("Hapus draf")
    told = sari.taps_on("Hapus")
    assert told.endswith("Masih bisa dikembalikan sampai Selasa, 3 November 2026, 08.00 WIB.")
    sari.taps = 0
    assert "laki-laki" in sari.taps_on("Kembalikan draf")
    assert sari.taps == 1
    assert (stored(sari).state, stored(sari).answered) == ("open", 2)


@pytest.mark.parametrize(("hours", "state"), [(23.9, "open"), (24.1, "deleted")])
def test_a_day_long_it_can_be_taken_back(sari: Beginner, hours: float, state: str) -> None:
    sari.presses("s::drop:1")
    sari.taps_on("Hapus")
    sari.waits(hours=hours)
    try:
        sari.presses("s::restore:1")
    except Refusal as refused:
        assert refused.code == "no_draft"
    assert stored(sari).state == state


def test_taking_back_twice_goes_on(sari: Beginner) -> None:
    sari.presses("s::drop:1")
    sari.taps_on("Hapus")
    sari.presses("s::restore:1")
    sari.says("1420")
    assert "Jumlah jiwa perempuan" in sari.presses("s::restore:1")
    assert stored(sari).answered == 3


def test_an_old_confirmation_deletes_nothing(sari: Beginner) -> None:
    sari.presses("s::drop:1")
    data = sari.buttons()["Hapus"]
    sari.taps_on("Jangan, simpan")
    sari.presses(data)
    assert stored(sari).state == "open"


def test_a_draft_whose_report_was_sent_meanwhile_is_not_taken_back(sari: Beginner) -> None:
    with sari.database.transaction(sari.now) as tx:
        version = publishing.publish(tx, desk.source("bulanan_kkb"))
        assert version.id is not None
        officer = desk.officer(tx, "Pak Budi")
    sari.presses("s::drop:1")
    sari.taps_on("Hapus")
    with sari.database.transaction(sari.now) as tx:
        officer.files(tx)
    assert "sudah dikirim Pak Budi" in sari.presses("s::restore:1")
    assert stored(sari).state == "deleted"


def test_no_drafts_and_nothing_to_take_back(sari: Beginner) -> None:
    sari.presses("s::drop:1")
    sari.taps_on("Hapus")
    sari.waits(days=2)
    assert sari.draf() == "Belum ada draf. Semua yang dimulai ada di sini."
    assert list(sari.buttons()) == ["📝 Isi laporan", "☰ Menu"]


def test_lost_in_the_menus_one_word_or_tap_leads_home(sari: Beginner) -> None:
    """Budget of 5.3: 1."""
    sari.lapor()
    sari.taps_on("Formulir lain")
    assert "Selamat pagi, Bu Sari." in sari.taps_on("Menu")
    with sari.database.reading(sari.now) as tx:
        assert len(draft.open_of(tx, 1)) == 1
