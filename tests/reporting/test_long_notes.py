"""A note that is a page to read has the card for itself; a short one stays a line above the next question."""

from __future__ import annotations

from datetime import datetime

from models.database import Database
from tests.reporting.chat import officer

FORM = """
| survey |
| | type | name | label |
| | note | pendek | Siapkan buku register. |
| | note | panjang | {} |
| | integer | pus | Jumlah PUS |
"""


def test_a_page_is_read_and_acknowledged(database: Database, now: datetime) -> None:
    with officer(database, now, FORM.format("Hitung **semua** PUS di kampung. " * 15)) as sari:
        assert "<i>Siapkan buku register.</i>" in sari.card
        assert sari.card.count("Hitung <b>semua</b> PUS") == 15
        assert sari.buttons == ["Lanjut", "💾 Simpan"]
        assert "Jumlah PUS" in sari.taps("Lanjut")
        assert "Siapkan" not in sari.card


def test_what_is_too_long_for_a_card_is_read_behind_arti(database: Database, now: datetime) -> None:
    with officer(database, now, FORM.format("Hitung semua PUS di kampung. " * 30 + "Selesai.")) as sari:
        assert len(sari.card) <= 700
        assert "Selesai." not in sari.card
        assert "Selesai." in sari.taps("Arti")
        assert "Jumlah PUS" in sari.taps("Lanjut")


def test_the_words_of_a_reader_go_on_too(database: Database, now: datetime) -> None:
    with officer(database, now, FORM.format("Hitung semua PUS di kampung. " * 15)) as sari:
        assert "Jumlah PUS" in sari.says("sudah")


def test_a_short_one_is_a_line(database: Database, now: datetime) -> None:
    with officer(database, now, FORM.format("Hitung semua PUS.")) as sari:
        assert "<i>Siapkan buku register.</i>\n<i>Hitung semua PUS.</i>\n<b>Jumlah PUS</b>" in sari.card
