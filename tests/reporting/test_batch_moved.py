"""The form of a batch card gets a new version while figures are in hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import forms
from models.database import Database
from models.person import by_telegram_user
from reporting import moving, publishing
from reporting.library import Library
from reporting.preferences import prefer
from reporting.publishing import Source
from tests.reporting.arriving import Desk, opened

FORM = (Path(__file__).parent / "kartu.md").read_text()


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    """At the card of five numbers. Its library is its own: tests publish different second versions."""
    made = replace(opened(sqlite_database, "kartu", {}), library=Library())
    with sqlite_database.transaction(made.at) as tx:
        row = by_telegram_user(tx, made.sender.user_id)
        assert row is not None
        prefer(tx, row, way="batch")
    made.says("12")
    return made


def changes(desk: Desk, *parts: tuple[str, str]) -> None:
    markdown = FORM.replace("2026110100", "2026110200")
    for old, new in parts:
        markdown = markdown.replace(old, new)
    sheet = forms.read_xlsform(markdown, "kartu.md")
    with desk.database.transaction(desk.at) as tx:
        source = Source("kartu.md", markdown.encode(), sheet.xform, forms.compile_form(sheet.xform))
        moving.let_follow(tx, publishing.publish(tx, source))


def stored(desk: Desk) -> dict[str, str]:
    return {name: value for name, value in desk.answers().items() if value}


def test_figures_in_hand_are_kept_where_the_questions_are_the_same(desk: Desk) -> None:
    desk.says("6 7 8 9")
    assert "Yang belum: mana?" in desk.card()
    changes(desk, ("| Cerita |", "| Ceritanya |"))
    desk.taps("IUD")
    assert "Formulir diperbarui" in desk.card()
    assert stored(desk) == {"pria": "12", "mop": "6", "pil": "7", "suntik": "8", "implan": "9"}


def test_figures_typed_at_that_moment_are_taken(desk: Desk) -> None:
    changes(desk, ("| Cerita |", "| Ceritanya |"))
    desk.says("5 6 7 8 9")
    assert "Formulir diperbarui" in desk.card()
    assert stored(desk) == {"pria": "12", "mop": "5", "pil": "6", "iud": "7", "suntik": "8", "implan": "9"}


def test_figures_in_hand_go_along_where_one_question_is_gone(desk: Desk) -> None:
    desk.says("6 7 8")
    changes(desk, ("| | integer | mop | MOP | ${pria} > 0 | |\n", ""))
    desk.taps("Pil")
    assert "Saya terima 3 angka" in desk.card()
    assert "Formulir diperbarui" in desk.card()
    desk.taps("Pil")
    assert stored(desk) == {"pria": "12", "iud": "6", "suntik": "7", "implan": "8"}


def test_figures_typed_for_other_questions_are_named_and_asked_for_again(desk: Desk) -> None:
    changes(desk, ("| | integer | pil |", "| | integer | kondom | Kondom | | |\n| | integer | pil |"))
    desk.says("5 6 7 8 9")
    assert "Isian di kartu ini berubah. 5 6 7 8 9 belum dicatat. Mohon kirim lagi." in desk.card()
    assert stored(desk) == {"pria": "12"}
    desk.says("1 2 3 4 5 6")
    others = {"mop": "1", "kondom": "2", "pil": "3", "iud": "4", "suntik": "5", "implan": "6"}
    assert stored(desk) == {"pria": "12", **others}


def test_a_question_before_the_card_is_asked_after_it(desk: Desk) -> None:
    changes(desk, ("| | begin group | kb |", "| | integer | wanita | Jumlah wanita | | |\n| | begin group | kb |"))
    desk.says("5 6 7 8 9")
    desk.taps("Betul semua")
    assert desk.asked() == "wanita"
    desk.says("4")
    assert desk.asked() == "cerita"
    assert stored(desk)["implan"] == "9"
