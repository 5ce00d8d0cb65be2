"""The tick: what is due becomes rows of the outbox, under keys that make a second tick harmless."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from models import later, leadership, membership, outbound_message, reminder
from models.database import Transaction
from models.schedule import Schedule
from reporting import auditing, due, following, opening, overseeing, pushing
from reporting.access import LEADS
from reporting.form_expiry import FormExpiry
from reporting.handing_over import HandingOver
from reporting.locking import Locking
from reporting.mending import Mending
from reporting.missing import missing_list
from reporting.new_reports import NewReports
from reporting.overseeing import Coordinator
from reporting.preferences import preferences
from reporting.pushing import Push
from reporting.reaching import Reaching
from reporting.recalling import Recalling
from reporting.recapping import Recapping
from reporting.reminding_people import RemindingPeople
from reporting.scheduling import Schedules
from reporting.summarising import Summarising
from reporting.texts import Texts
from reporting.ticking import Piece, whole

COORDINATORS = 5  # told in one transaction: a summary counts a whole area


class Reminding:
    """What the clock asks for. Slots stay open for six hours, for a clock that stood still."""

    def __init__(self, texts: Texts, summarising: Summarising) -> None:
        self._texts = texts
        self._summarising = summarising
        self._people = RemindingPeople(texts)
        self._recalling = Recalling(texts)
        self._recapping = Recapping(texts)
        self._new_reports = NewReports(texts)
        self._mending = Mending(texts)
        self._locking = Locking(texts)
        self._handing_over = HandingOver(texts)
        self._reaching = Reaching(texts)
        self._form_expiry = FormExpiry(texts)

    def pieces(self) -> tuple[Piece, ...]:
        """What a tick does, in this order, each piece in transactions of its own (`ticking.py`)."""
        others = (self._recalling, self._mending, self._locking, self._handing_over, self._reaching, self._form_expiry)
        return (
            opening.open_some,
            following.assign_some,
            following.plan_some,
            self._people.some,
            *(whole(one.tick) for one in others),
            whole(lambda tx, at: auditing.seal(tx)),
            self._tell_some,
            self._recapping.tell_some,
            self._new_reports.tell_some,
        )

    def tick(self, tx: Transaction, at: datetime) -> None:
        """All that is due at that moment, in one transaction; harmless when done twice, or by two at once."""
        for piece in self.pieces():
            after: int | None = 0
            while after is not None:
                after = piece(tx, at, after)

    def next_due(self, tx: Transaction, after: datetime) -> datetime | None:
        """The earliest moment strictly after the given one at which a tick has something to do."""
        book, moments = Schedules(tx), []
        for zone in membership.zones(tx, LEADS, after):
            moments += [*_slots(book, zone, after), due.next_monday(after, zone)]
        planned = [
            opening.next_opening(tx, after),
            reminder.next_after(tx, after),
            later.next_after(tx, after),
            self._locking.next_due(tx, after),
        ]
        planned += [self._mending.next_due(tx, after), self._handing_over.next_due(tx, after)]
        planned += [self._form_expiry.next_due(tx, after), self._recapping.next_due(tx, after)]
        planned += [self._new_reports.next_due(tx, after)]
        moments += [moment for moment in planned if moment]
        return min((moment for moment in moments if moment > after), default=None)

    def _tell_some(self, tx: Transaction, at: datetime, after: int) -> int | None:
        """The lists and summaries of some coordinators. Everybody is gone through once for what has come up."""
        book, last = Schedules(tx), leadership.find(tx)
        since = last.told_at if last is not None else None
        slots = {slot for zone in membership.zones(tx, LEADS, at) for slot in _slots(book, zone, at)}
        if not any(due.is_open(slot, at) and (since is None or since < slot) for slot in slots):
            return None
        found, beyond = overseeing.coordinators(tx, at, after, COORDINATORS)
        for who in found:
            if not preferences(who.person).is_away(due.today(at, who.person.zone)):
                self._tell_missing(tx, who, book, at)
                self._summarise(tx, who, at)
        if beyond is None:
            leadership.told(tx, at)
        return beyond

    def _tell_missing(self, tx: Transaction, who: Coordinator, book: Schedules, at: datetime) -> None:
        """On the due day and the day after, or as the schedule says: who has not reported, if anyone has not."""
        wanted = {
            (row.form_id, period)
            for row, period, day in _due_days(book, at)
            if any(due.is_open(slot, at) for slot in due.missing_slots(day, who.person.zone, row.escalation or ()))
        }
        key = f"missing:{who.id}:{due.today(at, who.person.zone)}"
        if not wanted or outbound_message.has(tx, key):
            return
        owed = [row for row in overseeing.missing(tx, who.scope, at) if (row.form_id, row.period) in wanted]
        if owed:
            screen = missing_list(tx, self._texts, who.chat, who.scope, owed)
            pushing.enqueue(tx, self._texts, who.chat, Push(key, "missing", screen), at)

    def _summarise(self, tx: Transaction, who: Coordinator, at: datetime) -> None:
        """On Monday morning: the week."""
        slot = due.last_monday(at, who.person.zone)
        key = f"summary:{who.id}:{due.today(slot, who.person.zone)}"
        if due.is_open(slot, at) and not outbound_message.has(tx, key):
            screen, chart = self._summarising.weekly(tx, who, at)
            push = Push(key, "summary", screen, chart, is_silent=True)
            pushing.enqueue(tx, self._texts, who.chat, push, at)


def _slots(book: Schedules, zone: str, at: datetime) -> Iterator[datetime]:
    """Moments around the given one at which coordinators of the zone are told something."""
    yield due.last_monday(at, zone)
    for row, _, day in _due_days(book, at):
        yield from due.missing_slots(day, zone, row.escalation or ())


def _due_days(book: Schedules, at: datetime) -> Iterator[tuple[Schedule, str, date]]:
    """When each period that runs is due. Where a part of the area has other days this once, then too."""
    for row in book.rows:
        for period in book.running(row, at):
            if period:
                yield from ((row, period, day) for day in book.due_days(row, period))
