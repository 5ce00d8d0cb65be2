"""A day of silence: what would go out anyway, be it asked for or about one's own report, waits until it is over."""

from __future__ import annotations

from datetime import date

import pytest

from models import calendar_day, later
from models.calendar_day import CalendarDay
from models.database import Database, Transaction
from reporting.notices import Notice, Notices
from tests.reporting.field import SARI, TEXTS, wib
from tests.reporting.walking import outbox, settled, tick

ASKED, OVER = wib(12, 9), wib(13, 6)


@pytest.mark.parametrize(("area", "told_at"), [("13", OVER), ("63", ASKED)])
def test_what_somebody_asked_for_waits(database: Database, area: str, told_at: object) -> None:
    town = settled(database)
    with town.transaction(wib(11, 15)) as tx:
        _silence(tx, area)
        later.ask(tx, SARI, None, ASKED)
    for at in (ASKED, OVER):
        tick(town, at)
    assert [row.not_before for row in outbox(town) if row.dedupe_key.startswith("later:")] == [told_at]


@pytest.mark.parametrize("is_urgent", [False, True])
@pytest.mark.parametrize("area", ["13", "63"])
def test_a_notice_waits_however_urgent(database: Database, area: str, is_urgent: bool) -> None:
    town = settled(database)
    with town.transaction(ASKED) as tx:
        _silence(tx, area)
        told = {"who": "Pak Budi", "places": []}
        Notices(TEXTS).tell(tx, SARI, Notice("n:1", "people/unreachable", told, (), is_urgent=is_urgent))
    awake = OVER if is_urgent else wib(13, 7, 30)
    assert [row.not_before for row in outbox(town) if row.dedupe_key == "n:1"] == [awake if area == "13" else ASKED]


def _silence(tx: Transaction, area: str) -> None:
    told = {"begins": "06:00", "ends": "06:00", "name": "Hari sunyi", "name_en": "Day of silence", "source": "test"}
    row = CalendarDay(first=date(2026, 11, 12), last=date(2026, 11, 13), kind="silence", area_code=area, **told)
    calendar_day.replace(tx, 2026, [row])
