"""Several answers at once: none lost, none doubled, and one tap says that they are right."""

from __future__ import annotations

import pytest

from models.database import Database
from reporting.screens.arrivals import Pair, Paired, paired
from tests.reporting.arriving import TEXTS, Desk, opened

BEFORE = {"ada kegiatan": "ya", "berubah": "ya"}


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    """At the first figure of the monthly report."""
    made = opened(sqlite_database, "bulanan_kkb", BEFORE)
    assert made.asked() == "jiwa_l_baru"
    return made


def test_answers_written_offline_are_paired_stored_and_shown(desk: Desk) -> None:
    before = desk.posted
    desk.says("1420", "1398", "delapan ratus", "486")
    assert desk.posted == before + 1, "one card for four messages"
    seen = desk.card()
    assert "Saya terima 4 pesan sekaligus" in seen
    assert "Jumlah jiwa laki-laki: <b>1.420</b>" in seen
    assert '"delapan ratus" jadi <b>800</b>' in seen
    assert len(desk.thumbs) == 4
    stored = desk.answers()
    assert [stored[one] for one in ("jiwa_l_baru", "jiwa_p_baru", "keluarga_baru", "pus_baru")] == [
        "1420",
        "1398",
        "800",
        "486",
    ]
    desk.taps("Betul semua")
    assert "✅ 4 isian tersimpan." in desk.card()
    assert desk.asked() not in ("jiwa_l_baru", "jiwa_p_baru", "keluarga_baru", "pus_baru")


def test_a_yes_can_be_typed(desk: Desk) -> None:
    desk.says("1420", "1398")
    desk.says("mungkin")
    assert "Pasangan ini sudah betul?" in desk.card()
    desk.says("Ya, betul")
    assert "Pasangan ini sudah betul?" in desk.card()
    desk.says("betul")
    assert "✅ 2 isian tersimpan." in desk.card()


def test_only_the_first_takes_the_others_back(desk: Desk) -> None:
    desk.says("1420", "1398", "800")
    desk.taps("Yang pertama")
    assert "Hanya jawaban pertama" in desk.card()
    assert desk.asked() == "jiwa_p_baru"
    assert "keluarga_baru" not in desk.answers()


def test_one_of_the_pairs_is_put_right(desk: Desk) -> None:
    desk.says("1420", "1398", "800")
    desk.taps("Perbaiki")
    desk.taps("4")
    assert "Jawaban sekarang: 1.398" in desk.card()
    desk.says("1399")
    assert desk.answers()["jiwa_p_baru"] == "1399"
    assert desk.answers()["keluarga_baru"] == "800"


def test_what_cannot_be_read_is_said_and_asked_again(desk: Desk) -> None:
    desk.says("1420", "sdikit", "800")
    assert '"sdikit" belum terbaca' in desk.card()
    assert '"800" di luar yang diperbolehkan' in desk.card(), "no more families than people"
    assert "jiwa_p_baru" not in desk.answers()
    desk.taps("Betul semua")
    assert desk.asked() == "jiwa_p_baru"


def test_what_comes_while_the_pairs_are_shown_joins_them(desk: Desk) -> None:
    numbers = [desk.write() for _ in range(4)]
    for number, text in zip(numbers, ("1420", "1398", "800", "486"), strict=True):
        desk.hear(number, text)
        desk.show()
    assert "Saya terima 4 pesan" in desk.card()
    assert desk.answers()["pus_baru"] == "486"
    assert sorted(desk.thumbs) == numbers


def test_an_answer_to_a_card_that_was_seen_is_no_burst(desk: Desk) -> None:
    desk.says("1420")
    desk.says("1398")
    assert "pesan sekaligus" not in desk.card()


def test_the_same_twice_is_one_answer_and_said(desk: Desk) -> None:
    desk.says("1420", "1420")
    assert "dua kali, dihitung sekali" in desk.card()
    assert desk.asked() == "jiwa_p_baru"
    desk.says("1420")
    assert desk.answers()["jiwa_p_baru"] == "1420"


def test_the_same_twice_among_others_is_two_answers(desk: Desk) -> None:
    desk.says("1420", "1420", "800")
    assert [desk.answers()[one] for one in ("jiwa_l_baru", "jiwa_p_baru", "keluarga_baru")] == ["1420", "1420", "800"]


def test_a_nik_in_a_burst_is_told_and_not_kept(desk: Desk) -> None:
    desk.says("1420", "3201011234560001", "800")
    assert "data pribadi" in desk.card()
    assert "3201011234560001" not in str(desk.row().data) + str(desk.chat().focus)


def test_a_word_of_navigation_ends_the_burst_and_keeps_its_answers(desk: Desk) -> None:
    desk.says("1420", "1398", "simpan")
    assert "Tersimpan" in desk.card()
    assert desk.answers()["jiwa_p_baru"] == "1398"


def test_walking_away_keeps_what_was_paired(desk: Desk) -> None:
    desk.says("1420", "1398")
    desk.says("simpan")
    desk.taps("Lanjut sekarang")
    assert desk.asked() == "keluarga_baru"
    assert desk.answers()["jiwa_p_baru"] == "1398"


def test_a_long_burst_stays_readable() -> None:
    answer = {"text": "kata " * 10, "kind": "text", "sensitive": False}
    pairs = [Pair(number, "Pertanyaan yang panjang " * 5, answer, "kata " * 60) for number in range(1, 21)]
    for language in ("id", "en"):
        screen = paired(TEXTS, language, Paired(20, pairs))
        text = TEXTS.screen(language, screen)
        assert len(text) <= 700
        assert "20. Pertanyaan" in text
