"""A list of people that ends roles: what hangs on them goes the same way as when a coordinator ends them."""

from __future__ import annotations

from datetime import datetime

import pytest

from models import membership, obligation
from models.database import Database, Transaction
from reporting import opening
from reporting.access import actor_of
from reporting.imports import people as imports
from reporting.imports.people_columns import COLUMNS, NEEDED
from reporting.imports.table import read
from reporting.inputs import Sender
from reporting.refusals import Refusal
from tests.reporting import desk
from tests.reporting.desk import PAYO, TEXTS

VILLAGE = "13.72.01.1004"


def brought(tx: Transaction, *lines: str) -> list[str]:
    """What each row did."""
    rows = read("p.csv", "\n".join(("name,phone,role,area,until", *lines)).encode(), COLUMNS, NEEDED)
    orders, faults = imports.read(rows)
    changes, more, _ = imports.bring_in(tx, desk.CountedIds(1), TEXTS, orders)
    tx.flush()
    assert not faults
    assert not more
    return [one.what for one in changes]


def planted(tx: Transaction) -> Sender:
    """Bu Sari answers for Payo, whose report of October is owed; she and her phone are known."""
    desk.plant(tx)
    sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=PAYO, area_code=VILLAGE)
    phone(tx, sari, "+62811000001")
    opening.ensure_schedules(tx, "2026-10")
    opening.open_period(tx, "2026-10")
    return sari


def phone(tx: Transaction, who: Sender, number: str) -> None:
    from models import person

    person.get(tx, actor_of(tx, who).person_id).phone = number
    tx.flush()


def owes(tx: Transaction) -> int | None:
    row = obligation.of_slot(tx, "bulanan_kkb", PAYO, "2026-10")
    assert row is not None
    return row.person_id


def test_a_role_that_is_over_hands_on_what_is_owed_and_closes_the_chat(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        sari = planted(tx)
        wati = actor_of(tx, desk.person(tx, "Bu Wati", "pokja", kampung_id=PAYO)).person_id
        assert owes(tx) == actor_of(tx, sari).person_id
        assert brought(tx, f"Bu Sari,0811000001,plkb,{VILLAGE},2026-11-01") == ["ended"]
        assert owes(tx) == wati
        with pytest.raises(Refusal, match="not_registered"):
            actor_of(tx, sari)
        assert desk.screen_of(tx, sari).text == "people/closed"


def test_a_role_that_ends_later_only_gets_its_day(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        sari = planted(tx)
        assert brought(tx, f"Bu Sari,0811000001,plkb,{VILLAGE},2026-12-01") == ["ended"]
        (row,) = membership.in_force(tx, actor_of(tx, sari).person_id, tx.now)
        assert row.until is not None
        assert row.until.isoformat().startswith("2026-11-30T17:00")
        assert owes(tx) == row.person_id
