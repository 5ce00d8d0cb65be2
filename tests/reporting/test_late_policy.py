"""After an outage: up to six hours late is sent once, what is later is missed and told with the next; and nothing stays
in the outbox for ever, whatever it is and however far it came."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import reporting
from models import outbound_message
from models.database import Database
from models.outbound_message import OutboundMessage
from reporting import delivering, due
from tests.reporting import field
from tests.reporting.field import SARI, wib
from tests.reporting.test_summarising import FIGURES
from tests.reporting.walking import change, outbox, settled, tick

MINUTE = timedelta(minutes=1)
# What begins a key, and a moment at which it is due in Solok.
SLOTS = (
    ("reminders:", wib(4, 8, 30)),
    ("missing:", wib(9, 8, 30)),
    ("summary:", wib(9, 8, 30)),
    ("recap:", wib(17, 8, 30)),
    ("arrived:", wib(4, 8, 30)),
)


def told(town: Database, begins: str, slot: datetime) -> list[str]:
    """The keys of that kind which became due on that day, for people in Solok."""
    people = {SARI, field.DEDI}
    rows = [row for row in outbox(town) if row.dedupe_key.startswith(begins) and row.person_id in people]
    return [row.dedupe_key for row in rows if due.today(row.not_before, due.WIB) == due.today(slot, due.WIB)]


@pytest.mark.parametrize(("begins", "slot"), SLOTS, ids=[begins for begins, _ in SLOTS])
@pytest.mark.parametrize(("late", "times"), [(due.GRACE - MINUTE, 1), (due.GRACE, 0)], ids=["late", "too late"])
def test_what_is_late_is_sent_once_and_what_is_later_is_missed(
    sqlite_database: Database, begins: str, slot: datetime, late: timedelta, times: int
) -> None:
    town, before = settled(sqlite_database), slot - timedelta(hours=20)
    change(town, before, lambda tx: field.report(tx, field.form_version(tx), 1, "2026-10", before, FIGURES))
    tick(town, slot - MINUTE)
    assert told(town, begins, slot) == []
    for _ in range(2):
        tick(town, slot + late)
        assert len(told(town, begins, slot)) == times


@pytest.mark.parametrize("kind", (*delivering.TIMELY, *delivering.LASTING))
@pytest.mark.parametrize("state", ["queued", "claimed", "sending"])
def test_nothing_stays_in_the_outbox_for_ever(sqlite_database: Database, kind: str, state: str) -> None:
    """Where nobody delivers, every message is told of after a quarter of an hour, and over after a day."""
    at = wib(5, 9)
    with sqlite_database.transaction(at) as tx:
        row = outbound_message.enqueue(tx, dedupe_key="k", kind=kind, telegram_chat_id=5, html="Hai") or 0
        lease = None if state == "queued" else at + delivering.LEASE
        outbound_message.move(tx, row, ("queued",), state, lease_until=lease)
    with sqlite_database.reading(at + delivering.LEASE + delivering.LATE + MINUTE) as tx:
        assert delivering.stuck(tx) == (1, row, kind)
    for hours in range(1, 26):
        with sqlite_database.transaction(at + timedelta(hours=hours)) as tx:
            outbound_message.release(tx)
            delivering.settle_overdue(tx)
    with sqlite_database.reading(at + timedelta(days=2)) as tx:
        assert tx.get_one(OutboundMessage, row).state in ("failed", "unknown")
        assert delivering.stuck(tx)[0] == 0


def test_every_kind_that_is_pushed_has_a_term() -> None:
    files = Path(str(reporting.__path__[0])).rglob("*.py")
    pushed = {kind for file in files for kind in re.findall(r"Push\([^\"\n]*\"([a-z]+)\"", file.read_text("utf-8"))}
    assert {"reminder", "missing", "summary", "notice"} <= pushed <= {*delivering.TIMELY, *delivering.LASTING}


@pytest.mark.parametrize(
    ("queued", "back", "state", "goes"),
    [
        (wib(4, 8, 30), wib(4, 9, 20), "claimed", True),
        (wib(4, 10), wib(4, 12, 10), "queued", False),
        (wib(4, 18, 30), wib(5, 0, 20), "failed", False),
    ],
    ids=["within the hour", "noon prayer", "night"],
)
def test_a_belated_reminder_comes_in_nobodys_night(
    database: Database, queued: datetime, back: datetime, state: str, goes: bool
) -> None:
    """Nobody is woken after an outage: it waits for its hours, or the next step says it."""
    town = settled(database)
    with town.transaction(queued) as tx:
        chat = {"telegram_chat_id": 500 + SARI, "person_id": SARI, "html": "Besok batas."}
        row_id = outbound_message.enqueue(tx, dedupe_key="nudge:1:1", kind="reminder", **chat) or 0
    with town.transaction(back) as tx:
        assert [parcel.row_id for parcel in delivering.claim(tx, 9)] == [row_id] * goes
    with town.reading(back) as tx:
        row = tx.get_one(OutboundMessage, row_id)
        assert row.state == state
        assert row.not_before == (wib(4, 13) if state == "queued" else queued)
