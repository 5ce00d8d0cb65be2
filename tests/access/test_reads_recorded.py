"""What is sensitive leaves a row in the audit trail when it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlmodel import select

from models.audit_event import AuditEvent
from models.database import Database, Transaction
from reporting import exporting
from reporting.asking import Asking
from reporting.exporting import Selection
from reporting.inputs import Tap
from reporting.privately import Privately
from reporting.reports import Reports
from reporting.reviewing import Reviewing
from reporting.shared_phone import SharedPhone
from reporting.starting import Starting
from reporting.visiting import Visiting
from tests.reporting import desk


def recorded(tx: Transaction, action: str) -> list[AuditEvent]:
    return list(tx.exec(select(AuditEvent).where(AuditEvent.action == action)))


def test_a_sensitive_report_that_a_coordinator_opens_is_recorded(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
        sari = desk.officer(tx)
        sent = sari.files(tx)
        reviewing = Reviewing(desk.LIBRARY, desk.TEXTS)
        see = Tap("r", None, "see", str(sent.id))
        reviewing.see(tx, dedi, see)
        assert recorded(tx, "submission.read") == [], "nothing in it is sensitive"
        lines = reviewing._reports.lines(tx, sent)
        hidden = tuple(replace(line, attributes={**line.attributes, "sensitive": "yes"}) for line in lines)
        monkeypatch.setattr(Reports, "lines", lambda *_: hidden)
        reviewing.see(tx, sari.sender, see)
        assert recorded(tx, "submission.read") == [], "one's own"
        reviewing.see(tx, dedi, see)
        reviewing.next(tx, dedi)
        found = recorded(tx, "submission.read")
        assert [(one.person_id, one.object_id) for one in found] == [(dedi.user_id - 500, sent.instance_id)] * 2


def test_the_list_of_families_and_ones_own_data_are_recorded(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        ani = desk.person(tx, "Bu Ani", "tpk", kampung_id=desk.PAYO)
        Visiting(desk.TEXTS, Starting(desk.LIBRARY, desk.TEXTS, desk.CountedIds(1))).begin(tx, ani)
        asking = Asking(desk.TEXTS)
        shared = SharedPhone(desk.TEXTS, desk.CountedIds(9))
        Privately(desk.TEXTS, desk.LIBRARY, asking, shared).chosen(tx, ani, Tap("p", None, "data"))
        for action in ("families.seen", "data.seen"):
            assert [one.person_id for one in recorded(tx, action)] == [ani.user_id - 500]


def test_an_export_is_recorded(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        exporting.record(tx, Selection("bulanan_kkb", area="13.72"), "csv", 12)
        (found,) = recorded(tx, "export.made")
        assert (found.object_id, found.details["count"], found.details["area"]) == ("bulanan_kkb", 12, "13.72")
