"""A long list that opens with its search: what the officer uses most, and letters for the rest."""

from __future__ import annotations

from datetime import datetime

from models.database import Database
from tests.reporting.chat import officer

FORM = "\n".join(
    [
        "| survey |",
        "| | type | name | label | appearance |",
        "| | select_one desa | desa | Desa mana? | autocomplete |",
        "| | text | catatan | Catatan | |",
        "| choices |",
        "| | list_name | name | label |",
        *(f"| | desa | d{at} | Desa {name} |" for at, name in enumerate("ABCDEFGHIJKL", start=1)),
    ]
)


def test_it_asks_for_letters_and_shows_the_whole_list_when_asked(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        assert "🔎 Ketik 2 huruf atau lebih dari namanya." in sari.card
        assert sari.buttons[0] == "Semua"
        assert "Ada 12 pilihan" in sari.taps("Semua")
        assert sari.buttons[0] == "Desa A"
        assert "Catatan" in sari.says("Desa K")
        assert sari.value("desa") == "d11"
        card = sari.taps("Kembali")
        assert "atau tekan yang biasa dipakai" in card
        assert any("Desa K" in label for label in sari.buttons)


def test_a_card_that_is_left_says_which_question_it_was(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        sari.says("Desa C")
        assert sari.screen.leaves is not None
        assert sari.screen.leaves["args"]["echo"]["number"] == 1
