"""Photos, places, voices and strays: wanted, unwanted, several, too large, not exact. Nothing is lost."""

from __future__ import annotations

import pytest
from sqlmodel import select

from models.attachment import Attachment
from models.database import Database
from reporting.inputs import File
from reporting.screens.screen import Screen
from tests.reporting.arriving import Desk, opened

PHOTO = File("image", "f1", "u1", "image/jpeg", 200_000)
VOICE = File("audio", "v1", "w1", "audio/ogg", 9_000, 12)
TO_PLACE = {"judul": "Posyandu", "peserta": "23"}


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    return opened(sqlite_database, "kiriman")


@pytest.fixture
def at_place(sqlite_database: Database) -> Desk:
    made = opened(sqlite_database, "kiriman", TO_PLACE)
    assert made.asked() == "tempat"
    return made


@pytest.fixture
def at_photo(at_place: Desk) -> Desk:
    at_place.places()
    at_place.places()
    assert at_place.asked() == "foto"
    return at_place


def photo(number: int, album: str = "") -> File:
    return File("image", f"f{number}", f"u{number}", "image/jpeg", 200_000, album=album)


def kept(desk: Desk) -> list[str]:
    with desk.database.reading(desk.at) as tx:
        return [row.telegram_file_id for row in tx.exec(select(Attachment).order_by(Attachment.id)).all()]


def test_an_exact_place_is_taken_and_the_bar_comes_back(at_place: Desk) -> None:
    assert at_place.screen().bar == "location"
    at_place.places(accuracy=8)
    assert "(±8 m)" in at_place.card()
    at_place.places(accuracy=8)
    assert at_place.asked() == "foto"
    assert at_place.screen().bar == "menu"


def test_an_inexact_place_is_stored_and_asked_about(at_place: Desk) -> None:
    at_place.places(accuracy=640)
    assert "kurang tepat (±640 m)" in at_place.card()
    assert at_place.answers()["tempat"].endswith("640.0")
    at_place.taps("Coba lagi")
    assert at_place.asked() == "tempat"
    at_place.places(accuracy=640)
    at_place.places(accuracy=12)
    assert at_place.answers()["tempat"].endswith("12.0")
    assert at_place.asked() == "batas"


def test_an_inexact_place_may_be_used(at_place: Desk) -> None:
    at_place.places(accuracy=640)
    at_place.says("pakai ini")
    assert at_place.asked() == "batas"
    at_place.places(accuracy=30)
    assert "kurang tepat (±30 m)" in at_place.card(), "the form warns from 20 m on"
    at_place.says("ya")
    assert at_place.asked() == "foto"


def test_a_place_from_the_map_has_no_accuracy(at_place: Desk) -> None:
    at_place.places(accuracy=None)
    assert at_place.answers()["tempat"] == "-0.78 100.65 0.0 0.0"


def test_the_words_of_the_key_are_no_place(at_place: Desk) -> None:
    at_place.says("📍 Kirim lokasi saya")
    assert "Lokasi belum masuk" in at_place.card()
    assert at_place.asked() == "tempat"


def test_who_cannot_send_a_place_names_it(at_place: Desk) -> None:
    at_place.taps("Tidak bisa kirim")
    assert "Ketik nama tempatnya" in at_place.card()
    at_place.says("Balai desa")
    assert "✅ Tempat dicatat: Balai desa" in at_place.card()
    assert at_place.asked() == "batas"
    at_place.taps("Tidak bisa kirim")
    at_place.says("kantor lurah")
    assert at_place.asked() == "foto", "what is required stays open for the end"
    assert "Balai desa" in str(at_place.row().data)


def test_a_photo_is_taken(at_photo: Desk) -> None:
    at_photo.files(PHOTO)
    assert at_photo.asked() == "suara"
    assert "terlampir" in at_photo.card()


def test_a_photo_too_early_is_kept_and_asked_about(desk: Desk) -> None:
    desk.files(PHOTO)
    assert "Foto ini untuk isian 5 (Foto kegiatan)?" in desk.card()
    desk.taps("Ya")
    assert "✅ Foto kegiatan: <b>terlampir</b>" in desk.card()
    assert desk.asked() == "judul"
    assert desk.answers()["foto"]
    desk.files(photo(2))
    assert "mengganti isian 5" in desk.card()
    before = desk.answers()["foto"]
    desk.says("tidak")
    assert desk.answers()["foto"] == before
    assert kept(desk) == ["f1", "f2"], "kept either way"


def test_a_photo_that_is_for_nothing_leaves_the_answers_alone(desk: Desk) -> None:
    desk.files(PHOTO)
    desk.taps("Bukan")
    assert "disimpan, belum dipakai" in desk.card()
    assert "foto" not in desk.answers()
    assert kept(desk) == ["f1"]
    desk.says("Posyandu")
    desk.says("23")
    desk.says("lewati")
    desk.places()
    assert desk.asked() == "foto"
    desk.taps("Pakai kiriman tadi")
    assert desk.answers()["foto"]
    assert desk.asked() == "suara"


def test_of_an_album_the_first_is_used_and_can_be_changed(at_photo: Desk) -> None:
    at_photo.files(photo(1, "a"), photo(2, "a"), photo(3, "a"))
    assert "Diterima 3 foto, dipakai 1: foto 1" in at_photo.card()
    first = at_photo.answers()["foto"]
    at_photo.taps("Pakai foto 3")
    assert at_photo.answers()["foto"] != first
    at_photo.taps("Sudah benar")
    assert at_photo.asked() == "suara"
    assert kept(at_photo) == ["f1", "f2", "f3"]


def test_an_album_of_one_photo_twice_asks_nothing(at_photo: Desk) -> None:
    at_photo.files(photo(1, "x"), photo(1, "x"))
    assert at_photo.screen().text == "filling/question"
    assert at_photo.asked() == "suara"
    at_photo.files(photo(2, "x"))
    assert "Diterima 2 foto" in at_photo.card()


def test_an_album_too_early_asks_once(desk: Desk) -> None:
    desk.files(photo(1, "a"), photo(2, "a"))
    assert "Foto ini untuk isian 5" in desk.card()
    desk.says("ya")
    assert "Diterima 2 foto, dipakai 1: foto 1" in desk.card()
    desk.says("sudah benar")
    assert desk.asked() == "judul"


def test_a_voice_can_be_recorded_again(at_photo: Desk) -> None:
    at_photo.files(PHOTO)
    at_photo.files(VOICE)
    assert "Pesan suara diterima (12 detik)" in at_photo.card()
    before = at_photo.answers()["suara"]
    at_photo.files(File("audio", "v2", "w2", "audio/ogg", 9_000, 31))
    assert "(31 detik)" in at_photo.card()
    assert at_photo.answers()["suara"] != before
    at_photo.taps("Ulangi")
    assert at_photo.asked() == "suara"
    at_photo.files(VOICE)
    at_photo.says("pakai")
    assert at_photo.asked() == "cerita"


def test_a_file_too_large_is_told_before_it_is_fetched(at_photo: Desk) -> None:
    at_photo.files(File("image", "f9", "u9", "image/jpeg", 25 * 1024 * 1024))
    assert "File terlalu besar (maksimum 20 MB). Kirim sebagai foto biasa." in at_photo.card()
    assert at_photo.asked() == "foto"
    assert kept(at_photo) == []


def test_what_no_report_can_hold_is_said_with_the_question(desk: Desk) -> None:
    desk.strays()
    assert "Saya belum bisa membaca ini. Isian sekarang: Judul kegiatan." in desk.card()
    desk.places()
    assert "Lokasi ini untuk isian 3 (Lokasi kegiatan)?" in desk.card()
    desk.strays()
    assert "Lokasi ini untuk isian 3" in desk.card(), "the page stays in hand"
    desk.taps("Ya")
    assert desk.asked() == "judul"
    assert desk.answers()["tempat"].startswith("-0.78")


def test_photos_and_places_of_a_burst_go_to_their_questions(desk: Desk) -> None:
    numbers = [desk.write() for _ in range(5)]
    desk.hear(numbers[0], "Posyandu")
    desk.hear(numbers[1], "23")
    with desk.database.transaction(desk.at) as tx:
        desk.filling.filed(tx, desk.of(numbers[2]), PHOTO)
    desk.hear(numbers[3], "Ramai sekali")
    desk.show()
    seen = desk.card()
    assert "Foto kegiatan: <b>terlampir</b>" in seen
    assert "Cerita singkat: <b>Ramai sekali</b>" in seen
    desk.taps("Betul semua")
    assert desk.asked() == "tempat", "what was passed by is asked now"


def test_every_page_has_a_way_on(at_place: Desk) -> None:
    at_place.places(accuracy=640)
    at_place.says("entahlah")
    assert "kurang tepat" in at_place.card()
    assert Screen.from_json(at_place.chat().screen).rows


def test_a_place_too_early_outlives_its_page(desk: Desk) -> None:
    """The page that asks about it gives way to a command, or to another card: the place is offered at its question."""
    desk.places()
    assert "Lokasi ini untuk isian 3" in desk.card()
    desk.says("simpan")
    desk.taps("Lanjut")
    desk.says("Posyandu")
    desk.says("23")
    assert desk.asked() == "tempat"
    desk.taps("Pakai kiriman tadi")
    assert desk.answers()["tempat"].startswith("-0.78")
    assert desk.asked() == "batas"


def test_a_place_that_is_for_nothing_yet_is_kept_with_those_sent_later(desk: Desk) -> None:
    desk.places()
    desk.places(latitude=-0.5)
    desk.taps("Bukan")
    assert "Lokasi itu disimpan, belum dipakai" in desk.card()
    desk.says("Posyandu")
    desk.says("23")
    desk.taps("Pakai kiriman tadi")
    assert desk.answers()["tempat"].startswith("-0.5 "), "the latest is the likeliest"
    desk.taps("Pakai kiriman tadi")
    assert desk.answers()["batas"].startswith("-0.78"), "and the one before waits for the next"
