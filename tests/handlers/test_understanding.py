"""A tired officer at the phone: asks in the middle, is not understood, and finds the way round."""

from __future__ import annotations

import pytest

from models import ticket
from tests.handlers.conftest import NOW, Place
from tests.people import Person, labels


@pytest.fixture
def officer(place: Place) -> Person:
    """At "Jumlah jiwa laki-laki" of the monthly report for October, one question after the other."""
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    sari.says("/lapor")
    sari.sees("masih ditunggu")
    sari.taps("1")
    sari.sees("Boleh berhenti")
    sari.taps("Mulai")
    sari.sees("Apakah ada kegiatan")
    sari.taps("Ya")
    sari.sees("berubah dari bulan lalu")
    sari.taps("Ya")
    sari.sees("Jumlah jiwa laki-laki")
    return sari


def test_a_question_in_the_middle_is_answered_and_the_card_comes_back(officer: Person) -> None:
    officer.says("apa itu pus ya bu?")
    officer.has_seen("pasangan suami istri")
    card = officer.sees("Jumlah jiwa laki-laki")
    shown = [message["text"] for message in officer.from_bot()]
    assert "pasangan suami istri" in shown[-2]
    assert "Saya terima" not in card["text"]
    officer.says("contoh")
    officer.sees("Jumlah jiwa laki-laki")
    officer.has_seen("ℹ️ Jumlah jiwa laki-laki")
    officer.says("seribu empat ratus dua puluh")
    officer.sees("✅ Jumlah jiwa laki-laki: 1.420")


def test_three_failures_lead_round_the_question(officer: Person, place: Place) -> None:
    place.registered("Pak Dedi", "koordinator", area="13.72")
    officer.says("bnyk")
    officer.sees('Saya terima "bnyk"')
    officer.says("lumayan byk")
    assert "ℹ️ Contoh" in labels(officer.sees('Saya terima "lumayan byk"'))
    officer.says("tdk hafal")
    card = officer.sees("Kita lewati dulu?")
    assert {"Lewati dan tandai", "🆘 Tanya koordinator"} <= set(labels(card))
    officer.taps("Lewati dan tandai", card)
    officer.sees("ditandai untuk ditanyakan")
    officer.sees("Jumlah jiwa perempuan")
    for text in ("ga ngerti saya", "entahlah", "bingung aku"):
        officer.says(text)
        officer.sees(f'Saya terima "{text}"')
    officer.taps("Tanya koordinator")
    officer.sees("diteruskan ke Pak Dedi")
    officer.says("ringkasan")
    page = officer.sees("Ringkasan")
    assert "1395" not in page["text"]
    with place.database.reading(NOW) as tx:
        (row,) = ticket.asked_by(tx, 1, 5)
    assert "Jumlah jiwa perempuan" in row.question


def test_words_and_readings_as_people_type_them(officer: Person) -> None:
    officer.says("1420,5")
    card = officer.sees("Maksudnya 1.420 atau 1.421?")
    officer.taps("1.420", card)
    officer.sees("Jumlah jiwa perempuan")
    officer.says("Kmbali")
    officer.sees("Jawaban sekarang: 1.420")
    officer.says("rubah 1")
    officer.sees("Apakah ada kegiatan")
    officer.says("nanti dulu")
    officer.sees("Tersimpan")
