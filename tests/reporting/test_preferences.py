"""What a person chose: stored, read back, and never trusted blindly."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from models.database import Database
from models.person import Person
from reporting.preferences import Preferences, prefer, preferences


def somebody(now: datetime, settings: Any = None) -> Person:
    return Person(name="Sari", zone="Asia/Makassar", reminder_hour="15:30", settings=settings, created_at=now)


def test_nothing_chosen_is_the_default(now: datetime) -> None:
    assert preferences(somebody(now)) == Preferences(zone="Asia/Makassar", hour="15:30")


def test_what_was_chosen_is_read_back(database: Database, now: datetime) -> None:
    chosen: dict[str, Any] = {"zone": "Asia/Jayapura", "has_own_zone": True, "hour": "13:30", "reminders": "few"}
    chosen |= {"away_until": date(2026, 11, 30), "quiet_from": "21:00", "way": "single", "saver": True, "bar": False}
    with database.transaction(now) as tx:
        who = somebody(now, {"pin": "kept by others"})
        prefer(tx, who, **chosen)
        tx.flush()
        who_id = who.id
    with database.transaction(now) as tx:
        who = tx.get_one(Person, who_id)
        assert preferences(who) == Preferences(**chosen)
        assert (who.zone, who.reminder_hour) == ("Asia/Jayapura", "13:30")
        prefer(tx, who, reminders="normal", away_until=None, saver=False, bar=True, way="batch")
    with database.reading(now) as tx:
        kept = tx.get_one(Person, who_id).settings
    assert kept == {"pin": "kept by others", "has_own_zone": True, "quiet_from": "21:00"}


@pytest.mark.parametrize(
    "settings",
    [
        {"way": "both", "reminders": "none", "away_until": "soon", "quiet_from": "25:00", "bar": "no", "saver": 1},
        {"quiet_until": None, "away_until": 20261130, "other": {}},
        ["way", "single"],
        "single",
    ],
)
def test_what_means_nothing_is_the_default(now: datetime, settings: Any) -> None:
    assert preferences(somebody(now, settings)) == Preferences(zone="Asia/Makassar", hour="15:30")


def test_a_name_that_is_none_of_them_is_a_mistake(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx, pytest.raises(TypeError):
        prefer(tx, somebody(now), colour="red")


def test_leave_and_few_reminders() -> None:
    away = Preferences(away_until=date(2026, 11, 30))
    assert away.is_away(date(2026, 11, 30)) and not away.is_away(date(2026, 12, 1))
    assert [step for step in (-5, -1, 0, 1, 3) if Preferences(reminders="few").wants(step)] == [-1, 0, 1, 3]
    assert all(Preferences().wants(step) for step in (-5, -1, 0, 1, 3))
    assert Preferences().quiet == (time(19), time(7, 30))
