"""Ten years of reminders in three zones, on machines in twelve, with a clock that jumps: each slot is used once, or was
passed over for more than six hours and says that it is missed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from sqlmodel import col, delete, select

from models.chat import Chat
from models.database import Database, Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.obligation import Obligation
from models.outbound_message import OutboundMessage
from models.person import Person
from models.region import Region
from models.reminder import Reminder
from models.schedule import Schedule
from reporting import due, opening
from reporting.library import Library
from reporting.programme import BULANAN
from reporting.reminding import Reminding
from reporting.summarising import Summarising
from tests.reporting.field import TEXTS

FIRST = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
# Where machines stand: with summer time in the north and the south, at odd minutes, at both ends of the day.
HOSTS = (
    "UTC", "Asia/Jakarta", "Asia/Jayapura", "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kolkata",
    "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Casablanca",
)  # fmt: skip
JUMPS = [timedelta(seconds=1), timedelta(minutes=5), timedelta(hours=1), timedelta(hours=7), timedelta(days=1)]
FAR = timedelta(days=40)
SHORT = (120, 12)  # days, jumps
LONG = (3_653, 1_000)


@pytest.fixture
def host(request: pytest.FixtureRequest) -> Iterator[str]:
    """The machine's own zone for a while."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@pytest.mark.parametrize(
    ("host", "days", "jumps"),
    [("America/St_Johns", *SHORT), *(pytest.param(host, *LONG, marks=pytest.mark.soak) for host in HOSTS)],
    indirect=["host"],
)
def test_each_slot_is_used_once_or_missed_aloud(host: str, days: int, jumps: int, sqlite_database: Database) -> None:
    settle(sqlite_database)
    seen = walk(sqlite_database, days, jumps, Random(f"{host} {days}"))
    with sqlite_database.reading(FIRST) as tx:
        rows = tx.exec(select(Reminder).where(Reminder.state == "queued")).all()
        keys = tx.exec(select(OutboundMessage.dedupe_key)).all()
        owed = tx.exec(select(Obligation.period, Obligation.person_id)).all()
    messages = {(row.person_id, row.outbound_message_id) for row in rows}
    assert {row.id for row in rows} == {row for row, state in seen.items() if state == "queued"}
    assert len(keys) == len(set(keys)) == len(messages) == len({(row.person_id, row.due_at) for row in rows})
    assert len(messages) > days // 30 * len(ZONES), "most slots are used"
    periods = sorted({period for period, _ in owed})
    assert sorted(owed) == [(period, person) for period in periods for person in (1, 2, 3)]
    assert all(later == due.next_period(period) for period, later in pairwise(periods)), "no month is passed over"


def settle(database: Database) -> None:
    """One officer in each zone, with the monthly report alone."""
    reminding = Reminding(TEXTS, Summarising(Library(), TEXTS))
    with database.transaction(FIRST) as tx:
        for number, zone in enumerate(ZONES, 1):
            tx.add(Region(code=f"1{number}.01.01.1001", level="village", name=f"Desa {number}", zone=zone))
            tx.add(Person(id=number, name=f"Petugas {number}", address="Bu Ani", zone=zone, created_at=FIRST))
            tx.flush()
            tx.add(Kampung(id=number, name="Mekar", village_code=f"1{number}.01.01.1001", zone=zone))
            tx.add(Chat(bot_id=1, telegram_chat_id=number, person_id=number, updated_at=FIRST - timedelta(days=9)))
            tx.flush()
            tx.add(Membership(person_id=number, role="plkb", kampung_id=number, since=FIRST - timedelta(days=9)))
        opening.ensure_schedules(tx, "2026-10")
        tx.exec(delete(Schedule).where(col(Schedule.form_id) != BULANAN))
    with database.transaction(FIRST) as tx:
        reminding.tick(tx, FIRST)


def walk(database: Database, days: int, jumps: int, chance: Random) -> dict[int, str]:
    """Ticks at each moment at which something is due, at chance moments between, and wherever the clock jumps to, back
    or ahead; what became of each reminder, by its id."""
    reminding = Reminding(TEXTS, Summarising(Library(), TEXTS))
    at, end, seen = FIRST, FIRST + timedelta(days=days), dict[int, str]()
    every = timedelta(days=days) / jumps
    jump = FIRST + every
    while at < end:
        with database.reading(at) as tx:
            planned = reminding.next_due(tx, at)
        at = min(planned or end, jump, end)
        if at == jump:
            jump += every
            at = max(
                FIRST, at + chance.choice((-1, 1)) * chance.choice((*JUMPS, FAR) if chance.random() < 0.1 else JUMPS)
            )
        with database.transaction(at) as tx:
            reminding.tick(tx, at)
            seen |= settled(tx, at, seen)
    return seen


def settled(tx: Transaction, at: datetime, seen: Mapping[int, str]) -> dict[int, str]:
    """What this tick made of reminders. Each was used in its time, or missed after it; and nothing is left over."""
    tx.flush()
    late = tx.exec(select(Reminder.id).where(Reminder.state == "planned", Reminder.due_at <= at)).all()
    assert not late, f"{late} were left over at {at}"
    rows = tx.exec(select(Reminder.id, Reminder.state, Reminder.due_at).where(col(Reminder.id).not_in(seen))).all()
    found = {number: (state, due_at) for number, state, due_at in rows if number and state != "planned"}
    for number, (state, due_at) in found.items():
        assert state in (("queued",) if due.is_open(due_at, at) else ("missed", "cancelled")), (number, state, at)
    return {number: state for number, (state, _) in found.items()}
