"""What happens to people in a year: leave with and without somebody who stands in, a kampung that goes to a colleague,
the end of a career with nobody to follow, a holiday that gives more time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlmodel import select

from bot.demo.cast import District
from models import membership, person
from models.database import Transaction
from models.membership import Membership
from models.person import Person
from reporting import rescheduling
from reporting.access import KOORDINATOR, PLKB
from reporting.programme import BULANAN
from reporting.scheduling import Schedules
from reporting.staffing import Staffing
from tests.campaigns.year.land import Plan
from tests.campaigns.year.log import Away, Log, Moved
from tests.campaigns.year.play import Agenda
from tests.reporting.field import TEXTS

DAY = timedelta(days=1)
APART = 9  # days between the same thing in one district and in the next
MANY = 4  # officers of a district in which one goes for good


class Life:
    def __init__(self, plan: Plan, log: Log, agenda: Agenda) -> None:
        self._plan = plan
        self._log = log
        self._agenda = agenda
        self._staffing = Staffing(TEXTS)

    def begin(self, tx: Transaction) -> None:
        """Writes it into the agenda. A short play has the same in a shorter time."""
        length = (self._plan.last - self._plan.first).days
        for number, told in enumerate(self._plan.districts):
            officers, by = self._people(tx, told, PLKB), self._people(tx, told, KOORDINATOR)[0]
            after = self._plan.first + number * APART * DAY + timedelta(hours=2)
            stand_in = officers[1] if len(officers) > 1 else None
            self._add(after + length // 5 * DAY, self._leave, by, officers[0], stand_in, length // 25)
            self._add(after + length // 2 * DAY, self._leave, by, officers[-1], None, length // 30)
            if len(officers) > 1:
                self._add(after + length * 6 // 10 * DAY, self._move, by, officers[0], officers[1])
            if len(officers) >= MANY:
                self._add(after + length * 7 // 10 * DAY, self._retire, by, officers[2])
            if number in (0, len(self._plan.districts) - 1):
                self._add(self._plan.holiday.told, self._extend, by, told.area)

    def _add(self, at: datetime, deed: Callable[..., None], *told: int | str | None) -> None:
        self._agenda.add(at, partial(deed, *told), moves_clock=True)

    def _people(self, tx: Transaction, told: District, role: str) -> list[int]:
        names = [member.name for member in told.members if member.role == role]
        rows = tx.exec(select(Person)).all()
        return sorted(row.id or 0 for row in rows if row.name in names)

    def _leave(self, by: int, who: int, stand_in: int | None, days: int, tx: Transaction) -> None:
        zone = ZoneInfo(person.get(tx, who).zone)
        first = tx.now.astimezone(zone).date() + DAY
        last = first + days * DAY
        self._staffing.leave(tx, by, self._held(tx, who), first, last, stand_in)
        self._log.away.append(Away(who, first, last))

    def _move(self, by: int, giver: int, heir: int, tx: Transaction) -> None:
        self._staffing.move(tx, by, self._held(tx, giver)[0], heir)
        self._log.count("moved")

    def _retire(self, by: int, who: int, tx: Transaction) -> None:
        self._staffing.end(tx, by, self._held(tx, who), "retired")
        self._log.gone.append((who, tx.now))

    def _extend(self, by: int, area: str, tx: Transaction) -> None:
        given = self._plan.holiday
        row = Schedules(tx).of(BULANAN, area, date.fromisoformat(f"{given.period}-01"))
        assert row is not None, "the monthly report is owed everywhere"
        instead = rescheduling.later(row, given.period, given.days)
        rescheduling.extend(tx, by, BULANAN, area, given.period, instead, "Hari raya")
        self._log.moved.append(Moved(BULANAN, area, given.period, given.days, tx.now))

    def _held(self, tx: Transaction, who: int) -> list[Membership]:
        return [row for row in membership.in_force(tx, who, tx.now) if row.stands_in_for is None]
