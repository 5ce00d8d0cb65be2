"""The five districts as a demo plants them, or some of their kampung alone, before their first day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlmodel import select

from bot.demo import seed
from bot.demo.cast import District, districts
from models import leadership, region, region_files
from models.database import Database
from models.person import Person
from reporting import calendar_files, opening, publishing, rescheduling, stage
from reporting.inputs import Sender
from reporting.programme import KEGIATAN
from reporting.texts import templates_folder

BOT = 1
FIRST_ACCOUNT = 7_000
WEEKLY = {"unit": "officer", "due_day": 1, "late_day": 2, "lock_day": 4, "opens_day": -5, "lock_zone": ""}


@dataclass(frozen=True, slots=True)
class Holiday:
    """More time for the monthly report of the period, told that day: so many days."""

    period: str
    told: datetime
    days: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is played: which districts, from when until when. In `weekly` areas each officer tells of an activity each
    week: so that officers themselves owe something too."""

    districts: tuple[District, ...]
    first: datetime
    last: datetime
    weekly: tuple[str, ...]
    holiday: Holiday


def year() -> Plan:
    """All five, the whole of 2027, whose days off are known; from the end of 2026, when its first month opens. Idul
    Fitri is on 10 March: the report on February may come later."""
    holiday = Holiday("2027-02", _day(2027, 3, 3), 4)
    return Plan(districts(), _day(2026, 12, 20), _day(2027, 12, 31), ("13.72", "63.71"), holiday)


def weeks() -> Plan:
    """Kota Solok with a second officer, for three weeks around a month's report; Imlek is the day after it is due."""
    one = districts()[0]
    officer, others = one.members[0], one.members[1:]
    two = (replace(officer, kampung=(0, 1)), replace(officer, name="Wahyu Ningsih", address="Bu Wahyu", kampung=(2,)))
    holiday = Holiday("2027-01", _day(2027, 2, 3), 4)
    return Plan((replace(one, members=(*two, *others)),), _day(2027, 1, 28), _day(2027, 2, 20), ("13.72",), holiday)


def plant(database: Database, plan: Plan) -> None:
    """Places, people with their chats, forms, days off, schedules."""
    with database.transaction(plan.first) as tx:
        leadership.take(tx)
        region.load_regions(tx, _regions(plan.districts))
        calendar_files.ensure(tx)
        for file in sorted((templates_folder() / "forms").glob("*.md")):
            publishing.publish(tx, publishing.read_source(file))
        opening.ensure_schedules(tx, f"{plan.first:%Y-%m}")
        for one in plan.districts:
            seed.district(tx, one, _accounts(plan.districts))
        for area in plan.weekly:
            rescheduling.owe(tx, None, KEGIATAN, area, "weekly", **WEEKLY)
        tx.flush()
        for who in tx.exec(select(Person)).all():
            stage.hear(tx, sender_of(who))


def sender_of(who: Person) -> Sender:
    account = who.telegram_user_id or 0
    return Sender(BOT, account, account)


def _accounts(told: Sequence[District]) -> dict[str, int]:
    names = sorted({member.name for one in told for member in one.members})
    return {name: FIRST_ACCOUNT + at for at, name in enumerate(names)}


def _regions(told: Sequence[District]) -> list[region_files.RegionRow]:
    """Those of the districts' provinces: the rest of the country takes part in nothing."""
    provinces = tuple(sorted({one.area[:2] for one in told}))
    return [row for row in region_files.shipped() if row.code.startswith(provinces)]


def _day(*told: int) -> datetime:
    return datetime(*told, tzinfo=UTC)  # type: ignore[arg-type]
