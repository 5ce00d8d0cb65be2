"""What people do of themselves: officers sit down to report, answer reminders, mend; coordinators look through what
came and let some of it be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from models import chat as chats
from models import obligation, person
from models.database import Transaction
from models.membership import Membership
from models.obligation import Obligation
from reporting import stage
from reporting.access import LEADS, TPK, Actor, actor_by_id
from reporting.inputs import Tap
from reporting.library import Library
from reporting.obstacles import Obstacles
from reporting.screens.reminders import STAMP
from reporting.starting.postponing import Postponing
from reporting.timetable import Timetable
from tests.campaigns.year.cast import Cast, Window
from tests.campaigns.year.filing import Filing
from tests.campaigns.year.land import Plan, sender_of
from tests.campaigns.year.log import Debt, Decided, Delivered, Log, Stuck
from tests.campaigns.year.play import Agenda
from tests.reporting.field import TEXTS

DAY = timedelta(days=1)
SOON = timedelta(minutes=25)  # until somebody answers a reminder
RESTS = {"signal": 3, "sick": 7}  # days for which reminders are said to rest
AFTERNOON = timedelta(hours=15, minutes=30)
OFFICE = timedelta(hours=14, minutes=10)
FAMILIES = 3  # that each team begins to visit in a kampung
OVERDUE = timedelta(days=4)  # when a coordinator thinks of letting somebody off


class People:
    def __init__(self, plan: Plan, cast: Cast, log: Log, agenda: Agenda, library: Library) -> None:
        self._plan = plan
        self._cast = cast
        self._log = log
        self._agenda = agenda
        self._filing = Filing(cast, log, library)
        self._obstacles = Obstacles(TEXTS)
        self._postponing = Postponing(TEXTS)
        self._timetable = Timetable(TEXTS)
        self._tried: set[int] = set()

    def begin(self, tx: Transaction) -> None:
        """Every day is planned at its beginning; teams meet their families in the first weeks."""
        self._agenda.add(self._plan.first + timedelta(minutes=1), self._day, moves_clock=True)
        teams = tx.exec(select(Membership).where(Membership.role == TPK, col(Membership.kampung_id).is_not(None)))
        for number, held in enumerate(sorted(teams, key=lambda one: one.id or 0)):
            for family in range(FAMILIES):
                at = self._plan.first + DAY * (2 + 5 * family) + timedelta(hours=3, minutes=number)
                code = f"K-{number * FAMILIES + family + 1:03d}"
                self._agenda.add(at, partial(self._visit, held.person_id, held.kampung_id or 0, code))

    def heard(self, tx: Transaction, message: Delivered) -> None:
        """Some answer a reminder, half an hour later."""
        if not message.key.startswith("reminders:"):
            return
        match self._cast.answers(message.person_id, message.key):
            case "stuck":
                self._agenda.add(tx.now + SOON, partial(self._stuck, message.person_id, message.key))
            case "later":
                self._agenda.add(tx.now + SOON, partial(self._later, message.person_id), moves_clock=True)

    def is_away(self, person_id: int, day: date) -> bool:
        return any(one.person_id == person_id and one.first <= day <= one.last for one in self._log.away)

    def _day(self, tx: Transaction) -> None:
        """Who sits down today, and who looks through the queue."""
        self._agenda.add(tx.now + DAY, self._day, moves_clock=True)
        soon = select(Obligation).where(
            Obligation.state == "waiting", Obligation.opens_at <= tx.now + DAY, Obligation.lock_at > tx.now
        )
        sitting: set[int] = set()
        for owed in tx.exec(soon.where(col(Obligation.person_id).is_not(None))):
            at = self._means_to(owed)
            if at is not None and at <= tx.now + DAY:
                sitting.add(owed.person_id or 0)
            if at is not None and at > owed.lock_at and owed.id not in self._tried:
                self._tried.add(owed.id or 0)
                self._agenda.add(at, partial(self._try_late, owed.person_id or 0, owed.id or 0))
        leading = tx.exec(select(Membership.person_id).where(col(Membership.role).in_(LEADS))).all()
        for one in sorted(sitting):
            self._today(tx, one, self._cast.hour(one, tx.now.date()), self._sit)
        for one in sorted(set(leading)):
            self._today(tx, one, OFFICE, self._office)

    def _today(
        self, tx: Transaction, person_id: int, hour: timedelta, deed: Callable[[int, Transaction], None]
    ) -> None:
        """At that hour of the next local day that has not come to it; nobody works on leave."""
        who = person.get(tx, person_id)
        zone = ZoneInfo(who.zone)
        midnight = datetime.combine(tx.now.astimezone(zone).date(), datetime.min.time(), zone)
        at = midnight + hour if midnight + hour > tx.now else midnight + DAY + hour
        if not self.is_away(person_id, at.date()):
            self._agenda.add(at.astimezone(tx.now.tzinfo), partial(deed, person_id))

    def _means_to(self, owed: Obligation) -> datetime | None:
        window = Window(owed.opens_at, owed.due_at, owed.late_at, owed.lock_at)
        where = owed.kampung_id or owed.unit
        return self._cast.sends_at(owed.person_id or 0, owed.form_id, where, owed.period, window)

    def _sit(self, person_id: int, tx: Transaction) -> None:
        actor = self._here(tx, person_id)
        if actor is None or any(one.person_id == person_id and one.at <= tx.now < one.until for one in self._log.stuck):
            return
        for owed in obligation.owed_by(tx, person_id, tx.now):
            at = self._means_to(owed)
            if at is not None and at <= tx.now + DAY / 2:
                self._filing.send(tx, actor, owed)

    def _try_late(self, person_id: int, number: int, tx: Transaction) -> None:
        """After the lock: it is refused, and its draft is all that is left."""
        actor, owed = self._here(tx, person_id), tx.get_one(Obligation, number)
        if actor is not None and owed.state == "waiting" and owed.person_id == person_id:
            self._filing.send(tx, actor, owed)

    def _visit(self, person_id: int, kampung_id: int, code: str, tx: Transaction) -> None:
        actor = self._here(tx, person_id)
        if actor is not None:
            self._filing.visit(tx, actor, kampung_id, code)

    def _office(self, person_id: int, tx: Transaction) -> None:
        actor = self._here(tx, person_id)
        if actor is None:
            return
        for officer, number, debt in self._filing.review(tx, actor):
            after = self._cast.mends_after(officer, f"{number}")
            if after is not None:
                self._agenda.add(tx.now + after, partial(self._mend, officer, number, debt))
        if tx.now.weekday() == 0:
            self._let(tx, actor)

    def _mend(self, officer: int, number: int, debt: Debt, tx: Transaction) -> None:
        actor = self._here(tx, officer)
        if actor is not None and not self.is_away(officer, tx.now.astimezone(ZoneInfo(actor.zone)).date()):
            self._filing.mend(tx, actor, number, debt)

    def _let(self, tx: Transaction, actor: Actor) -> None:
        """Lets off whom the cast says, by the taps of /jadwal."""
        sender = sender_of(person.get(tx, actor.person_id))
        for owed in obligation.missing(tx, actor.scope(*LEADS), tx.now):
            is_let = self._cast.excuses(owed.form_id, owed.unit, owed.period)
            if not is_let or owed.due_at + OVERDUE > tx.now:
                continue
            self._timetable.chosen(tx, sender, Tap("x", None, "let", f"{owed.id}"))
            chat = chats.of_person(tx, actor.person_id)
            assert chat is not None
            self._timetable.chosen(tx, sender, Tap("x", chat.card, "let_now", f"{owed.id},0,sick"))
            self._log.decided.append(Decided((owed.form_id, owed.unit, owed.period), tx.now, "excused"))

    def _stuck(self, person_id: int, key: str, tx: Transaction) -> None:
        actor, chat = self._here(tx, person_id), chats.of_person(tx, person_id)
        if actor is None or chat is None:
            return
        reason = self._cast.chance(person_id, key, "reason").choice(sorted(RESTS))
        self._obstacles.tell(tx, actor, chat, reason)
        zone = ZoneInfo(actor.zone)
        day = tx.now.astimezone(zone).date() + RESTS[reason] * DAY
        until = datetime.combine(day, datetime.min.time(), zone)
        self._log.stuck.append(Stuck(person_id, tx.now, until))

    def _later(self, person_id: int, tx: Transaction) -> None:
        actor, chat = self._here(tx, person_id), chats.of_person(tx, person_id)
        if actor is None or chat is None:
            return
        zone = ZoneInfo(actor.zone)
        at = datetime.combine(tx.now.astimezone(zone).date(), datetime.min.time(), zone) + AFTERNOON
        if at > tx.now:
            self._postponing.at(tx, actor, chat, f"0,{at:{STAMP}}")
            self._log.wanted.append((person_id, at))

    def _here(self, tx: Transaction, person_id: int) -> Actor | None:
        """With the phone in hand; None when their last role is over."""
        actor = actor_by_id(tx, person_id)
        if actor is not None:
            stage.hear(tx, sender_of(person.get(tx, person_id)))
        return actor
