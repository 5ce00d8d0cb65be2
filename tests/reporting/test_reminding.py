"""Reminders, missing lists and summaries as rows of the outbox: at their time, once, to the right people."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest

from models import chat as chats
from models.database import Database, Transaction
from models.draft import Draft
from models.kampung import Kampung
from models.person import Person
from models.schedule import Schedule
from reporting import fitting, opening
from tests.reporting import field
from tests.reporting.field import BUDI, DEDI, RINA, SARI, reminding, wib
from tests.reporting.places import village
from tests.reporting.walking import END, START, block, change, keys, meet, outbox, settled, states, tick, walk

MINUTE = timedelta(minutes=1)


@pytest.fixture
def town(database: Database) -> Database:
    return settled(database)


@pytest.fixture
def sqlite_town(sqlite_database: Database) -> Database:
    return settled(sqlite_database)


def test_a_week_of_one_month(town: Database) -> None:
    steps = walk(town, START, END)

    assert len(steps) <= 14
    assert [(row.dedupe_key, row.not_before) for row in outbox(town)] == [
        ("reminders:2:2026-11-02", wib(2, 8)),  # 08.30 in WITA was half an hour ago; before, it was Sunday
        ("summary:4:2026-11-02", wib(2, 8)),
        ("reminders:1:2026-11-02", wib(2, 8, 30)),
        ("summary:3:2026-11-02", wib(2, 8, 30)),
        ("reminders:2:2026-11-04", wib(4, 7, 30)),
        ("reminders:1:2026-11-04", wib(4, 8, 30)),
        ("reminders:2:2026-11-05", wib(5, 7, 30)),
        ("reminders:1:2026-11-05", wib(5, 8, 30)),
        ("reminders:2:2026-11-06", wib(6, 7, 30)),
        ("reminders:1:2026-11-06", wib(6, 8, 30)),  # the third day after is a Sunday: it was told on Friday
        ("missing:4:2026-11-09", wib(9, 7, 30)),
        ("summary:4:2026-11-09", wib(9, 7, 30)),
        ("missing:3:2026-11-09", wib(9, 8, 30)),
        ("summary:3:2026-11-09", wib(9, 8, 30)),
    ]


@pytest.mark.parametrize("start", [wib(5, 6), pytest.param(wib(4, 7), marks=pytest.mark.soak)])
def test_walking_does_what_ticking_every_minute_does(sqlite_town: Database, tmp_path: Any, start: datetime) -> None:
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    other.upgrade()
    settled(other)
    end = wib(5, 9)
    walk(sqlite_town, start, end)
    at, by = start, reminding()
    while at <= end:
        tick(other, at, by)
        at += MINUTE

    assert keys(sqlite_town) == keys(other) != []
    assert states(sqlite_town) == states(other)
    other.close()


def test_the_same_tick_again_adds_nothing(town: Database) -> None:
    walk(town, START, wib(5, 9))
    before = keys(town)
    for _ in range(3):
        tick(town, wib(5, 9))
    assert keys(town) == before


def test_a_tick_that_was_rolled_back_is_done_once(town: Database) -> None:
    tick(town, START)
    with pytest.raises(RuntimeError), town.transaction(wib(9, 8, 30)) as tx:
        reminding().tick(tx, wib(9, 8, 30))
        raise RuntimeError("killed")
    assert outbox(town, "missing") == []
    tick(town, wib(9, 8, 31))
    tick(town, wib(9, 8, 32))
    assert [row.dedupe_key for row in outbox(town, "missing")] == ["missing:3:2026-11-09", "missing:4:2026-11-09"]


def test_two_ticks_at_once_remind_once(postgresql_url: str) -> None:
    town = settled(Database(postgresql_url))
    tick(town, START)
    at = wib(4, 8, 30)
    with town.transaction(at) as one:
        reminding().tick(one, at)
        one.flush()
        other = _second_tick(town, at)
        assert other.is_alive(), "it waits for the first one's rows"
    other.join(10)
    tick(town, at)
    assert len([row for row in outbox(town, "reminder") if row.dedupe_key.endswith("-04")]) == 2
    assert [state for *_, step, _, state in states(town) if step == "-1"] == ["queued"] * 4
    town.close()


def _second_tick(town: Database, at: datetime) -> Thread:
    thread = Thread(target=tick, args=(town, at))
    thread.start()
    thread.join(0.3)
    return thread


def test_a_reminder_names_all_that_is_missing_and_opens_it(town: Database) -> None:
    walk(town, START, wib(4, 9))
    sent = [row for row in outbox(town, "reminder") if row.person_id == SARI][-1]
    assert "Bu Sari, " in sent.html and "besok batas laporan Oktober." in sent.html
    assert "Payo Sejahtera, Aur Sejahtera, Laing Taluak Sejahtera" in sent.html
    assert [row[0]["data"] for row in sent.buttons[:-1]] == ["s::slot:1", "s::slot:2", "s::slot:3"]
    assert sent.buttons[-1] == [
        {"text": "Nanti sore 15.30", "data": "s::at:0,202611041530"},
        {"text": "Ada kendala", "data": "s::stuck"},
    ]


def test_all_forms_come_in_one_message(town: Database) -> None:
    def owe_more(tx: Transaction) -> None:
        first = opening.schedule.all_of(tx)[0]
        told = first.model_dump(exclude={"id", "form_id", "due_day"})
        tx.add(Schedule(form_id="poktan_bulanan", due_day=6, **told))

    change(town, START, owe_more)
    walk(town, START, wib(5, 12))
    today = [row for row in outbox(town, "reminder") if row.person_id == BUDI and row.not_before > wib(5, 0)]
    assert [row.dedupe_key for row in today] == ["reminders:2:2026-11-05"]
    assert "hari ini batas laporan Oktober (bulanan_kkb) (pukul 23.59 WITA)" in today[0].html
    assert "Besok batas laporan Oktober (poktan_bulanan)" in today[0].html
    assert [row[0]["data"] for row in today[0].buttons[:-1]] == ["s::slot:4", "s::slot:8"]


def test_who_owes_much_gets_a_short_message(sqlite_town: Database) -> None:
    def add_kampung(tx: Transaction) -> None:
        for number in range(30):
            row = Kampung(name=f"Kampung {number} {'x' * 60}", village_code=village(tx, number), zone="Asia/Jakarta")
            tx.add(row)
            tx.flush()
            field.member(tx, SARI, "plkb", kampung_id=row.id)

    change(sqlite_town, START, add_kampung)
    walk(sqlite_town, START, wib(5, 12))
    for sent in (row for row in outbox(sqlite_town) if row.person_id in (SARI, DEDI)):
        assert fitting.length(sent.html) <= 900
        assert len(sent.buttons) <= 6
        assert all(len(one["text"]) <= 32 for line in sent.buttons for one in line)
    last = [row for row in outbox(sqlite_town, "reminder") if row.person_id == SARI][-1]
    assert last.buttons[-2] == [{"text": "📝 Semua (33)", "data": "s::list"}]


def test_a_draft_is_continued(town: Database) -> None:
    tick(town, START)
    change(town, START, _begin)
    tick(town, wib(5, 8, 30))
    tick(town, wib(9, 8, 30))
    sent = next(row for row in outbox(town, "reminder") if row.person_id == SARI)
    assert sent.buttons[0][0] == {"text": "📂 Lanjutkan draf Aur Sejahtera", "data": "s::draft:1"}
    assert "Draf Aur Sejahtera sudah 12 isian" in sent.html
    missing = next(row for row in outbox(town, "missing") if row.person_id == DEDI)
    assert "Aur Sejahtera (draf 12)" in missing.html


def _begin(tx: Transaction) -> None:
    where: dict[str, Any] = {"form_id": "bulanan_kkb", "kampung_id": 2, "period": "2026-10"}
    when = {"created_at": START, "updated_at": START}
    version = field.form_version(tx)
    tx.add(Draft(instance_id="uuid:1", person_id=SARI, form_version_id=version, answered=12, data={}, **where, **when))


def test_a_report_stops_its_reminders_at_once(town: Database) -> None:
    walk(town, START, wib(4, 9))
    change(town, wib(4, 10), lambda tx: [meet(tx, kampung_id) for kampung_id in (1, 2, 3)])
    assert {state for one, _, _, state in states(town) if one != 4} == {"cancelled"}
    assert [row.state for row in outbox(town, "reminder") if row.person_id == SARI] == ["cancelled"] * 2
    walk(town, wib(4, 10), END)
    assert len([row for row in outbox(town, "reminder") if row.person_id == SARI]) == 2
    assert [row.dedupe_key for row in outbox(town, "missing") if row.person_id == DEDI] == []


def test_the_missing_are_listed_by_officer_with_nudges(town: Database) -> None:
    tick(town, START)
    change(town, START, lambda tx: meet(tx, 2))
    tick(town, wib(9, 8, 30))
    sent = next(row for row in outbox(town, "missing") if row.person_id == DEDI)
    assert "Belum lapor Oktober 2026 (2), Kota Solok, per petugas:" in sent.html
    assert "Bu Sari: Payo Sejahtera (belum mulai), Laing Taluak Sejahtera (belum mulai)" in sent.html
    assert sent.buttons == [[{"text": "⏰ Ingatkan Bu Sari", "data": "k::nudge:1"}]]


def test_after_an_outage_of_a_day_the_next_step_covers_it(town: Database) -> None:
    tick(town, START)
    walk(town, wib(5, 16), END)
    assert [step for _, step, person, state in states(town) if state == "missed" and person == SARI] == [
        *("-5", "-1", "0")
    ] * 3
    reminders = [row for row in outbox(town, "reminder") if row.person_id == SARI]
    assert [row.dedupe_key for row in reminders] == ["reminders:1:2026-11-06"]
    assert "sudah lewat" in reminders[0].html
    assert [row.dedupe_key for row in outbox(town, "missing") if row.person_id == DEDI] == ["missing:3:2026-11-09"]


def test_a_slot_is_used_within_six_hours(town: Database) -> None:
    tick(town, wib(3, 8))
    tick(town, wib(4, 14, 0))
    assert [row.dedupe_key for row in outbox(town, "reminder")] == ["reminders:1:2026-11-04"]  # WITA: 6 h 30 ago


def test_late_in_the_evening_nobody_is_disturbed(town: Database) -> None:
    change(town, START, lambda tx: setattr(tx.get_one(Person, SARI), "reminder_hour", "18:30"))
    tick(town, wib(3, 8))
    tick(town, wib(4, 19, 5))
    assert outbox(town, "reminder") == []


def test_nobody_without_a_chat_is_written_to(town: Database) -> None:
    change(town, START, lambda tx: block(tx, SARI, BUDI, DEDI, RINA))
    walk(town, START, END)
    assert outbox(town) == []


def test_a_coordinator_sees_who_can_not_be_reached(town: Database) -> None:
    change(town, START, lambda tx: block(tx, SARI))
    walk(town, START, END)
    sent = next(row for row in outbox(town, "missing") if row.person_id == DEDI)
    assert sent.html.endswith("Laing Taluak Sejahtera (belum mulai) · belum membuka Kabar")


def test_a_person_who_reads_english_gets_english(town: Database) -> None:
    def speak(tx: Transaction) -> None:
        for person_id in (SARI, DEDI):
            chat = chats.of_person(tx, person_id)
            assert chat is not None
            chat.language = "en"
            tx.add(chat)

    change(town, START, speak)
    walk(town, START, END)
    texts = [row.html for row in outbox(town) if row.person_id in (SARI, DEDI)]
    assert len(texts) == 7
    assert not any(re.search(r"laporan|Belum|batas", text) for text in texts)


def test_what_goes_out_fits_telegram(town: Database) -> None:
    walk(town, START, END)
    for row in outbox(town):
        assert fitting.length(row.html) <= (1024 if row.chart else 900)
        for button in (one for line in row.buttons for one in line):
            assert len(button["data"].encode()) <= 64


def test_without_schedules_nothing_is_due(database: Database) -> None:
    with database.transaction(START) as tx:
        reminding().tick(tx, START)
        assert reminding().next_due(tx, START) is None


def test_next_due_is_strictly_later(sqlite_town: Database) -> None:
    tick(sqlite_town, START)
    at = START
    with sqlite_town.reading(START) as tx:
        for _ in range(50):
            following = reminding().next_due(tx, at)
            assert following is not None and following > at
            at = following
    assert at > datetime(2026, 12, 1, tzinfo=UTC)
