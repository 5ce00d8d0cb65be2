"""Who is asked for a place and sends none is told once what may help."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from models.database import Database
from reporting import hinting, stage
from tests.reporting.chat import Officer, officer

FORM = """
| survey |
| | type | name | label |
| | text | awal | Awal |
| | geopoint | tempat | Lokasi kegiatan |
| | text | cerita | Cerita |
"""
HINT = "Lokasi belum masuk"


def show(sari: Officer) -> None:
    told = stage.to_show(sari.tx, sari.sender.chat_id)
    assert told is not None
    stage.shown(sari.tx, sari.sender.bot_id, told, (told.last_message_id or 100) + 1)


def swept(sari: Officer, seconds: int) -> list[int]:
    """What the sweep does so many seconds later."""
    sari.tx.now += timedelta(seconds=seconds)
    waiting = hinting.due(sari.tx, sari.sender.bot_id)
    for chat_id in waiting:
        hinting.hint(sari.tx, sari.sender.bot_id, chat_id)
    return waiting


def test_the_hint_comes_once_and_the_card_stays_the_same(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        show(sari)
        assert swept(sari, 60) == []
        sari.says("x")
        assert swept(sari, 26) == [], "nobody has seen the question yet"
        show(sari)
        buttons = sari.buttons
        assert swept(sari, 0) == [sari.sender.chat_id]
        assert HINT in sari.card and "Lokasi kegiatan" in sari.card
        assert (sari.buttons, sari.screen.is_fresh) == (buttons, False)
        show(sari)
        assert swept(sari, 60) == []
        assert "Cerita" in sari.taps("Lewati")


@pytest.mark.parametrize("act", ["Lewati", "Kembali", "Simpan"])
def test_whoever_went_on_is_left_alone(database: Database, now: datetime, act: str) -> None:
    with officer(database, now, FORM) as sari:
        sari.says("x")
        show(sari)
        assert swept(sari, 24) == []
        sari.taps(act)
        show(sari)
        assert swept(sari, 60) == []
        assert HINT not in sari.card


def test_what_comes_at_the_last_moment_wins(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        sari.says("x")
        show(sari)
        sari.tx.now += timedelta(seconds=30)
        (chat_id,) = hinting.due(sari.tx, sari.sender.bot_id)
        assert "Cerita" in sari.taps("Lewati")
        hinting.hint(sari.tx, sari.sender.bot_id, chat_id)
        assert "Cerita" in sari.card and HINT not in sari.card
