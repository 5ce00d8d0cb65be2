"""One line a day about new reports: at the coordinator's own hour, only if something came, never on a day off."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlmodel import col, select

from models import person
from models.database import Database, Transaction
from models.outbound_message import OutboundMessage
from reporting.new_reports import NewReports
from reporting.preferences import prefer
from tests.reporting import field
from tests.reporting.field import DEDI, TEXTS, wib
from tests.reporting.test_summarising import FIGURES

new_reports = NewReports(TEXTS)
TUESDAY, WEDNESDAY = wib(3, 8, 30), wib(4, 8, 30)


@pytest.fixture
def town(sqlite_database: Database) -> Database:
    with sqlite_database.transaction(wib(2, 8)) as tx:
        field.settle(tx)
        field.form_version(tx)
    return sqlite_database


def sends(town: Database, kampung_id: int, at: datetime) -> None:
    with town.transaction(at) as tx:
        field.report(tx, 1, kampung_id, "2026-10", at, FIGURES)


def told(tx: Transaction) -> list[str]:
    mine = col(OutboundMessage.dedupe_key).startswith("arrived:")
    return list(tx.exec(select(OutboundMessage.html).where(mine).order_by(col(OutboundMessage.id))))


def tick(town: Database, at: datetime) -> list[str]:
    with town.transaction(at) as tx:
        new_reports.tell_some(tx, at, 0)
        return told(tx)


def test_once_a_day_and_only_what_is_new(town: Database) -> None:
    assert tick(town, TUESDAY) == []
    sends(town, 1, wib(3, 10))
    sends(town, 2, wib(3, 16))
    with town.transaction(wib(3, 17)) as tx:
        assert new_reports.next_due(tx, tx.now) == wib(4, 7, 30), "first in Banjarmasin, an hour ahead"
    assert tick(town, wib(4, 8, 29)) == []
    assert tick(town, WEDNESDAY) == ["Ada 2 laporan baru menunggu dicek."]
    assert len(tick(town, wib(4, 8, 31))) == 1, "once a day"
    assert len(tick(town, wib(5, 8, 30))) == 1, "nothing came since"


@pytest.mark.parametrize("at", [wib(7, 8, 30), wib(8, 8, 30), wib(9, 8, 30)])
def test_not_on_days_off_nor_on_monday(town: Database, at: datetime) -> None:
    sends(town, 1, wib(6, 10))
    assert tick(town, at) == []


def test_not_on_leave_nor_to_who_wants_few(town: Database) -> None:
    sends(town, 1, wib(3, 10))
    with town.transaction(wib(3, 11)) as tx:
        prefer(tx, person.get(tx, DEDI), away_until=date(2026, 11, 4))
    assert tick(town, WEDNESDAY) == []
    with town.transaction(wib(3, 11)) as tx:
        prefer(tx, person.get(tx, DEDI), away_until=None, reminders="few")
    assert tick(town, WEDNESDAY) == []
