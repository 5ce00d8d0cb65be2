"""Rounds of a repeat, by a tired officer: one too many, one with a slip."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.conftest import Place
from tests.handlers.test_odd_forms import officer as officer
from tests.handlers.test_odd_forms import opened
from tests.people import Person, labels

WARGA = (
    "| | begin_repeat | warga | Warga | | | |\n| | text | nama | Panggilan | yes | | |\n"
    "| | integer | umur | Umur | yes | | |\n| | end_repeat | | | | | |\n"
)


def test_a_round_is_looked_at_changed_and_taken_out(place: Place, officer: Person, tmp_path: Path) -> None:
    opened(place, officer, tmp_path, WARGA)
    for name, age in (("Bu Ani", "34"), ("Pak Udin", "3")):
        officer.answers(name, "Umur")
        officer.answers(age, "Sudah")
        if name == "Bu Ani":
            officer.taps("Tambah lagi")
            officer.sees("Panggilan")
    card = officer.sees("Yang terakhir: Pak Udin, 3.")
    assert labels(card)[:4] == ["➕ Tambah lagi", "✅ Cukup, lanjut", "✏️ Warga 1", "✏️ Warga 2"]
    officer.taps("✏️ Warga 2")
    officer.sees("3. Panggilan: Pak Udin\n4. Umur: 3")
    officer.taps("✏️ 4")
    officer.sees("Jawaban sekarang: 3")
    officer.says("30")
    officer.sees("Sudah 2. Tambah satu lagi?")
    officer.taps("✏️ Warga 1")
    officer.sees("1. Panggilan: Bu Ani")
    officer.taps("Hapus Warga 1")
    officer.sees("dengan semua isiannya")
    officer.taps("Hapus")
    officer.sees("Yang terakhir: Pak Udin, 30.")
    officer.taps("Cukup")
    assert "Pak Udin" in officer.sees("Ringkasan")["text"]
