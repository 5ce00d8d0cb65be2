"""A batch card whose questions change while it is up: an earlier message is edited, and other numbers are asked."""

from __future__ import annotations

import pytest

from models.database import Database
from models.person import by_telegram_user
from reporting.preferences import prefer
from tests.reporting.arriving import Desk, opened
from tests.reporting.test_edited import edit, last_said


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    """At the card of five numbers, the first of which is asked because there are men."""
    made = opened(sqlite_database, "kartu", {})
    with sqlite_database.transaction(made.at) as tx:
        row = by_telegram_user(tx, made.sender.user_id)
        assert row is not None
        prefer(tx, row, way="batch")
    made.says("12")
    assert "Kirim 5 angka" in made.card()
    return made


def test_figures_in_hand_go_to_the_questions_that_are_left(desk: Desk) -> None:
    said = last_said(desk)
    desk.says("7 8 9")
    desk.taps("Pil")
    edit(desk, said, "0")
    assert "MOP" not in str(desk.screen().rows), "nobody is left to whom it applies"
    assert "Saya terima 3 angka" in desk.card()
    desk.taps("IUD")
    stored = desk.answers()
    assert [stored.get(name, "") for name in ("pil", "iud", "suntik", "implan")] == ["7", "", "8", "9"]


def test_figures_that_fit_no_more_are_named_and_asked_for_again(desk: Desk) -> None:
    said = last_said(desk)
    desk.says("6 7 8 9")
    assert "Yang belum: mana?" in desk.card()
    edit(desk, said, "0")
    assert "Isian di kartu ini berubah. 6 7 8 9 belum dicatat. Mohon kirim lagi." in desk.card()
    assert not {"pil", "iud", "suntik", "implan"} & {name for name, value in desk.answers().items() if value}
    desk.says("6 7 8 9")
    stored = desk.answers()
    assert [stored[name] for name in ("pil", "iud", "suntik", "implan")] == ["6", "7", "8", "9"]


def test_the_question_that_is_being_changed_stays_the_same_one(desk: Desk) -> None:
    said = last_said(desk)
    desk.says("5 6 7 8 9")
    desk.taps("Ubah satu")
    desk.taps("IUD")
    edit(desk, said, "0")
    assert "<b>IUD</b>" in desk.card()
    desk.says("70")
    assert (desk.answers()["iud"], desk.answers()["suntik"]) == ("70", "8")


def test_the_question_that_was_being_changed_may_be_gone(desk: Desk) -> None:
    said = last_said(desk)
    desk.says("5 6 7 8 9")
    desk.taps("Ubah satu")
    desk.taps("MOP")
    edit(desk, said, "0")
    assert "Saya catat" in desk.card()
    desk.taps("Betul semua")
    assert desk.asked() == "cerita"
