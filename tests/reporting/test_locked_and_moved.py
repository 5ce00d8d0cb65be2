"""Drafts whose period closes, and drafts of a kampung that gets another officer: kept, moved, and told of."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from models.audit_event import AuditEvent
from models.database import Database
from models.draft import Draft
from models.membership import Membership
from models.outbound_message import OutboundMessage
from reporting.reminding import Reminding
from reporting.summarising import Summarising
from tests.reporting import desk
from tests.reporting.beginner import Beginner, beginner
from tests.reporting.desk import LIBRARY, TEXTS
from tests.reporting.field import wib

LOCK = wib(15, 23, 59)


@pytest.fixture
def sari(database: Database, now: datetime) -> Beginner:
    """One answer into October's report for Payo. Pak Dedi coordinates."""
    made = beginner(database, now, kampung=2)
    with database.transaction(now) as tx:
        desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    made.presses("s::open:bulanan_kkb,1,2026-10")
    made.says("ya")
    return made


def tick(sari: Beginner, at: datetime) -> None:
    sari.now = at
    with sari.database.transaction(at) as tx:
        Reminding(TEXTS, Summarising(LIBRARY, TEXTS)).tick(tx, at)


def told(sari: Beginner, kind: str = "notice") -> list[OutboundMessage]:
    with sari.database.reading(sari.now) as tx:
        rows = [row for row in desk.notices(tx, sari.sender) if row.kind == kind]
        tx.expunge_all()
        return rows


def state(sari: Beginner) -> str:
    with sari.database.reading(sari.now) as tx:
        return tx.exec(select(Draft.state)).one()


def test_when_its_period_closes_the_draft_is_kept_and_the_officer_told(sari: Beginner) -> None:
    with sari.database.reading(wib(10, 8)) as tx:
        assert Reminding(TEXTS, Summarising(LIBRARY, TEXTS)).next_due(tx, wib(14, 8)) == LOCK
    tick(sari, LOCK - timedelta(minutes=1))
    assert told(sari) == []
    for minutes in (0, 1, 200):
        tick(sari, LOCK + timedelta(minutes=minutes))
    (sent,) = told(sari)
    assert sent.html.startswith(
        "Laporan Oktober 2026, Payo Sejahtera, ditutup Minggu, 15 November 2026. Draf (1 isian)"
    )
    assert sent.html.endswith("disimpan 30 hari.\nHubungi Pak Dedi bila perlu dibuka.")
    assert sent.not_before == wib(16, 7, 30)  # not in the night
    sari.now = wib(16, 8)
    assert "diteruskan ke Pak Dedi" in sari.presses(sent.buttons[0][0]["data"])
    assert "ditutup" in sari.presses("s::draft:1")
    assert state(sari) == "open"


def test_after_thirty_days_it_is_let_go(sari: Beginner) -> None:
    end = LOCK + timedelta(days=30)
    tick(sari, end - timedelta(minutes=1))
    assert state(sari) == "open"
    with sari.database.reading(end) as tx:
        assert Reminding(TEXTS, Summarising(LIBRARY, TEXTS)).next_due(tx, end - timedelta(minutes=1)) == end
    tick(sari, end)
    assert state(sari) == "expired"
    with sari.database.reading(sari.now) as tx:
        assert tx.exec(select(AuditEvent).where(AuditEvent.action == "draft.expired")).one()


def test_a_kampung_that_changes_hands_takes_its_draft_along(sari: Beginner, now: datetime) -> None:
    with sari.database.transaction(now) as tx:
        rina = desk.person(tx, "Kak Rina", "plkb", kampung_id=desk.PAYO)
        mine = tx.exec(select(Membership).where(Membership.area_code == "13.72", Membership.role == "plkb")).one()
        mine.until = wib(3, 0)
        tx.add(mine)
        tx.add(Membership(person_id=mine.person_id, role="plkb", kampung_id=desk.AUR, since=desk.SINCE))
    tick(sari, wib(2, 9))
    assert told(sari) == []
    for _ in range(2):
        tick(sari, wib(3, 9))
    assert [row.html for row in told(sari)] == [
        "Wilayah berubah: Payo Sejahtera sekarang oleh Kak Rina. Draf Oktober 2026 dipindahkan."
    ]
    heir = Beginner(sari.database, rina, wib(3, 10), desk.CountedIds(50))
    (sent,) = [row for row in told(heir) if row.kind == "notice"]
    assert "Draf Oktober 2026 dari Bu Sari (1 isian) dipindahkan ke sini." in sent.html
    heir.presses(sent.buttons[0][0]["data"])
    heir.taps_on("Lanjut isian")
    assert "berubah dari bulan lalu" in heir.shows()


def test_without_a_new_officer_the_draft_stays(sari: Beginner, now: datetime) -> None:
    with sari.database.transaction(now) as tx:
        mine = tx.exec(select(Membership).where(Membership.role == "plkb")).one()
        mine.until = wib(3, 0)
        tx.add(mine)
    tick(sari, wib(3, 9))
    assert (told(sari), state(sari)) == ([], "open")
