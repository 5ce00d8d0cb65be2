"""After a stop: whoever's message waited is told once, and finds their question again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.database import Database
from reporting import stage
from reporting.stage import ToShow
from tests.reporting.arriving import Desk, opened


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    return opened(sqlite_database, "banyak")


def to_show(desk: Desk) -> ToShow | None:
    with desk.database.reading(desk.at) as tx:
        return stage.to_show(tx, desk.sender.chat_id)


def waited(desk: Desk, text: str, **by: float) -> ToShow | None:
    """A text that Telegram got so long ago is handled now."""
    number, sent_at = desk.write(), desk.at - timedelta(**by)
    with desk.database.transaction(desk.at) as tx:
        desk.filling.typed(tx, desk.of(number, sent_at=sent_at), text)
    told = to_show(desk)
    desk.show()
    return told


def test_who_waited_is_told_once(desk: Desk) -> None:
    desk.later(hours=2)
    told = waited(desk, "23", hours=1)
    assert told is not None
    assert told.address == "Bu Sari"
    second = waited(desk, "12", minutes=50)
    assert second is not None
    assert second.address == "", "it waited through the same stop"
    desk.later(minutes=5)
    desk.says("ya")
    assert desk.asked() == "payung"


def test_the_next_stop_is_told_again(desk: Desk) -> None:
    desk.later(hours=2)
    waited(desk, "23", hours=1)
    desk.later(hours=3)
    told = waited(desk, "12", hours=1)
    assert told is not None
    assert told.address == "Bu Sari"


def test_a_slow_minute_is_no_stop(desk: Desk) -> None:
    told = waited(desk, "23", seconds=40)
    assert told is not None
    assert told.address == ""
