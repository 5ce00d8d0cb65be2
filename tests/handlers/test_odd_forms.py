"""Small forms that ask for what the programme's own never do: each leaves a way on, and says what it wants."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporting import publishing
from tests.handlers.conftest import NOW, Place
from tests.handlers.filler import JPEG
from tests.handlers.test_any_form import choose
from tests.people import Person, labels

CHOICES = """
| choices |
| | list_name | name | label | prov |
| | tahun | 2019 | 2019 | x |
| | tahun | 2020 | 2020 | x |
| | kosong | a | A | x |
"""
HEAD = "| survey |\n| | type | name | label | required | choice_filter | appearance |\n"


@pytest.fixture
def officer(place: Place) -> Person:
    return place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))


def opened(place: Place, officer: Person, folder: Path, rows: str) -> None:
    """A form of these rows is published, and the officer begins it."""
    file = folder / "aneh.md"
    settings = "| settings |\n| | form_title | form_id | version |\n| | Aneh | aneh | 1 |\n"
    file.write_text(f"{HEAD}{rows}{CHOICES}{settings}", "utf-8")
    with place.database.transaction(NOW) as tx:
        publishing.publish(tx, publishing.read_source(file))
    choose(place, officer, "aneh")
    officer.taps("Mulai")


def test_a_form_that_asks_nothing_can_be_sent(place: Place, officer: Person, tmp_path: Path) -> None:
    opened(place, officer, tmp_path, "| | hidden | sumber | | | | |\n| | today | hari | | | | |\n")
    officer.sees("Ringkasan")
    officer.taps("Kirim laporan")
    officer.sees("Laporan terkirim")


def test_a_question_without_options_says_so(place: Place, officer: Person, tmp_path: Path) -> None:
    opened(place, officer, tmp_path, "| | select_one kosong | jenis | Jenis | yes | prov = 'tak ada' | |\n")
    card = officer.sees("Belum ada pilihan yang cocok")
    assert labels(card) == ["💾 Simpan"]


def test_labels_and_codes_are_not_told_as_sums(place: Place, officer: Person, tmp_path: Path) -> None:
    rows = "| | select_one tahun | tahun | Tahun | yes | | |\n| | barcode | kode | Kode | | | |\n"
    opened(place, officer, tmp_path, rows)
    officer.sees("Tahun")
    officer.taps("2019")
    officer.sees("Tahun: 2019")
    officer.says("8991002101234")
    officer.sees("Kode: 8991002101234")


def test_what_stands_there_can_be_kept(place: Place, officer: Person, tmp_path: Path) -> None:
    opened(place, officer, tmp_path, "| | time | jam | Jam mulai | yes | | |\n")
    officer.sees("Jam mulai")
    officer.says("14.30")
    officer.sees("Ringkasan")
    officer.says("1")
    officer.sees_button("Tetap 14.30")
    officer.taps("Tetap 14.30")
    officer.sees("Ringkasan")


def test_a_round_begun_by_mistake_can_be_taken_out(place: Place, officer: Person, tmp_path: Path) -> None:
    rows = (
        "| | begin_repeat | warga | Warga | | | |\n| | integer | umur | Umur | yes | | |\n| | end_repeat | | | | | |\n"
    )
    opened(place, officer, tmp_path, rows)
    officer.sees("Umur")
    officer.says("34")
    officer.sees("Sudah 1")
    officer.taps("Tambah lagi")
    officer.sees_button("Hapus Warga 2")
    officer.taps("Hapus Warga 2")
    officer.sees("dengan semua isiannya")
    officer.taps("Hapus")
    officer.sees("Sudah 1")
    officer.taps("Cukup")
    officer.sees("Ringkasan")


def test_what_no_question_can_hold_leaves_the_question_in_hand(place: Place, officer: Person, tmp_path: Path) -> None:
    opened(place, officer, tmp_path, "| | integer | peserta | Peserta | | | |\n")
    officer.sees("Peserta")
    officer.sends(contact={"phone_number": "+628110000000", "first_name": "Ani"})
    officer.sees("data pribadi")
    officer.says("12")
    officer.sees("Ringkasan")
    officer.sends_photo(JPEG)
    officer.says("1")
    officer.sees("Jawaban sekarang: 12")


def test_a_card_reads_well_to_somebody_tired(place: Place, officer: Person, tmp_path: Path) -> None:
    rows = (
        "| | select_multiple tahun | tahun | Tahun | | | |\n"
        "| | date | bulan | Bulan | | | month-year |\n"
        "| | decimal | berat | Berat | | | |\n"
        "| | acknowledge | benar | Benar | yes | | |\n"
    )
    opened(place, officer, tmp_path, rows)
    officer.sees("Boleh lebih dari satu")
    officer.taps("Selesai")
    card = officer.sees("ketik bulan dan tahunnya")
    assert "✅" not in card["text"]
    assert "Hari ini" not in labels(card)
    officer.says("Okt 2026")
    officer.sees("Ketik angka, koma")
    officer.says("0.5")
    officer.sees("Berat: 0,5")
    officer.taps("Sudah saya baca")
    officer.sees("sudah dibaca")
