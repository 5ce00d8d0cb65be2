"""Everybody who can be reached is told before Kabar stops for maintenance, once, and in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from models.database import Database, Transaction
from models.outbound_message import OutboundMessage
from reporting import resting, stage
from tests.reporting import desk
from tests.reporting.desk import TEXTS

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)  # 10.00 WIB
NIGHT = datetime(2026, 11, 5, 21, 0, tzinfo=UTC)  # 04.00 WIB on the 6th
TWO_HOURS = timedelta(hours=2)


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    with database.transaction(NOW) as tx:
        desk.plant(tx)
        for name in ("Bu Sari", "Kak Rina"):
            desk.person(tx, name, "plkb", kampung_id=desk.PAYO)
        left = desk.person(tx, "Bu Jauh", "plkb", kampung_id=desk.AUR)
        stage.blocked(tx, left.bot_id, left.chat_id)
        yield tx


def queued(tx: Transaction) -> list[OutboundMessage]:
    tx.flush()
    return [row for row in tx.exec(select(OutboundMessage)) if row.state == "queued"]


def test_a_day_before_in_the_morning_and_only_once(tx: Transaction) -> None:
    for _ in range(2):
        assert resting.announce(tx, TEXTS, NIGHT, NIGHT + TWO_HOURS) == 2
    rows = queued(tx)
    assert len(rows) == 2 and all(row.is_silent for row in rows)
    assert {row.not_before for row in rows} == {datetime(2026, 11, 5, 0, 30, tzinfo=UTC)}  # 07.30: quiet until then
    assert rows[0].html.startswith("Kabar istirahat Jumat, 6 November 2026, pukul 04.00 sampai 06.00 WIB.")


def test_at_short_notice_at_once(tx: Transaction) -> None:
    resting.announce(tx, TEXTS, NOW + TWO_HOURS, NOW + 2 * TWO_HOURS)
    assert {row.not_before for row in queued(tx)} == {NOW}


def test_what_was_not_told_is_taken_back(tx: Transaction) -> None:
    resting.announce(tx, TEXTS, NIGHT, NIGHT + TWO_HOURS)
    resting.withdraw(tx, NIGHT + TWO_HOURS)
    assert len(queued(tx)) == 2
    resting.withdraw(tx, NIGHT)
    assert queued(tx) == []


@pytest.mark.parametrize(("begins", "hours"), [(NOW, 2), (NOW - TWO_HOURS, 4), (NIGHT, 0), (NIGHT, -1), (NIGHT, 21)])
def test_no_rest_that_loses_messages_or_is_over(tx: Transaction, begins: datetime, hours: int) -> None:
    with pytest.raises(resting.NotARest):
        resting.announce(tx, TEXTS, begins, begins + timedelta(hours=hours))
    assert queued(tx) == []
