"""The audit trail: nobody can change it, and who does it all the same is found."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import text

from models import audit_event, audit_link, person
from models.database import Database, DatabaseError, Transaction
from models.person import Person
from reporting import auditing

EVENTS = 40


def filled(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        tx.add(Person(name="Bu Sari", address="Bu Sari", created_at=now))
        tx.flush()
        for at in range(EVENTS):
            audit_event.log(tx, 1, "draft.opened", "draft", f"uuid:{at}", form="bulanan_kkb", count=at)
    with database.transaction(now) as tx:
        assert auditing.seal(tx) == EVENTS
        assert auditing.seal(tx) == 0


def unguarded(tx: Transaction, statement: str) -> None:
    """What somebody could do who takes the triggers away first."""
    if tx.get_bind().dialect.name == "postgresql":
        tx.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        for table in ("audit_event", "audit_link"):
            for what in ("update", "delete"):
                tx.execute(text(f"DROP TRIGGER IF EXISTS {table}_{what}"))
        tx.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    tx.execute(text(statement))


def test_a_chain_that_nobody_touched_is_whole(database: Database, now: datetime) -> None:
    filled(database, now)
    with database.reading(now + timedelta(hours=1)) as tx:
        verdict = auditing.verify(tx)
        assert (verdict.count, verdict.breaks, verdict.knows) == (EVENTS, (), True)
        middle = audit_link.pairs(tx, EVENTS // 2, 1)[0][0].hash
        assert auditing.verify(tx, middle).knows
        assert not auditing.verify(tx, "f" * 64).knows


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET action = 'draft.deleted' WHERE id = 7",
        "DELETE FROM audit_event WHERE id = 7",
        "UPDATE audit_link SET hash = 'x' WHERE position = 7",
        "DELETE FROM audit_link",
    ],
)
def test_the_database_refuses_to_change_it(database: Database, now: datetime, statement: str) -> None:
    filled(database, now)
    with pytest.raises(DatabaseError, match="append-only"), database.transaction(now) as tx:
        tx.execute(text(statement))
    with database.reading(now) as tx:
        assert auditing.verify(tx).breaks == ()


def test_each_event_that_was_changed_is_named(database: Database, now: datetime) -> None:
    """One column of one event at a time, for every event."""
    filled(database, now)
    ways = ("action = 'x'", "object_id = 'x'", "person_id = NULL", "details = '{\"count\": -1}'", "object_kind = 'x'")
    for number in range(1, EVENTS + 1):
        with Transaction(database._writing, now) as tx:
            unguarded(tx, f"UPDATE audit_event SET {ways[number % len(ways)]} WHERE id = {number}")
            tx.expire_all()
            breaks = auditing.verify(tx).breaks
            assert [(one.event_id, one.why) for one in breaks] == [(number, "changed")]
            tx.rollback()


def test_each_link_that_is_gone_is_named(database: Database, now: datetime) -> None:
    filled(database, now)
    for number in range(1, EVENTS):
        with Transaction(database._writing, now) as tx:
            unguarded(tx, f"DELETE FROM audit_link WHERE position = {number}")
            breaks = auditing.verify(tx).breaks
            assert [(one.position, one.why) for one in breaks] == [(number + 1, "gap")]
            tx.rollback()


def test_what_was_cut_off_at_the_end_is_told_by_the_noted_head(database: Database, now: datetime) -> None:
    filled(database, now)
    with Transaction(database._writing, now) as tx:
        head = auditing.verify(tx).head
        unguarded(tx, f"DELETE FROM audit_link WHERE position = {EVENTS}")
        unguarded(tx, f"DELETE FROM audit_event WHERE id = {EVENTS}")
        tx.expire_all()
        assert auditing.verify(tx).breaks == ()
        assert not auditing.verify(tx, head).knows
        tx.rollback()


def test_an_event_that_no_link_covers_is_named_once_the_clock_had_time(database: Database, now: datetime) -> None:
    filled(database, now)
    with database.transaction(now) as tx:
        audit_event.log(tx, 1, "draft.opened", "draft", "uuid:late")
    with database.reading(now + timedelta(minutes=9)) as tx:
        assert auditing.verify(tx).breaks == ()
    with database.reading(now + timedelta(minutes=11)) as tx:
        assert [one.why for one in auditing.verify(tx).breaks] == ["unsealed"]


def test_an_event_that_commits_late_comes_later_in_the_chain(database: Database, now: datetime) -> None:
    filled(database, now)
    with database.transaction(now) as tx:
        row = audit_event.AuditEvent(id=EVENTS + 9, at=now, action="a.b", object_kind="x", object_id="1")
        tx.add(row)
        tx.flush()
        auditing.seal(tx)
    with database.transaction(now) as tx:
        tx.add(audit_event.AuditEvent(id=EVENTS + 3, at=now, action="a.b", object_kind="x", object_id="1"))
        tx.flush()
        auditing.seal(tx)
    with database.reading(now + timedelta(hours=1)) as tx:
        assert auditing.verify(tx).breaks == ()


def test_a_person_can_be_forgotten_without_breaking_it(database: Database, now: datetime) -> None:
    filled(database, now)
    with database.transaction(now) as tx:
        who = person.get(tx, 1)
        who.name, who.address, who.phone = "", "", ""
        tx.add(who)
    with database.reading(now) as tx:
        assert auditing.verify(tx).breaks == ()


def test_the_list_is_by_day_person_and_action(database: Database, now: datetime) -> None:
    filled(database, now)
    with database.transaction(now + timedelta(days=1)) as tx:
        audit_event.log(tx, None, "form.published", "form", "bulanan_kkb 1")
    with database.reading(now) as tx:
        assert len(audit_event.search(tx, None, None, "")) == EVENTS + 1
        assert len(audit_event.search(tx, None, 1, "")) == EVENTS
        assert [one.action for one in audit_event.search(tx, None, None, "form.")] == ["form.published"]
        assert len(audit_event.search(tx, now + timedelta(hours=5), None, "")) == 1
