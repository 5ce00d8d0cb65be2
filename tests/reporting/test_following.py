"""Who comes and goes while reports are owed: found by what has changed, and once a day by looking everywhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from models import leadership
from models.database import Database, Transaction
from models.membership import Membership
from models.obligation import Obligation
from models.reminder import Reminder
from reporting import following, opening
from tests.reporting import field
from tests.reporting.field import DEDI, SARI, wib
from tests.reporting.walking import START, change, outbox, settled, tick, walk

NOON = wib(3, 12)


@pytest.fixture
def town(database: Database) -> Database:
    """A minute ago all that was due was done."""
    settled(database)
    tick(database, START)
    change(database, NOON, lambda tx: leadership.ticked(tx, NOON))
    return database


def officers(town: Database, kampung_id: int) -> set[int | None]:
    with town.reading(NOON) as tx:
        return set(tx.exec(select(Obligation.person_id).where(Obligation.kampung_id == kampung_id)))


def follow(town: Database, at: datetime) -> None:
    change(town, at, lambda tx: following.follow(tx, at))


def test_who_comes_gets_what_is_owed_and_is_reminded_of_it(town: Database) -> None:
    def come(tx: Transaction) -> None:
        new = field.person(tx, "Ani Lestari", "Bu Ani")
        tx.add(Membership(person_id=new, role="plkb", kampung_id=2, since=tx.now))
        tx.exec(select(Membership).where(Membership.kampung_id == 2)).first().until = tx.now  # type: ignore[union-attr]

    change(town, NOON, come)
    follow(town, NOON + timedelta(minutes=1))
    new = officers(town, 2)
    assert len(new) == 1 and SARI not in new
    assert officers(town, 1) == {SARI}
    with town.reading(NOON) as tx:
        planned = tx.exec(select(Reminder.person_id).where(col(Reminder.person_id).in_(new))).all()
        assert len(planned) == len(tx.exec(select(Reminder.id).where(Reminder.obligation_id == 4)).all())
    walk(town, NOON + timedelta(minutes=2), wib(4, 9))
    assert new < {row.person_id for row in outbox(town, "reminder")}


def test_what_changed_long_ago_is_found_the_next_day(town: Database) -> None:
    change(town, NOON, lambda tx: tx.delete(tx.exec(select(Membership).where(Membership.kampung_id == 2)).one()))
    follow(town, NOON + timedelta(minutes=1))
    assert officers(town, 2) == {SARI}, "nobody began and nobody ended"
    follow(town, NOON + timedelta(days=1))
    assert officers(town, 2) == {DEDI}, "nobody files there, so it is left to the coordinator"


def test_a_village_with_nobody_falls_to_the_pokja_or_the_coordinator_until_somebody_comes(town: Database) -> None:
    def leave(tx: Transaction) -> None:
        tx.exec(select(Membership).where(Membership.kampung_id == 2)).one().until = tx.now

    def come(tx: Transaction, role: str) -> int:
        new = field.person(tx, role, f"Bu {role}")
        tx.add(Membership(person_id=new, role=role, kampung_id=2, since=tx.now))
        return new

    change(town, NOON, leave)
    follow(town, NOON + timedelta(minutes=1))
    assert officers(town, 2) == {DEDI}
    walk(town, NOON + timedelta(minutes=2), wib(4, 9))
    told = next(row for row in outbox(town, "reminder") if row.person_id == DEDI)
    assert "Aur Sejahtera" in told.html and told.buttons[0][0]["data"].startswith("s::slot:")
    for minute, role in enumerate(("pokja", "plkb"), 5):
        at = wib(4, 9, minute)
        with town.transaction(at) as tx:
            new = come(tx, role)
            leadership.ticked(tx, at)
        follow(town, at + timedelta(minutes=1))
        assert officers(town, 2) == {new}


def test_the_whole_country_is_looked_through_in_pieces(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "PIECE", 2)
    change(town, NOON, lambda tx: [tx.delete(row) for row in tx.exec(select(Membership)).all()])
    at, after, pieces = NOON + timedelta(days=1), 0, 0
    while after is not None:
        with town.transaction(at) as tx:
            after = following.assign_some(tx, at, after)  # type: ignore[assignment]
        pieces += 1
    assert pieces > 1
    assert {one for number in (1, 2, 3, 4) for one in officers(town, number)} == {None}


def test_only_what_was_opened_or_given_away_is_planned(town: Database) -> None:
    def count(tx: Transaction) -> int:
        return len(tx.exec(select(Obligation.id).where(~col(Obligation.is_planned))).all())

    with town.transaction(NOON) as tx:
        assert count(tx) == 0
        opening.open_period(tx, "2026-11")
        assert count(tx) == 4
        tx.exec(select(Obligation)).first().is_planned = False  # type: ignore[union-attr]
        before = len(tx.exec(select(Reminder.id)).all())
        assert following.plan_some(tx, NOON, 0) is None
        assert count(tx) == 0
        assert len(tx.exec(select(Reminder.id)).all()) == before + 20, "what was planned before stays as it was"


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_planning_in_pieces_plans_all(database: Database, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "PIECE", limit)
    town = settled(database)
    tick(town, START)
    with town.reading(START) as tx:
        told: list[Any] = tx.exec(select(Reminder.obligation_id, Reminder.step)).all()  # type: ignore[assignment]
    assert len(set(told)) == len(told) == 20


def test_coordinators_are_gone_through_once_for_each_moment(town: Database) -> None:
    walk(town, NOON, wib(9, 9))
    known = [row.dedupe_key for row in outbox(town, "missing")]
    assert known == ["missing:4:2026-11-09", "missing:3:2026-11-09"]
    change(town, wib(9, 9), lambda tx: [tx.delete(row) for row in outbox_rows(tx)])
    tick(town, wib(9, 9, 1))
    assert outbox(town, "missing") == [], "they were told of all that has come up"
    tick(town, wib(16, 8, 30))
    assert [row.dedupe_key for row in outbox(town, "summary")][-2:] == ["summary:3:2026-11-16", "summary:4:2026-11-16"]


def outbox_rows(tx: Transaction) -> list[Any]:
    from models.outbound_message import OutboundMessage

    return list(tx.exec(select(OutboundMessage).where(OutboundMessage.kind == "missing")).all())
