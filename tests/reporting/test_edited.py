"""Telegram's "edit message", and replies to old cards: the message says which question is meant."""

from __future__ import annotations

import pytest

from models.database import Database
from models.draft import Draft
from tests.reporting.arriving import Desk, opened
from tests.reporting.desk import TEXTS
from tests.reporting.test_bursts import BEFORE


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    """At the second figure of the monthly report; the first is 1420."""
    made = opened(sqlite_database, "bulanan_kkb", {**BEFORE, "laki-laki": "1420"})
    assert made.asked() == "jiwa_p_baru"
    return made


def edit(desk: Desk, number: int, text: str) -> bool:
    with desk.database.transaction(desk.at) as tx:
        gone = desk.filling.edited(tx, desk.of(number), text)
    desk.show()
    return gone


def last_said(desk: Desk) -> int:
    """The newest message of the officer: the one before the card that is up."""
    return desk.number - 1


def test_an_edited_message_changes_its_answer_and_the_card_stays(desk: Desk) -> None:
    said, posted = last_said(desk), desk.posted
    edit(desk, said, "1421")
    assert "✏️ Jumlah jiwa laki-laki: 1.420 → <b>1.421</b>" in desk.card()
    assert desk.answers()["jiwa_l_baru"] == "1421"
    assert desk.asked() == "jiwa_p_baru"
    assert desk.posted == posted, "the card is edited in place"
    edit(desk, said, "1422")
    assert "1.421 → <b>1.422</b>" in desk.card()


def test_what_cannot_be_read_changes_nothing_and_says_so(desk: Desk) -> None:
    edit(desk, last_said(desk), "sdikit")
    assert 'Saya terima "sdikit" untuk Jumlah jiwa laki-laki' in desk.card()
    assert "Tetap 1.420" in desk.card()
    assert desk.answers()["jiwa_l_baru"] == "1420"


def test_an_unreadable_answer_is_put_right_by_editing_it(desk: Desk) -> None:
    desk.says("seribu lbih dikit")
    said = last_said(desk)
    edit(desk, said, "1398")
    assert desk.answers()["jiwa_p_baru"] == "1398"
    edit(desk, said, "1399")
    assert desk.answers()["jiwa_p_baru"] == "1399"


def test_a_nik_edited_in_is_refused_and_deleted(desk: Desk) -> None:
    assert edit(desk, last_said(desk), "3201011234560001")
    assert desk.answers()["jiwa_l_baru"] == "1420"


def test_an_edit_while_the_pairs_are_shown_changes_the_pair(desk: Desk) -> None:
    desk.says("1398", "800")
    edit(desk, desk.number - 1, "801")
    assert "Jumlah keluarga: <b>801</b>" in desk.card()
    assert "Saya terima 2 pesan" in desk.card()


def test_an_edit_of_a_draft_that_is_parked_says_where(desk: Desk) -> None:
    said = last_said(desk)
    desk.says("simpan")
    edit(desk, said, "1421")
    assert desk.answers()["jiwa_l_baru"] == "1421"
    assert "1.420 → <b>1.421</b>" in desk.card()


def test_a_reply_to_an_old_card_answers_its_question(desk: Desk) -> None:
    first_card = last_said(desk) - 1
    desk.hear(desk.write(), "1425", reply_to=first_card)
    desk.show()
    assert "1.420 → <b>1.425</b>" in desk.card()
    assert desk.asked() == "jiwa_p_baru"
    desk.hear(desk.write(), "1398", reply_to=desk.chat().card_message_id)
    desk.show()
    assert desk.answers()["jiwa_p_baru"] == "1398"


def test_a_message_that_answered_nothing_may_be_edited(desk: Desk) -> None:
    assert not edit(desk, 3, "apa saja")
    assert desk.answers()["jiwa_l_baru"] == "1420"


def last_month(desk: Desk, **figures: str) -> None:
    """The kampung's figures of last month, which a draft has from its beginning."""
    row = desk.row()
    with desk.database.transaction(desk.at) as tx:
        held = tx.get_one(Draft, row.id)
        held.data = {**held.data, "context": {**held.data["context"], "last": figures}}
        tx.add(held)


def test_an_edited_figure_that_is_odd_is_asked_about_as_any_other(desk: Desk) -> None:
    last_month(desk, jiwa_l_baru="1400")
    said = last_said(desk)
    edit(desk, said, "142")
    assert "Bulan lalu 1.400, sekarang <b>142</b>. Sudah benar?" in desk.card()
    desk.taps("Ya, 142")
    assert desk.asked() == "jiwa_p_baru"
    assert "Jumlah jiwa perempuan" in desk.card()
    edit(desk, said, "14")
    desk.taps("Ketik ulang")
    desk.says("1420")
    assert desk.answers()["jiwa_l_baru"] == "1420"


def test_a_reply_that_is_odd_is_asked_about_too(desk: Desk) -> None:
    last_month(desk, jiwa_l_baru="1400")
    first_card = last_said(desk) - 1
    desk.hear(desk.write(), "142", reply_to=first_card)
    desk.show()
    assert "Bulan lalu 1.400, sekarang <b>142</b>. Sudah benar?" in desk.card()
    assert "✏️ Jumlah jiwa laki-laki: 1.420 → <b>142</b>" in left(desk)
    desk.says("betul")
    assert desk.asked() == "jiwa_p_baru"


def test_an_odd_figure_edited_on_the_review_page_leads_back_there(desk: Desk) -> None:
    last_month(desk, jiwa_l_baru="1400")
    said = last_said(desk)
    desk.says("ringkasan")
    edit(desk, said, "142")
    assert "Sudah benar?" in desk.card()
    desk.says("ya")
    assert desk.screen().text == "filling/review"


def left(desk: Desk) -> str:
    leaves = desk.screen().leaves
    assert leaves is not None
    return TEXTS.render("id", leaves["text"], **leaves["args"])


def test_only_the_first_of_a_burst_keeps_what_was_edited_meanwhile(desk: Desk) -> None:
    said = last_said(desk)
    desk.says("1398", "800")
    edit(desk, said, "1421")
    edit(desk, desk.number - 2, "1399")
    desk.taps("Yang pertama")
    kept = desk.answers()
    assert (kept["jiwa_l_baru"], kept["jiwa_p_baru"]) == ("1421", "1399")
    assert "keluarga_baru" not in kept
    assert desk.asked() != "jiwa_p_baru"


def test_one_of_the_pairs_that_was_not_read_can_be_gone_to(desk: Desk) -> None:
    desk.says("1398", "sdikit")
    desk.taps("Perbaiki")
    desk.taps("5")
    assert desk.asked() == "keluarga_baru"
    desk.says("742")
    assert desk.answers()["keluarga_baru"] == "742"
