"""From /lapor to the first question: what buttons may hold, and which slots there are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from models.database import Database, Transaction
from models.kampung import Kampung
from reporting import publishing
from reporting.inputs import Sender, Tap
from reporting.programme import first_day
from reporting.refusals import Refusal
from reporting.starting import Starting
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, CountedIds, buttons, screen_of, shown
from tests.reporting.places import village

LONG_ID = "http://openrosa.example.org/formdesigner/3F2504E0-4F89-11D3-9A0C"
FORM = """
| survey | | | |
| | type | name | label |
| | text | kabar | Ada kabar? |
| settings | | | |
| | form_title | form_id | version |
| | Lain-lain | {form_id} | 1 |
"""


@pytest.fixture
def starting() -> Starting:
    return Starting(LIBRARY, TEXTS, CountedIds(1))


def press(tx: Transaction, starting: Starting, sender: Sender, data: str) -> None:
    assert len(data.encode()) <= 64
    starting.chosen(tx, sender, Tap.parse(data))


def test_a_form_with_a_long_id_full_of_colons_is_opened_by_buttons(
    sqlite_database: Database, now: datetime, starting: Starting, tmp_path: Any
) -> None:
    """ODK tools make ids of 60 signs that are addresses; callback data has 64 bytes and parts at colons."""
    file = tmp_path / "lain.md"
    file.write_text(FORM.format(form_id=LONG_ID), encoding="utf-8")
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.person(tx, "Bu Sari", "plkb", area_code="13.72")
        publishing.publish(tx, publishing.read_source(file))
        publishing.publish(tx, desk.source("bulanan_kkb"))
        for label in ("Lain-lain", "Payo", "Mulai"):
            press(tx, starting, sari, next(t for b, t in _begun(tx, starting, sari).items() if label in b))
        assert "Ada kabar?" in shown(tx, sari)


def _begun(tx: Transaction, starting: Starting, sender: Sender) -> dict[str, str]:
    """The buttons that are up; those of /lapor when nothing is."""
    try:
        return buttons(tx, sender)
    except TypeError:
        starting.begin(tx, sender)
        return buttons(tx, sender)


def test_two_hundred_kampung_are_turned_over_in_pages(
    sqlite_database: Database, now: datetime, starting: Starting
) -> None:
    """Telegram refuses more than 100 buttons, and the chat would stay as it was."""
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        for number in range(200):
            tx.add(Kampung(name=f"Kampung {number:03d}", village_code=village(tx, number), zone="Asia/Jakarta"))
        sari = desk.person(tx, "Bu Sari", "plkb", area_code="13.72")
        publishing.publish(tx, desk.source("bulanan_kkb"))
        press(tx, starting, sari, "s::form:bulanan_kkb")
        seen = set(buttons(tx, sari).values())
        while "Berikutnya ▶" in buttons(tx, sari):
            assert len(screen_of(tx, sari).rows) <= 6
            press(tx, starting, sari, buttons(tx, sari)["Berikutnya ▶"])
            seen |= set(buttons(tx, sari).values())
        assert len([data for data in seen if data.startswith("s::kampung:")]) == 202


@pytest.mark.parametrize("data", ["s::kampung:bulanan_kkb,2", "s::kampung:bulanan_kkb,99", "s::kampung:lain,1"])
def test_a_kampung_of_others_looks_like_none(
    sqlite_database: Database, now: datetime, starting: Starting, data: str
) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
        publishing.publish(tx, desk.source("bulanan_kkb"))
        with pytest.raises(Refusal) as refused:
            press(tx, starting, sari, data)
        assert refused.value.code == "not_found"


@pytest.mark.parametrize(
    ("cadence", "period", "begins"),
    [
        ("monthly", "2026-10", date(2026, 10, 1)),
        ("monthly", "2026-13", None),
        ("monthly", "2026-1", None),
        ("monthly", "２０２６-10", None),
        ("semester", "2026-S2", date(2026, 7, 1)),
        ("semester", "2026-S3", None),
        ("yearly", "2026", date(2026, 1, 1)),
        ("yearly", "0000", None),
        ("event", "2028-02-29", date(2028, 2, 29)),
        ("event", "2026-02-29", None),
        ("event", "", None),
    ],
)
def test_a_period_is_one_only_as_its_cadence_writes_it(cadence: Any, period: str, begins: date | None) -> None:
    assert first_day(cadence, period) == begins
