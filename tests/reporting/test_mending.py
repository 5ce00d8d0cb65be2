"""Working days, and the one reminder of a report that was returned and not mended in three of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from models import person
from models.database import Database, Transaction
from models.submission import Submission
from reporting import working_days
from reporting.access import actor_of
from reporting.deciding import Deciding, Item
from reporting.inputs import Sender, Tap
from reporting.mending import Mending
from reporting.notices import Notices
from reporting.preferences import prefer
from tests.reporting import desk
from tests.reporting.desk import TEXTS, notices, press
from tests.reporting.test_reviewing import SOLOK

MONDAY, THURSDAY = date(2026, 11, 2), date(2026, 11, 5)
SLOT = datetime(2026, 11, 5, 1, 30, tzinfo=UTC)  # 08.30 in Solok


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 3, THURSDAY),
        (THURSDAY, 1, date(2026, 11, 6)),
        (THURSDAY, 2, date(2026, 11, 9)),
        (date(2026, 11, 7), 1, date(2026, 11, 9)),
        (date(2026, 12, 30), 3, date(2027, 1, 4)),
    ],
)
def test_saturdays_and_sundays_are_off(day: date, count: int, then: date) -> None:
    assert working_days.after(day, count) == then


def test_other_days_off_come_from_whoever_knows_them() -> None:
    holidays = {date(2026, 11, 3)}
    off = lambda day: working_days.weekend(day) or day in holidays  # noqa: E731
    assert working_days.after(MONDAY, 3, off) == date(2026, 11, 6)


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        yield opened


def returned(tx: Transaction) -> tuple[Submission, Sender]:
    """On Monday 2 November, 08.00 WIB."""
    sari = desk.officer(tx)
    sent = sari.files(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    Deciding(Notices(TEXTS)).give_back(tx, actor_of(tx, dedi), sent, "Kelebihan nol.", [Item("/data/pus", 6, "PUS")])
    return sent, sari.sender


def ticked(tx: Transaction, at: datetime) -> None:
    tx.now = at
    Mending(TEXTS).tick(tx, at)


def reminded(tx: Transaction, sender: Sender) -> list[str]:
    return [one.html for one in notices(tx, sender) if "masih menunggu perbaikan" in one.html]


def test_after_three_working_days_the_officer_is_reminded_once(tx: Transaction, now: datetime) -> None:
    sent, sari = returned(tx)
    assert Mending(TEXTS).next_due(tx, now) == SLOT
    ticked(tx, SLOT.replace(minute=29))
    assert reminded(tx, sari) == []
    for at in (SLOT, SLOT.replace(minute=31)):
        ticked(tx, at)
    (html,) = reminded(tx, sari)
    assert html.endswith(f'({sent.number}), dari Pak Dedi:\n"Kelebihan nol."')
    (row,) = [one for one in notices(tx, sari) if one.html == html]
    assert press(row, "✏️ Perbaiki 1 isian") == Tap("s", None, "correct", str(sent.id))
    assert Mending(TEXTS).next_due(tx, SLOT) is None


@pytest.mark.parametrize("case", ["mended", "away"])
def test_nobody_is_reminded_without_need(tx: Transaction, case: str) -> None:
    sent, sari = returned(tx)
    if case == "mended":
        sent.review_state = "edited"
        tx.add(sent)
    else:
        prefer(tx, person.get(tx, actor_of(tx, sari).person_id), away_until=date(2026, 11, 10))
    tx.flush()
    ticked(tx, SLOT)
    assert reminded(tx, sari) == []
