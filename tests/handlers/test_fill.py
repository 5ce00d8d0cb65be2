"""Filling a report by chat."""

from __future__ import annotations

import pytest

from models import answer_value, submission
from tests.handlers.conftest import NOW, Place
from tests.people import Person
from tests.story import fill, notebook

PAYO = "Payo Sejahtera"


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
    with place.database.reading(NOW) as tx:
        sent = submission.current(tx, "bulanan_kkb", 1, "2026-10")
        assert sent is not None and sent.id is not None
        values = answer_value.by_name(tx, sent.id)
    assert (values["pus"], values["pa_total"], values["cpr"]) == ("486", "336", "69")
    assert sent.xml.startswith("<data") or "<data" in sent.xml
