"""Text on a page of help that was opened from a question: the open question wins for an answer, help for words."""

from __future__ import annotations

from datetime import datetime

import pytest

from models import article
from models.database import Database
from reporting import articles
from reporting.advising import Advising
from reporting.asking import Asking
from reporting.texts import templates_folder
from tests.reporting.chat import TEXTS, Officer, officer
from tests.reporting.test_asides import FORM


def types_in_help(sari: Officer, text: str) -> str:
    """What the chat shows after `bantuan`, and that text."""
    sari.says("bantuan")
    assert "Bisa dibantu apa" in sari.card
    Advising(TEXTS, Asking(TEXTS), sari.filling).typed(sari.tx, sari.sender, text)
    return sari.card


@pytest.mark.parametrize(("text", "value"), [("12", "12"), ("dua belas", "12"), ("tidak ada", "0")])
def test_an_answer_is_taken(sqlite_database: Database, now: datetime, text: str, value: str) -> None:
    with officer(sqlite_database, now, FORM) as sari:
        assert "Status kegiatan?" in types_in_help(sari, text)
        assert sari.value("pus") == value


def test_words_steer_the_report(sqlite_database: Database, now: datetime) -> None:
    with officer(sqlite_database, now, FORM) as sari:
        sari.says("412")
        assert "<b>Jumlah PUS</b>" in types_in_help(sari, "ubah 1")
        sari.says("413")
        assert "<b>Jumlah PUS</b>" in types_in_help(sari, "kembali")
        assert "Tersimpan" in types_in_help(sari, "cancel")


def test_a_question_is_answered(sqlite_database: Database, now: datetime) -> None:
    with officer(sqlite_database, now, FORM) as sari:
        article.sync(sari.tx, articles.load(templates_folder() / "articles"))
        assert "pasangan suami istri" in types_in_help(sari, "apa itu PUS?")


def test_where_words_are_asked_for_none_is_taken_for_the_answer(sqlite_database: Database, now: datetime) -> None:
    with officer(sqlite_database, now, FORM) as sari:
        for said in ("412", "berjalan", "3"):
            sari.says(said)
        draft = sari.row()
        assert "belum punya jawaban" in types_in_help(sari, "rapat di balai desa")
        assert "catatan" not in draft.data["instance"]["values"]
