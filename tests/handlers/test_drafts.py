"""Lists, drafts and reminders over Telegram: typed and tapped like a tired officer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import later
from models.draft import Draft
from tests.handlers.conftest import NOW, Place
from tests.people import PATIENCE, Person, labels


@pytest.fixture
def sari(place: Place) -> Person:
    """Two answers into the monthly report for October, of one of two kampung."""
    homes = (place.kampung(), place.kampung("Aur Sejahtera", "13.72.01.1005"))
    officer = place.registered("Bu Sari", "plkb", kampung_ids=homes)
    officer.says("📝 Lapor")
    officer.sees("Laporan yang masih ditunggu")
    officer.says("1")
    officer.sees("Boleh berhenti kapan saja")
    officer.says("mulai")
    officer.sees("Apakah ada kegiatan")
    officer.says("ya")
    officer.sees("berubah dari bulan lalu")
    officer.says("ya")
    officer.sees("laki-laki")
    return officer


def test_the_bar_parks_the_draft_in_one_line_and_nothing_is_lost(sari: Person) -> None:
    parked = "💾 Draf Oktober 2026, Payo Sejahtera, tersimpan (2 isian)."
    sari.says("📂 Laporan")
    sari.has_seen(parked)
    sari.says("/draf")
    sari.sees("laki-laki")
    sari.says("ralat")
    sari.sees("Ketik nomor isian")
    sari.says("/lapor")
    sari.sees("Laporan yang masih ditunggu")
    sari.says("ralat")
    sari.sees_button("Per bulan")
    sari.says("/lapor")
    told = sari.sees("Laporan yang masih ditunggu")
    assert "Payo Sejahtera, Oktober 2026 · draf 2" in told["text"]
    # The card left behind becomes its line after the next one is posted.
    sari._waits(lambda seen: [m for m in seen if m["text"] == parked][1:], lambda m: True, "a second line", PATIENCE)


def test_thrown_away_and_taken_back_from_the_list(sari: Person) -> None:
    sari.says("simpan")
    sari.sees("💾 Tersimpan")
    sari.taps("Hapus draf")
    sari.sees("Masih bisa dikembalikan 24 jam")
    sari.taps("Hapus")
    assert "Kembalikan draf" in labels(sari.sees("dihapus"))
    sari.says("/draf")
    sari.sees("Belum ada draf")
    sari.taps("Kembalikan (1)")
    sari.sees("laki-laki")


def test_welcomed_back_the_next_day(sari: Person, place: Place) -> None:
    with place.database.transaction(NOW) as tx:
        row = tx.get_one(Draft, 1)
        row.updated_at = NOW - timedelta(days=2)
        tx.add(row)
    sari.says("/lapor")
    card = sari.sees("Selamat datang lagi, Bu Sari. Draf Oktober 2026, Payo Sejahtera")
    assert "Lanjut isian 3" in labels(card)
    sari.taps("Lanjut isian 3")
    sari.sees("laki-laki")


def test_reminded_at_an_hour_of_ones_own(sari: Person, place: Place) -> None:
    sari.taps("Simpan")
    sari.sees("💾 Tersimpan")
    sari.taps("Ingatkan nanti")
    sari.sees("Kapan sebaiknya diingatkan?")
    sari.taps("Pilih jam")
    sari.sees("Jam berapa?")
    sari.says("jam 2 siang")
    sari.sees("Kabar mengingatkan Senin, 2 November 2026, 14.00 WIB")
    place.sandbox.clock("2026-11-02T14:00:30+07:00")
    told = sari.sees("draf Oktober 2026, Payo Sejahtera, sudah 2 isian")
    sari.taps("Lanjutkan draf", told)
    sari.sees("laki-laki")
    with place.database.reading(NOW) as tx:
        assert later.next_after(tx, NOW) is None
