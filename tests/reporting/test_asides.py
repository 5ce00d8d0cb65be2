"""Words at any time, and questions asked in the middle of a report: answered above the card, never stored."""

from __future__ import annotations

from datetime import datetime

import pytest

from models import article, ticket
from models.database import Database
from reporting import articles
from reporting.texts import templates_folder
from tests.reporting import desk
from tests.reporting.chat import Officer, officer

FORM = """
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | guidance_hint::Indonesia (id) | guidance_hint::English (en) | required | bind::kabar:short |
| | integer | pus | Jumlah PUS | Couples | | | yes | PUS |
| | select_one status | status | Status kegiatan? | Status? | | | yes | Status |
| | integer | hadir | Jumlah yang hadir | Present | Hitung yang mengisi daftar hadir. | Count the list. | yes | |
| | text | catatan | Catatan | Notes | | | | |
| choices |
| | list_name | name | label::Indonesia (id) | label::English (en) |
| | status | jalan | Berjalan | Going on |
| | status | batal | Batal | Cancelled |
"""  # noqa: E501


def taught(sari: Officer) -> None:
    article.sync(sari.tx, articles.load(templates_folder() / "articles"))


@pytest.mark.parametrize("text", ["apa itu PUS?", "PUS itu apa", "pus artinya apa bu", "apa sih pus"])
def test_a_question_is_answered_above_the_card(database: Database, now: datetime, text: str) -> None:
    with officer(database, now, FORM) as sari:
        taught(sari)
        above, _, card = sari.says(text).partition("\n--\n")
        assert "pasangan suami istri" in above
        assert "<b>Jumlah PUS</b>" in card
        assert "Saya terima" not in card
        assert sari.value("pus") == ""
        assert "Status kegiatan?" in sari.says("412")


@pytest.mark.parametrize("text", ["apa itu unmet need?", "arti unmet need", "what is unmet need?"])
def test_a_question_is_answered_before_sending_too(database: Database, now: datetime, text: str) -> None:
    with officer(database, now, FORM) as sari:
        taught(sari)
        for said in ("412", "berjalan", "3", "rapat"):
            sari.says(said)
        assert "Kirim laporan" in str(sari.buttons)
        sari.filling.numbered(sari.tx, sari.sender, text)
        above, _, page = sari.card.partition("\n--\n")
        assert "tidak ingin anak lagi" in above
        assert "412" in page
        assert "Kirim laporan" in str(sari.buttons)


def test_what_no_article_answers_can_be_passed_on(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        taught(sari)
        desk.person(sari.tx, "Pak Dedi", "koordinator", area_code="13.72")
        above, _, card = sari.says("kenapa jembatan ke dusun belum dibangun?").partition("\n--\n")
        assert "belum punya jawaban" in above
        assert "🆘 Tanya koordinator" in sari.buttons
        above, _, card = sari.taps("Tanya koordinator").partition("\n--\n")
        assert "diteruskan ke Pak Dedi" in above
        assert "<b>Jumlah PUS</b>" in card
        (row,) = ticket.asked_by(sari.tx, 1, 5)
        assert row.question.startswith("kenapa jembatan ke dusun belum dibangun? (isian 1, PUS; Laporan Uji")


@pytest.mark.parametrize("text", ["412?", "412 ya bu?"])
def test_an_answer_given_with_doubt_is_an_answer(database: Database, now: datetime, text: str) -> None:
    with officer(database, now, FORM) as sari:
        assert "Status kegiatan?" in sari.says(text)
        assert sari.value("pus") == "412"


def test_a_text_that_ends_with_a_question_mark_is_asked_about(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        for text in ("412", "jalan", "25"):
            sari.says(text)
        assert "Ini jawaban atau pertanyaan?" in sari.says("Kapan dana cair?")
        assert sari.buttons[:2] == ["Jawaban", "Pertanyaan"]
        assert sari.value("catatan") == ""
        sari.taps("Jawaban")
        assert sari.value("catatan") == "Kapan dana cair?"


@pytest.mark.parametrize("push", ["tap", "type"])
def test_it_may_be_a_question(database: Database, now: datetime, push: str) -> None:
    with officer(database, now, FORM) as sari:
        taught(sari)
        for text in ("412", "jalan", "25"):
            sari.says(text)
        sari.says("apa itu stunting?")
        above, _, card = (sari.taps("Pertanyaan") if push == "tap" else sari.says("pertanyaan")).partition("\n--\n")
        assert "stunting" in above.casefold()
        assert "<b>Catatan</b>" in card
        assert sari.value("catatan") == ""


def test_another_text_is_the_answer_after_all(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        for text in ("412", "jalan", "25", "Kapan dana cair?"):
            sari.says(text)
        sari.says("Dana belum cair.")
        assert sari.value("catatan") == "Dana belum cair."


@pytest.mark.parametrize("text", ["contoh", "Contoh!", "cntoh", "maksudnya apa", "artinya", "saya tidak paham"])
def test_the_meaning_of_this_very_question(database: Database, now: datetime, text: str) -> None:
    with officer(database, now, FORM) as sari:
        for told in ("412", "jalan"):
            sari.says(told)
        above, _, card = sari.says(text).partition("\n--\n")
        assert above == "ℹ️ <b>Jumlah yang hadir</b>\nHitung yang mengisi daftar hadir.\nKetik angka. Contoh: 12"
        assert "<b>Jumlah yang hadir</b>" in card
        assert "Catatan" in sari.says("25")


def test_the_meaning_comes_from_an_article_where_the_form_says_nothing(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        taught(sari)
        assert "pasangan suami istri" in sari.says("contoh")


def test_a_word_that_is_an_option_is_chosen(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        sari.says("412")
        assert "✅ Status: <b>Batal</b>" in sari.says("batal")


def test_the_words_of_navigation(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        sari.says("412")
        assert "Jawaban sekarang: 412" in sari.says("balik")
        assert "Status" in sari.says("412")
        assert "<b>Jumlah PUS</b>" in sari.says("rubah 1")
        assert "Tersimpan" in sari.says("nanti dulu")
