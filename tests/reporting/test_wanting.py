"""Reminders as a person wants them: fewer, at another hour, not on leave; and nothing that rings in the quiet time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from models import chat as chats
from models.database import Database, Transaction
from models.outbound_message import OutboundMessage
from models.person import Person
from models.schedule import Schedule
from reporting import wanting
from reporting.notices import Notice, Notices
from reporting.preferences import prefer
from tests.reporting.field import DEDI, SARI, TEXTS, wib
from tests.reporting.walking import END, START, change, outbox, settled, states, tick, walk


@pytest.fixture
def town(database: Database) -> Database:
    settled(database)
    with database.transaction(START) as tx:
        plan = tx.exec(select(Schedule).where(Schedule.form_id == "bulanan_kkb")).one()
        plan.steps = [-2, -1, 0, 1, 3]
        tx.add(plan)
    return database


def chooses(town: Database, person_id: int, at: datetime = START, **changes: Any) -> None:
    def do(tx: Transaction) -> None:
        who = tx.get_one(Person, person_id)
        prefer(tx, who, **changes)
        wanting.replan(tx, who)

    change(town, at, do)


def days(town: Database, kind: str, person_id: int) -> list[str]:
    return [row.dedupe_key[-5:] for row in outbox(town, kind) if row.person_id == person_id]


def test_few_reminders_are_the_day_before_the_due_day_and_what_is_late(town: Database) -> None:
    chooses(town, SARI, reminders="few")
    walk(town, START, END)
    assert days(town, "reminder", SARI) == ["11-04", "11-05", "11-06"]  # D+3 is a Sunday: with D+1
    assert [step for _, step, who, state in states(town) if who == SARI and state == "cancelled"] == ["-2"] * 3


def test_on_leave_nothing_comes_and_what_is_late_comes_after_it(town: Database) -> None:
    chooses(town, SARI, away_until=date(2026, 11, 7))
    walk(town, START, END)
    late = [row for row in outbox(town, "reminder") if row.person_id == SARI]
    assert [(row.dedupe_key[-5:], row.not_before) for row in late] == [("11-09", wib(9, 8, 30))]  # the 8th is a Sunday
    assert "sudah lewat" in late[0].html


def test_the_coordinator_sees_who_is_on_leave(town: Database) -> None:
    chooses(town, SARI, away_until=date(2026, 11, 10))
    walk(town, START, END)
    told = next(row.html for row in outbox(town, "missing") if row.person_id == DEDI)
    assert "· cuti sampai 10 Nov" in told


def test_a_leave_that_ends_before_the_due_day_changes_little(town: Database) -> None:
    chooses(town, SARI, away_until=date(2026, 11, 4))
    walk(town, START, END)
    assert days(town, "reminder", SARI) == ["11-05", "11-06"]


def test_another_hour_moves_what_is_planned(town: Database) -> None:
    tick(town, START)
    chooses(town, SARI, hour="15:30")
    walk(town, START, wib(5, 23))
    assert [row.not_before for row in outbox(town, "reminder") if row.person_id == SARI] == [
        wib(day, 15, 30) for day in (3, 4, 5)
    ]


def test_an_hour_that_has_passed_keeps_todays_slot(town: Database) -> None:
    chooses(town, SARI, hour="15:30")
    tick(town, wib(3, 7))
    chooses(town, SARI, wib(3, 10), hour="08:30")
    walk(town, wib(3, 10), wib(4, 23))
    assert [row.not_before for row in outbox(town, "reminder") if row.person_id == SARI] == [
        wib(3, 15, 30),
        wib(4, 8, 30),
    ]


def test_a_quiet_time_of_ones_own(town: Database) -> None:
    chooses(town, SARI, hour="19:00", quiet_from="21:00", quiet_until="06:00")
    walk(town, START, wib(4, 23))
    assert [row.not_before for row in outbox(town, "reminder") if row.person_id == SARI] == [wib(3, 19), wib(4, 19)]


def test_a_coordinator_on_leave_gets_neither_list_nor_summary(town: Database) -> None:
    chooses(town, DEDI, away_until=date(2026, 11, 30))
    walk(town, START, END)
    assert [row.dedupe_key for row in outbox(town) if row.person_id == DEDI] == []


def test_whoever_saves_data_gets_the_summary_without_a_picture(town: Database) -> None:
    chooses(town, DEDI, saver=True)
    walk(town, START, wib(3, 9))
    summaries = {row.person_id: row.chart for row in outbox(town, "summary")}
    assert summaries[DEDI] is None and len([chart for chart in summaries.values() if chart]) == 1


@pytest.mark.parametrize(
    ("at", "seen_ago", "is_urgent", "goes_out"),
    [
        (wib(3, 10), 600, False, wib(3, 10)),
        (wib(3, 21), 600, False, wib(4, 7, 30)),
        (wib(3, 21), 600, True, wib(3, 21)),
        (wib(3, 21), 5, False, wib(3, 21)),
        (wib(4, 6), 600, False, wib(4, 7, 30)),
    ],
)
def test_what_rings_waits_for_the_morning(
    town: Database, at: datetime, seen_ago: int, is_urgent: bool, goes_out: datetime
) -> None:
    def seen(tx: Transaction) -> None:
        chat = chats.of_person(tx, SARI)
        assert chat is not None
        chat.updated_at = at - timedelta(minutes=seen_ago)
        tx.add(chat)

    change(town, at, seen)
    with town.transaction(at) as tx:
        args = {"number": "T-1", "question": "Apa?", "answer": "Itu.", "who": "Pak Dedi"}
        Notices(TEXTS).tell(tx, SARI, Notice("one", "notices/answer", args, (), is_urgent))
    with town.reading(at) as tx:
        row = tx.exec(select(OutboundMessage).where(OutboundMessage.dedupe_key == "one")).one()
    assert row.not_before == goes_out
