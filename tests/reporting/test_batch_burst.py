"""Batch cards filled offline: every group is one message, all written before any card was seen."""

from __future__ import annotations

import pytest

from models.database import Database
from models.person import by_telegram_user
from reporting.preferences import prefer
from tests.reporting.arriving import Desk, opened
from tests.reporting.test_edited import edit, last_said

POPULATION, METHODS, NON_USERS = "1420 1385 742 486 214 318 196 655", "42 18 2 67 148 46 13", "21 48 39 42"


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    """At the batch card of the population."""
    made = opened(sqlite_database, "bulanan_kkb", {})
    with sqlite_database.transaction(made.at) as tx:
        row = by_telegram_user(tx, made.sender.user_id)
        assert row is not None
        prefer(tx, row, way="batch")
    for text in ("ya", "ya"):
        made.says(text)
    assert "Kirim 8 angka" in made.card()
    return made


def test_groups_written_offline_are_each_one_message(desk: Desk) -> None:
    desk.says(POPULATION, "bkb, bkr", "61", "48", METHODS, NON_USERS)
    assert "Saya terima 6 pesan sekaligus" in desk.card()
    assert "TIAL: <b>42</b>" in desk.card()
    stored = desk.answers()
    assert [stored[name] for name in ("jiwa_l_baru", "ikut_bkr", "pa_kondom", "non_tial")] == ["1420", "48", "13", "42"]
    desk.taps("Betul semua")
    assert "E. Pelayanan" in desk.card()
    assert desk.asked() == "pb_total"


def test_a_card_that_was_seen_is_no_burst(desk: Desk) -> None:
    desk.says(POPULATION)
    assert "Saya catat" in desk.card()
    desk.says("pus 480")
    assert "Jumlah PUS 480" in desk.card().replace("\xa0", " ")
    desk.says("ya")
    assert desk.asked() == "poktan_ada"


def test_a_group_that_does_not_fit_is_asked_again(desk: Desk) -> None:
    desk.says(POPULATION, "bkb", "61", "42 18")
    assert '"42 18" belum terbaca' in desk.card().replace("&#34;", '"')
    desk.taps("Betul semua")
    assert "Kirim 7 angka" in desk.card()


def test_what_breaks_a_rule_is_asked_again(desk: Desk) -> None:
    desk.says(POPULATION, "bkb", "61", METHODS, "21 48 39 41")
    desk.taps("Betul semua")
    assert "TIAL 41" in desk.card()
    assert "Jumlah peserta KB + bukan peserta KB harus SAMA" in desk.card()


def test_an_edited_message_corrects_its_numbers(desk: Desk) -> None:
    desk.says(POPULATION)
    said = last_said(desk)
    edit(desk, said, POPULATION.replace("486", "480"))
    assert "✅ 1 isian tersimpan." in desk.card()
    assert "Jumlah PUS 480" in desk.card().replace("\xa0", " ")
    desk.says("ya")
    edit(desk, said, "pus 481, remaja 650")
    assert "✅ 2 isian tersimpan." in desk.card()
    assert desk.asked() == "poktan_ada"
    assert (desk.answers()["pus_baru"], desk.answers()["remaja_baru"]) == ("481", "650")


def test_an_edit_that_can_not_be_told_apart_changes_nothing(desk: Desk) -> None:
    desk.says(POPULATION)
    edit(desk, last_said(desk), "1420 1385")
    assert "Pesan itu memuat 8 jawaban." in desk.card()
    assert desk.answers()["pus_baru"] == "486"


def test_an_edit_that_breaks_a_rule_is_asked_again(desk: Desk) -> None:
    desk.says(POPULATION)
    said = last_said(desk)
    desk.says("ya")
    edit(desk, said, "pus 9000")
    assert "Jumlah PUS 9.000: PUS tidak boleh lebih dari jumlah keluarga." in desk.card().replace("\xa0", " ")
    desk.says("486")
    desk.says("ya")
    assert desk.asked() == "poktan_ada"
