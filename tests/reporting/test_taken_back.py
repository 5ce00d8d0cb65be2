"""A draft that is taken back while another of the same report stands, or when its period is closed."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.database import Database
from models.draft import Draft
from tests.reporting.beginner import Beginner, beginner
from tests.reporting.field import wib

OCTOBER = "s::open:bulanan_kkb,1,2026-10"
CLOSED = wib(16, 8)


@pytest.fixture
def sari(sqlite_database: Database, now: datetime) -> Beginner:
    """October's report with two answers was thrown away, and is begun again with one."""
    made = beginner(sqlite_database, now, kampung=2)
    made.presses(OCTOBER)
    made.says("ya")
    made.says("ya")
    made.presses("s::drop:1")
    made.taps_on("Hapus")
    made.presses(OCTOBER)
    made.says("tidak")
    return made


def states(sari: Beginner) -> list[str]:
    with sari.database.reading(sari.now) as tx:
        return [tx.get_one(Draft, number).state for number in (1, 2)]


def test_an_old_button_drops_no_newer_draft_without_asking(sari: Beginner) -> None:
    told = sari.presses("s::restore:1")
    assert "sudah dimulai lagi (1 isian). Draf yang dulu berisi 2 isian. Mau pakai yang mana?" in told
    assert "was begun again (1 answers)" in sari.english()
    assert states(sari) == ["deleted", "open"]
    sari.taps_on("Pakai yang baru")
    assert states(sari) == ["deleted", "open"]
    assert sari.screen().text == "filling/question"


def test_the_older_one_comes_back_when_it_is_wished_and_the_newer_one_can(sari: Beginner) -> None:
    sari.presses("s::restore:1")
    data = sari.buttons()["Pakai yang dulu"]
    assert "laki-laki" in sari.taps_on("Pakai yang dulu")
    assert states(sari) == ["open", "deleted"]
    sari.presses("s::restore:2")
    sari.presses(data)
    assert states(sari) == ["open", "deleted"], "the button of an older card writes nothing"
    sari.taps_on("Pakai yang dulu")
    assert states(sari) == ["deleted", "open"]


def test_one_that_nothing_stands_in_for_comes_back_at_once(sari: Beginner) -> None:
    sari.presses("s::drop:2")
    sari.taps_on("Hapus")
    assert "laki-laki" in sari.presses("s::restore:1")


@pytest.mark.parametrize("pressed", ["s::draft:2", "s::go:2"])
def test_a_closed_period_is_told_by_every_way_to_the_draft(sari: Beginner, pressed: str) -> None:
    sari.now = CLOSED
    assert "ditutup Minggu, 15 November 2026. Draf disimpan 30 hari." in sari.presses(pressed)


def test_what_is_taken_back_after_its_period_closed_is_kept_with_the_others(sari: Beginner) -> None:
    sari.now = wib(15, 20)
    sari.presses("s::drop:2")
    sari.taps_on("Hapus")
    sari.now = CLOSED
    assert "ditutup Minggu, 15 November 2026" in sari.presses("s::restore:2")
    assert states(sari) == ["deleted", "open"], "kept for thirty days as any other"


def test_starting_over_throws_nothing_away_once_the_period_is_closed(sari: Beginner) -> None:
    sari.presses("s::over:2")
    sari.now = CLOSED
    assert "ditutup Minggu, 15 November 2026" in sari.taps_on("Mulai dari awal")
    assert states(sari) == ["deleted", "open"]
