"""Schedules become obligations, each with the officer who is responsible."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from models.database import Database, Transaction
from models.membership import Membership
from models.obligation import Obligation
from reporting import opening
from tests.reporting import field
from tests.reporting.field import BUDI, RINA, SARI, wib
from tests.reporting.walking import END, START, change, outbox, settled, tick, walk


@pytest.fixture
def town(database: Database) -> Database:
    return settled(database)


def test_every_kampung_owes_the_month_to_its_officer(town: Database) -> None:
    tick(town, START)
    with town.reading(START) as tx:
        rows = tx.exec(select(Obligation).order_by(col(Obligation.kampung_id))).all()
    assert [(row.kampung_id, row.period, row.person_id) for row in rows] == [
        (1, "2026-10", SARI),
        (2, "2026-10", SARI),
        (3, "2026-10", SARI),
        (4, "2026-10", BUDI),
    ]
    assert rows[0].due_at == wib(5, 23, 59)
    assert rows[3].due_at == wib(5, 22, 59)  # 23.59 WITA
    assert {row.lock_at for row in rows} == {wib(15, 23, 59)}


def test_a_new_officer_takes_over(town: Database) -> None:
    def hand_over(tx: Transaction) -> None:
        held = tx.exec(select(Membership).where(Membership.kampung_id == 4)).one()
        held.until = tx.now
        tx.add(held)
        field.member(tx, SARI, "plkb", kampung_id=4)

    tick(town, START)
    change(town, wib(3, 9), hand_over)
    walk(town, wib(3, 10), wib(4, 12))
    reminders = [row for row in outbox(town, "reminder") if row.not_before > wib(3, 9)]
    assert [row.person_id for row in reminders] == [SARI]
    assert "Kampung Baiman" in reminders[0].html


def test_an_officer_who_comes_late_is_still_reminded(town: Database) -> None:
    change(
        town,
        START,
        lambda tx: setattr(tx.exec(select(Membership).where(Membership.person_id == BUDI)).one(), "until", START),
    )
    tick(town, START)
    with town.reading(START) as tx:
        assert tx.get_one(Obligation, 4).person_id == RINA, "until then it is left to the coordinator"
    change(town, wib(5, 20), lambda tx: field.member(tx, BUDI, "plkb", area_code="63.71"))
    walk(town, wib(5, 21), wib(6, 12))
    assert [row.dedupe_key for row in outbox(town, "reminder") if row.person_id == BUDI] == ["reminders:2:2026-11-06"]


def test_past_periods_are_opened_on_demand(town: Database) -> None:
    change(town, START, lambda tx: setattr(opening.schedule.all_of(tx)[0], "since", "2026-04"))
    with town.transaction(START) as tx:
        assert opening.open_period(tx, "2026-04") == 4
        assert opening.open_period(tx, "2026-04") == 0
        assert opening.open_period(tx, "2026-03") == 0
    walk(town, START, END)
    with town.reading(END) as tx:
        assert {row.period for row in tx.exec(select(Obligation))} == {"2026-04", "2026-10"}


def test_the_schedule_is_made_once(town: Database) -> None:
    change(town, START, lambda tx: opening.ensure_schedules(tx, "2026-01"))
    with town.reading(START) as tx:
        made = opening.schedule.all_of(tx)
    assert [(row.form_id, row.unit, row.due_day, row.late_day, row.lock_day, row.since) for row in made] == [
        ("bulanan_kkb", "kampung", 5, 11, 15, "2026-10"),
        ("poktan_bulanan", "poktan", 3, 6, 15, "2026-11"),
        ("profil_kkb", "kampung", 7, 15, 31, "2027"),
        ("monev_klasifikasi", "kampung", 15, 22, 31, "2026-S2"),
        ("kunjungan_keluarga", "family", 0, 8, 30, "2026-12-01"),
        ("tindak_lanjut_opd", "plan", 10, 16, 28, "2026-11"),
        ("rakor_lintas_sektor", "region", 0, 8, 30, "2027-Q1"),
    ]


def test_a_month_that_nobody_was_there_to_open_is_owed_all_the_same(town: Database) -> None:
    tick(town, START)
    back = wib(20, 9, month=12)
    tick(town, back)
    with town.reading(back) as tx:
        found = tx.exec(select(Obligation).where(Obligation.period == "2026-11", Obligation.form_id == "bulanan_kkb"))
        owed = found.all()
    assert len(owed) == 4 and {row.state for row in owed} == {"waiting"}
    assert all(row.lock_at < back for row in owed)
    assert [row for row in outbox(town, "reminder") if row.not_before == back] == [], (
        "what is closed is no longer asked for"
    )


def test_what_was_half_opened_when_its_month_closed_is_opened_to_the_end(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PIECE", 3)
    with town.transaction(START) as tx:
        opening.open_some(tx, START, 0)
    back = wib(16, 9)
    tick(town, back)
    with town.reading(back) as tx:
        assert len(tx.exec(select(Obligation).where(Obligation.period == "2026-10")).all()) == 4
