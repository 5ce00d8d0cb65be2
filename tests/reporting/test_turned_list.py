"""On the second page of a long list of options: what comes in then is no page of the list."""

from __future__ import annotations

import pytest

from models.database import Database
from reporting.inputs import File
from tests.reporting.arriving import Desk, opened


@pytest.fixture
def turned(sqlite_database: Database) -> Desk:
    made = opened(sqlite_database, "desa")
    made.taps("Berikutnya")
    assert "Muaro" in str(made.screen())
    return made


def test_a_photo_is_asked_about(turned: Desk) -> None:
    turned.files(File("image", "f1", "u1", "image/jpeg", 200_000))
    assert "Foto ini untuk isian 2 (Foto kegiatan)?" in turned.card()
    turned.taps("Ya")
    assert turned.answers()["foto"] and turned.asked() == "desa"


def test_a_sticker_leaves_the_list_in_hand(turned: Desk) -> None:
    turned.strays()
    assert "Saya belum bisa membaca ini. Isian sekarang: Desa mana?" in turned.card()
    assert turned.asked() == "desa"


def test_a_place_is_not_asked_for(turned: Desk) -> None:
    turned.places()
    assert "Laporan ini tidak meminta lokasi." in turned.card() and turned.asked() == "desa"


def test_a_page_in_the_middle_keeps_to_six_rows_when_nothing_is_understood(turned: Desk) -> None:
    assert {"◀ Balik", "Lanjut ▶"} <= {button.label for row in turned.screen().rows for button in row}
    for _ in range(4):
        turned.says("baris satu baris dua")
        assert len(turned.screen().rows) <= 6
    assert "Lewati dan tandai" in str(turned.screen().rows)
