"""The inbox's rows, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from models import inbound_update
from models.database import Database
from models.inbound_update import InboundUpdate
from reporting import inbox
from reporting.inbox import AlreadyDone, Incoming

UPDATE = Incoming(7, "7:m:1:1", 100, 1, {"update_id": 100}, had_nik=False)


def receive(database: Database, now, *updates: Incoming) -> list[int | None]:
    with database.transaction(now) as tx:
        return inbox.receive(tx, updates)


def test_a_redelivered_update_is_stored_once(database, now):
    other = replace(UPDATE, natural_key="7:m:1:2")
    first = receive(database, now, UPDATE, other)
    assert all(first)
    assert receive(database, now, UPDATE, replace(UPDATE, natural_key="7:m:1:3"))[0] is None
    with database.reading(now) as tx:
        assert inbox.waiting(tx, 7)[:2] == [(first[0], 1), (first[1], 1)]
        assert inbox.waiting(tx, 8) == []
        assert inbox.content(tx, first[0]) == {"update_id": 100}


def test_a_case_and_the_mark_are_one_transaction(database, now):
    (row,) = receive(database, now, UPDATE)

    def case(tx, *, fail):
        if fail:
            raise RuntimeError
        return "stored"

    with pytest.raises(RuntimeError), database.transaction(now) as tx:
        inbox.handle(tx, row, case, fail=True)
    with database.transaction(now) as tx:
        assert inbox.handle(tx, row, case, fail=False) == "stored"
    with pytest.raises(AlreadyDone), database.transaction(now) as tx:
        inbox.handle(tx, row, case, fail=False)
    with database.reading(now) as tx:
        assert tx.get_one(InboundUpdate, row).raw is None
        assert inbox.content(tx, row) is None


def test_tries_are_counted_and_what_is_quarantined_is_forgotten_after_a_week(database, now):
    (row,) = receive(database, now, UPDATE)
    with database.transaction(now) as tx:
        assert [inbox.failed(tx, row, "x"), inbox.failed(tx, row, "y")] == [1, 2]
        inbox.quarantine(tx, row, "z")
    with database.transaction(now + timedelta(days=6)) as tx:
        assert inbox.waiting(tx, 7) == []
        assert inbox.tidy(tx) == 0
    with database.transaction(now + timedelta(days=8)) as tx:
        assert inbox.tidy(tx) == 1
        assert inbound_update.raw(tx, row) is None
