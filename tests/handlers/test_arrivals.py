"""What arrives in whatever order, through the running bot."""

from __future__ import annotations

import pytest

from models import chat, draft
from tests.handlers.conftest import NOW, Place
from tests.handlers.filler import JPEG
from tests.handlers.test_every_form import choose
from tests.handlers.test_fill import reach, until
from tests.people import STICKER, Person, labels
from tests.story import fill, notebook


@pytest.fixture
def officer(place: Place) -> Person:
    """At the first figure of the monthly report."""
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    reach(sari, "Jumlah jiwa laki-laki")
    return sari


def test_four_answers_at_once_are_paired_and_one_tap_goes_on(officer: Person) -> None:
    written = [officer.says(text) for text in ("1420", "1398", "delapan ratus", "486")]
    seen = officer.sees("Saya terima 4 pesan")
    assert '"delapan ratus" jadi 800' in seen["text"]
    assert labels(seen) == ["✅ Betul semua", "✏️ Perbaiki", "Yang pertama"]
    officer.taps("Betul semua")
    officer.sees("✅ 4 isian tersimpan")
    thumbs = {one["message_id"] for one in officer.messages() if one["reaction"] == "👍"}
    assert thumbs == set(written)


def test_an_edited_message_corrects_its_answer_and_offers_a_correction_after_sending(
    officer: Person, place: Place
) -> None:
    written = officer.says("1420")
    officer.sees("Jumlah jiwa perempuan")
    officer.says("1421", edit=written)
    officer.sees("1.420 → 1.421")
    fill(officer, notebook())
    with place.database.reading(NOW) as tx:
        data = str(draft.open_of(tx, 1)[0].data)
    assert "'jiwa_l_baru': '1421'" in data
    while "Kirim laporan" not in str(labels(officer.last())):
        page = int(officer.last()["text"].split("halaman ")[1][0]) + 1
        officer.taps(f"Halaman {page}")
        officer.sees(f"halaman {page}")
    officer.taps("Kirim laporan")
    officer.sees("terkirim")
    officer.says("1420", edit=written)
    seen = officer.sees("sudah dikirim. Mau diperbaiki?")
    assert "✏️ Perbaiki" in labels(seen)


def test_who_blocks_the_bot_and_comes_back_finds_the_question_again(officer: Person, place: Place) -> None:
    fault = {"person": officer.id}
    place.sandbox.http.post("/sim/faults", json={**fault, "kind": "block"}).raise_for_status()
    until(lambda: blocked(place, officer))
    place.sandbox.http.post("/sim/faults", json={**fault, "kind": "unblock"}).raise_for_status()
    until(lambda: not blocked(place, officer))
    officer.says("1420")
    officer.sees("Jumlah jiwa perempuan")


def blocked(place: Place, officer: Person) -> bool:
    with place.database.reading(NOW) as tx:
        found = chat.find(tx, officer.id)
    return found is not None and found.blocked_at is not None


def test_strays_do_not_move_an_officer_from_the_question(place: Place) -> None:
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    choose(sari, "kegiatan_kkb", "")
    sari.sees("Tanggal kegiatan")
    sari.sends_photo(JPEG)
    sari.sees("Foto itu disimpan, belum dipakai")
    sari.sends(location={"latitude": -0.8, "longitude": 100.6, "horizontal_accuracy": 15})
    sari.sees("Lokasi ini untuk isian")
    for content in (
        STICKER,
        {"dice": {"emoji": "🎲", "value": 3}},
        {"contact": {"phone_number": "+62", "first_name": "Budi"}},
    ):
        sari.sends(content=content)
    seen = sari.sees("Lokasi ini untuk isian")
    sari.taps("Ya", seen)
    sari.sees("Tanggal kegiatan")
    sari.sends(content={"forward_origin": {"type": "hidden_user", "sender_user_name": "x", "date": 1}, "text": "Kabar"})
    sari.sees("Isian sekarang: Tanggal kegiatan")
    sari.says("14 Oktober 2026")
    sari.sees("Judul kegiatan")


def test_who_wrote_while_kabar_was_away_is_told_once(officer: Person, place: Place) -> None:
    fault = {"kind": "500", "method": "getUpdates", "count": 2}
    place.sandbox.http.post("/sim/faults", json=fault).raise_for_status()
    officer.says("1420")  # ends the poll that is open; the next ones fail
    officer.sees("Jumlah jiwa perempuan")
    officer.says("1398")
    place.sandbox.clock("2026-11-02T08:10:00+07:00")
    seen = officer.sees("Jumlah keluarga")
    assert seen["text"].startswith("Maaf, tadi Kabar sempat terganggu. Pesan Bu Sari sudah diterima dan tersimpan.")
    officer.says("800")
    assert "Maaf" not in officer.sees("Jumlah PUS")["text"]
