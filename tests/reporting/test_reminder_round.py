"""Reminders by the hundred: what becomes of each is a plain function, and so many people need no more queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from models.chat import Chat
from models.database import Database
from models.kampung import Kampung
from models.obligation import Obligation
from models.person import Person
from models.region import Region
from models.reminder import Reminder
from reporting import reminder_round
from reporting.days_off import Calendar, Day
from reporting.preferences import Preferences
from reporting.reminder_round import MOST_A_CYCLE, MOST_A_MONTH, Fate, Known
from reporting.reminding_people import RemindingPeople
from tests.reporting import field
from tests.reporting.field import LONG_AGO, SARI, TEXTS, wib
from tests.reporting.walking import START, change, outbox, settled, states, tick

AT = wib(5, 8, 30)
CHAT = Chat(bot_id=1, telegram_chat_id=7, person_id=7, updated_at=LONG_AGO)
SARI_KNOWN = Known(
    who=Person(id=7, name="Sari", created_at=LONG_AGO),
    chosen=Preferences(),
    chat=CHAT,
    is_stuck=False,
    was_reminded=False,
    this_month=0,
    told={},
    days=Calendar.of(()),
)


def owed(**changes: Any) -> Obligation:
    about: dict[str, Any] = {"schedule_id": 1, "form_id": "x", "unit": "kampung:1", "area_code": "13", "person_id": 7}
    times = {name: wib(10, 0) for name in ("opens_at", "due_at", "late_at", "lock_at")}
    return Obligation(id=5, period="2026-10", **{**about, **times, **changes})


def fate(known: Known = SARI_KNOWN, step: str = "0", at: datetime = AT, due_at: datetime = AT, **changes: Any) -> Fate:
    row = Reminder(id=1, obligation_id=5, step=step, person_id=7, due_at=due_at)
    return reminder_round.fate(known, row, owed(**changes), at)


def chosen(**changes: Any) -> Known:
    return replace(SARI_KNOWN, chosen=Preferences(**changes))


def test_what_is_due_goes_out_now() -> None:
    assert fate() == AT
    assert fate(at=AT + timedelta(hours=5)) == AT + timedelta(hours=5)


@pytest.mark.parametrize(
    "changes", [{"state": "sent"}, {"state": "excused"}, {"person_id": 8}, {"person_id": None}, {"lock_at": AT}]
)
def test_what_is_no_longer_owed_by_that_person_falls_away(changes: dict[str, Any]) -> None:
    assert fate(**changes) == "cancelled"


def test_what_stood_too_long_is_left_to_the_next() -> None:
    assert fate(due_at=AT - timedelta(hours=6)) == "missed"


def test_what_is_late_waits_out_the_quiet_time_for_the_own_hour() -> None:
    known = chosen(hour="15:30")
    assert fate(known, at=wib(5, 20, 30), due_at=wib(5, 15, 30)) == wib(6, 15, 30)
    assert fate(known, at=wib(6, 3), due_at=wib(5, 22)) == wib(6, 15, 30)


def test_a_quiet_time_at_noon_is_waited_out_the_same_day() -> None:
    assert fate(chosen(quiet_from="12:00", quiet_until="13:30"), at=wib(5, 12, 5)) == wib(5, 13, 30)


@pytest.mark.parametrize(
    ("kind", "area", "at", "wanted"),
    [
        ("", "", wib(5, 12, 5), wib(5, 13)),  # over noon, on a Thursday
        ("", "", wib(6, 11, 45), wib(6, 13, 30)),  # the Friday prayer
        ("", "", wib(7, 9), wib(9, 8, 30)),  # a Saturday
        ("saturday", "13", wib(7, 9), wib(7, 9)),  # where six days are worked
        ("saturday", "51", wib(7, 9), wib(9, 8, 30)),
        ("national", "", AT, wib(6, 8, 30)),
        ("regional", "13", AT, wib(6, 8, 30)),
        ("regional", "51", AT, AT),
        ("silence", "13", AT, wib(6, 8, 30)),
        ("ramadan", "", AT, wib(5, 9)),
        ("ramadan", "", wib(5, 15), wib(6, 9)),
    ],
)
def test_the_days_off_of_the_place(kind: Any, area: str, at: datetime, wanted: datetime) -> None:
    days = (date(2026, 11, 7),) * 2 if kind == "saturday" else (date(2026, 11, 5), date(2026, 11, 6))
    days = (days[0], days[0]) if kind in ("national", "regional", "silence") else days
    known = replace(SARI_KNOWN, days=Calendar.of([Day(kind, *days, area)] if kind else ()))
    assert fate(known, at=at, due_at=at) == wanted


@pytest.mark.parametrize(("step", "wanted"), [("-2", "cancelled"), ("-1", AT), ("3", AT), ("asked", AT)])
def test_fewer_reminders(step: str, wanted: Fate) -> None:
    assert fate(chosen(reminders="few"), step) == wanted


@pytest.mark.parametrize(
    ("step", "wanted"), [("-1", "cancelled"), ("0", "cancelled"), ("1", wib(9, 8, 30)), ("asked", AT)]
)
def test_on_leave(step: str, wanted: Fate) -> None:
    assert fate(chosen(away_until=date(2026, 11, 7)), step) == wanted


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"is_stuck": True}, "cancelled"),
        ({"was_reminded": True}, "missed"),
        ({"chat": None}, "missed"),
        ({"this_month": MOST_A_MONTH - 1}, AT),
        ({"this_month": MOST_A_MONTH}, "missed"),
        ({"told": {5: MOST_A_CYCLE - 1}}, AT),
        ({"told": {5: MOST_A_CYCLE}}, "missed"),
        ({"told": {6: MOST_A_CYCLE}}, AT),
    ],
)
def test_no_more_than_somebody_reads(changes: dict[str, Any], wanted: Fate) -> None:
    assert fate(replace(SARI_KNOWN, **changes)) == wanted


def test_an_outage_into_the_night_is_made_up_for_in_the_morning_and_once(database: Database) -> None:
    town = settled(database)
    change(town, START, lambda tx: setattr(tx.get_one(Person, SARI), "reminder_hour", "17:00"))
    tick(town, wib(3, 8))
    tick(town, wib(4, 20))
    assert outbox(town, "reminder") == []
    for at in (wib(5, 8, 30), wib(5, 17), wib(5, 17, 1)):
        tick(town, at)
    mine = [row for row in outbox(town, "reminder") if row.person_id == SARI]
    assert [(row.dedupe_key, row.not_before) for row in mine] == [("reminders:1:2026-11-05", wib(5, 17))]
    assert "hari ini batas laporan Oktober (pukul 23.59 WIB)" in mine[0].html, (
        "it is worded for the day on which it is read"
    )
    assert {state for _, step, who, state in states(town) if who == SARI and step in ("-1", "0")} == {"queued"}


def test_ninety_need_no_more_queries_than_three(sqlite_database: Database, tmp_path: Any) -> None:
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    other.upgrade()
    few, many = (_queries(one, people) for one, people in ((sqlite_database, 3), (other, 90)))
    assert few <= many <= few + 2
    other.close()


def _queries(town: Database, people: int) -> int:
    """Of one piece that reminds so many officers of one regency."""
    with town.transaction(START) as tx:
        field.settle(tx)
        for number in range(people):
            code = f"13.72.01.2{number:03}"
            tx.add(Region(code=code, parent_code="13.72.01", level="village", name="Desa", zone="Asia/Jakarta"))
            tx.flush()
            tx.add(Kampung(id=100 + number, name=f"Kampung {number}", village_code=code, zone="Asia/Jakarta"))
            tx.flush()
            field.member(tx, field.person(tx, f"Petugas {number}", ""), "plkb", kampung_id=100 + number)
    tick(town, START)
    with _counted(town) as statements, town.transaction(AT) as tx:
        assert RemindingPeople(TEXTS).some(tx, AT, 0) is None
    sent = [row for row in outbox(town, "reminder") if row.dedupe_key.endswith("-05")]
    assert len(sent) == people + 2, "and the two of the field"
    return len(statements)


@contextmanager
def _counted(town: Database) -> Iterator[list[str]]:
    with town.transaction(AT) as tx:
        engine, statements = tx.get_bind(), list[str]()

    def note(*told: Any) -> None:
        statements.append(told[2])

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)
