"""Filling a report by chat."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from models import answer_value, draft, submission
from tests.handlers.conftest import NOW, Place
from tests.people import Person
from tests.story import fill, notebook


@pytest.fixture
def officer(place: Place) -> Person:
    """An officer of one kampung, at the first question of the monthly report for October."""
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    sari.says("/lapor")
    sari.sees("Laporan yang masih ditunggu")
    sari.taps("Formulir lain")
    sari.sees("Formulir yang mana")
    sari.taps("1")
    sari.sees("periode mana")
    sari.taps("Oktober 2026")
    sari.sees("Boleh berhenti kapan saja")
    sari.taps("Mulai")
    sari.sees("Apakah ada kegiatan")
    return sari


def test_a_whole_report_is_typed_reviewed_and_sent(officer: Person, place: Place) -> None:
    fill(officer, notebook())
    while "Kirim laporan" not in str(officer.last()["buttons"]):
        page = officer.last()["text"]
        officer.taps("Halaman " + str(int(page.split("halaman ")[1][0]) + 1))
        officer.sees(f"halaman {int(page.split('halaman ')[1][0]) + 1}")
    officer.taps("Kirim laporan")
    receipt = officer.sees("Laporan terkirim")
    assert "KB-" in receipt["text"]
    officer.has_seen("Laporan Bulanan Kampung KB, Payo Sejahtera, Oktober 2026: terkirim.")
    assert not any("Ringkasan ·" in one["text"] for one in officer.messages())
    with place.database.reading(NOW) as tx:
        sent = submission.current(tx, "bulanan_kkb", 1, "2026-10")
        assert sent is not None and sent.id is not None
        values = answer_value.by_name(tx, sent.id)
    assert (values["pus"], values["pa_total"], values["cpr"]) == ("486", "336", "69")
    assert sent.xml.startswith("<data") or "<data" in sent.xml


def labels(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message["buttons"] or [] for button in row]


def test_a_wrong_answer_says_what_arrived_and_what_is_allowed(officer: Person) -> None:
    officer.taps("Ya")
    officer.sees("berubah dari bulan lalu")
    officer.taps("Tidak")
    officer.sees("Belum ada laporan bulan lalu")
    officer.says("ya")
    officer.sees("Jumlah jiwa laki-laki")
    officer.says("sdikit")
    seen = officer.sees('Saya terima "sdikit"')
    assert "Contoh: 12" in seen["text"]
    officer.says("seribu dua ratus")
    officer.sees("✅ Jumlah jiwa laki-laki: 1.200")
    officer.says("1300")
    officer.sees("Jumlah keluarga")
    officer.says("9000")
    assert "0–2.500" in officer.sees("Jumlah keluarga tidak boleh lebih dari jumlah jiwa")["text"]


def test_back_shows_the_answer_and_keeps_it_with_one_tap(officer: Person) -> None:
    officer.taps("Ya")
    officer.sees("berubah dari bulan lalu")
    officer.taps("Ya")
    officer.sees("laki-laki")
    officer.says("1420")
    officer.sees("Jumlah jiwa perempuan")
    officer.says("kembali")
    card = officer.sees("Jawaban sekarang: 1.420")
    officer.taps("Tetap 1.420", card)
    officer.sees("Jumlah jiwa perempuan")


def test_a_draft_is_parked_and_found_again(officer: Person, place: Place) -> None:
    officer.taps("Ya")
    officer.sees("berubah dari bulan lalu")
    officer.taps("Simpan")
    officer.sees("Tersimpan")
    officer.says("/menu")
    officer.sees("Selamat ")
    officer.taps("Isi laporan")
    officer.sees("masih ditunggu")
    officer.taps("Menu")
    officer.sees("Selamat ")
    officer.taps("Lanjutkan draf (1)")
    officer.sees("berubah dari bulan lalu")
    officer.taps("Kembali")
    officer.sees("Apakah ada kegiatan")


def test_old_buttons_never_write(officer: Person, place: Place) -> None:
    first = officer.last()
    officer.says("Ya")
    second = officer.sees("berubah dari bulan lalu")
    officer.taps("Ya", second)
    officer.sees("laki-laki")
    # Telegram keeps old keyboards alive in chats that were not refreshed: the data of the first card comes again.
    data = first["buttons"][1][0]["data"]
    told = {"message_id": officer.last()["message_id"], "data": data}
    place.sandbox.http.post(f"/sim/people/{officer.id}/tap", json=told)
    officer.says("kembali")
    officer.sees("berubah dari bulan lalu")
    officer.says("kembali")
    assert "● Ya" in labels(officer.sees("Apakah ada kegiatan"))


def test_the_same_tap_twice_has_one_effect(officer: Person, place: Place) -> None:
    card = officer.last()
    told = {"message_id": card["message_id"], "data": card["buttons"][0][0]["data"]}
    for _ in range(3):
        place.sandbox.http.post(f"/sim/people/{officer.id}/tap", json=told)
    officer.sees("berubah dari bulan lalu")
    with place.database.reading(NOW) as tx:
        (row,) = draft.open_of(tx, 1)
    assert row.answered == 1


def test_toggles_keep_their_state_and_typed_numbers_work(place: Place) -> None:
    officer = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    reach(officer, "Poktan yang ada")
    officer.taps("⬜ 1. BKB")
    until(lambda: "✅ 1. BKB" in labels(officer.last()))
    officer.taps("⬜ 3. BKL")
    until(lambda: "Selesai (2 dipilih)" in labels(officer.last()))
    officer.taps("✅ 1. BKB")
    until(lambda: "Selesai (1 dipilih)" in labels(officer.last()))
    officer.says("1,3")
    officer.sees("✅ Poktan yang ada: BKB, BKL")


def test_a_nik_is_not_stored_anywhere(place: Place) -> None:
    officer = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    reach(officer, "Jumlah jiwa laki-laki")
    officer.says("1372011234567890")
    officer.sees("data pribadi")
    until(lambda: officer.messages()[-2]["deleted"] or "1372" not in str(officer.messages()))
    with place.database.reading(NOW) as tx:
        stored = str([row.data for row in draft.open_of(tx, 1)]) + str(
            tx.connection().exec_driver_sql("select raw from inbound_update").fetchall()
        )
    assert "1372011234567890" not in stored


def test_an_answer_can_be_changed_from_the_review(officer: Person) -> None:
    fill(officer, notebook())
    officer.says("ubah 1")
    officer.sees("Apakah ada kegiatan")
    officer.taps("Tidak")
    officer.sees("Alasan tidak ada kegiatan")
    officer.says("Tidak ada dana")
    officer.sees("Ringkasan")


def reach(officer: Person, question: str) -> None:
    """Opens the monthly report for October and answers until that question is asked."""
    officer.says("/lapor")
    officer.sees("masih ditunggu")
    officer.taps("1")
    officer.sees("Boleh berhenti")
    officer.taps("Mulai")
    officer.sees("Apakah ada kegiatan")
    fill(officer, notebook(), until=question)


def until(held: Callable[[], bool], within: float = 10.0) -> None:
    ends = time.monotonic() + within
    while not held():
        assert time.monotonic() < ends
        time.sleep(0.03)
