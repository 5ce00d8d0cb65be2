"""The tick: what is due becomes rows of the outbox, under keys that make a second tick harmless."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import groupby

from models import chat as chats
from models import later, membership, obstacle, outbound_message, reminder
from models.database import Transaction
from models.obligation import Obligation
from models.person import Person
from models.reminder import Reminder
from models.schedule import Schedule
from reporting import auditing, due, notices, opening, overseeing, owing, pushing, wanting
from reporting.access import LEADS
from reporting.form_expiry import FormExpiry
from reporting.handing_over import HandingOver
from reporting.locking import Locking
from reporting.mending import Mending
from reporting.missing import missing_list
from reporting.overseeing import Coordinator
from reporting.preferences import preferences
from reporting.pushing import Push
from reporting.reaching import Reaching
from reporting.recalling import Recalling
from reporting.recapping import Recapping
from reporting.scheduling import Schedules
from reporting.screens import reminders
from reporting.summarising import Summarising
from reporting.texts import Texts
from reporting.ticking import Piece, whole

MOST_A_MONTH = 8  # over all forms; who gets more stops reading them
MOST_A_CYCLE = 5  # for one report
PEOPLE = 25  # reminded in one transaction: on SQLite nobody else writes meanwhile
COORDINATORS = 5  # told in one transaction: a summary counts a whole area


class Reminding:
    """What the clock asks for. Slots stay open for six hours, for a clock that stood still."""

    def __init__(self, texts: Texts, summarising: Summarising) -> None:
        self._texts = texts
        self._summarising = summarising
        self._recalling = Recalling(texts)
        self._recapping = Recapping(texts)
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
            whole(opening.follow),
            self._remind_some,
            *(whole(one.tick) for one in others),
            whole(lambda tx, at: auditing.seal(tx)),
            self._tell_some,
            self._recapping.tell_some,
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
        moments += [moment for moment in planned if moment]
        return min((moment for moment in moments if moment > after), default=None)

    def _remind_some(self, tx: Transaction, at: datetime, after: int) -> int | None:
        people = reminder.people_due(tx, at, after, PEOPLE)
        for _, found in groupby(reminder.due(tx, at, people), key=lambda one: one[0].person_id):
            one_by_one = list(found)
            self._remind(tx, one_by_one[0][2], [(row, owed) for row, owed, *_ in one_by_one], at)
        return people[-1] if people else None

    def _tell_some(self, tx: Transaction, at: datetime, after: int) -> int | None:
        """The lists and summaries of some coordinators."""
        book = Schedules(tx)
        zones = membership.zones(tx, LEADS, at)
        if not any(due.is_open(slot, at) for zone in zones for slot in _slots(book, zone, at)):
            return None
        found, last = overseeing.coordinators(tx, at, after, COORDINATORS)
        for who in found:
            if not preferences(who.person).is_away(due.today(at, who.person.zone)):
                self._tell_missing(tx, who, book, at)
                self._summarise(tx, who, at)
        return last

    def _remind(self, tx: Transaction, who: Person, rows: Sequence[tuple[Reminder, Obligation]], at: datetime) -> None:
        """One message for all that is due; what stood too long is left to the next one, and what is unwanted out."""
        rows = wanting.wanted(tx, who, rows, at)
        if obstacle.in_force(tx, who.id or 0, at) is not None:
            reminder.settle(tx, [row for row, _ in rows], "cancelled")
            return
        standing = [(row, owed) for row, owed in rows if _stands(owed, row, at)]
        fresh = [(row, owed) for row, owed in standing if due.is_open(row.due_at, at)]
        reminder.settle(tx, [row for row, owed in rows if (row, owed) not in standing], "cancelled")
        fresh = [] if _is_enough(tx, who, at) else [one for one in fresh if not _was_told(tx, who, one[1])]
        reminder.settle(tx, [row for row, owed in standing if (row, owed) not in fresh], "missed")
        chat = chats.of_person(tx, who.id or 0)
        if not fresh or chat is None or due.is_quiet(at, who.zone, preferences(who).quiet):
            return
        named = {owed.id: owed for _, owed in fresh}
        lines = owing.lines(tx, list(named.values()), who, at)
        screen = reminders.reminder(self._texts, chat.language, who.address or who.name, lines, at, who.zone)
        push = Push(f"reminders:{who.id}:{due.today(at, who.zone)}", "reminder", screen)
        message_id = pushing.enqueue(tx, self._texts, chat, push, notices.when(chat, at))
        reminder.settle(tx, [row for row, _ in fresh], "queued" if message_id else "missed", message_id)

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
            shown = None if preferences(who.person).saver else chart
            push = Push(key, "summary", screen, shown, is_silent=True)
            pushing.enqueue(tx, self._texts, who.chat, push, at)


def _stands(owed: Obligation, row: Reminder, at: datetime) -> bool:
    """Still owed, by the same person, and not closed."""
    return owed.state == "waiting" and owed.person_id == row.person_id and owed.lock_at > at


def _is_enough(tx: Transaction, who: Person, at: datetime) -> bool:
    """Whether the calendar has reminded the person as often this month as it may."""
    first = due.moment(due.today(at, who.zone).replace(day=1), time(0), who.zone)
    return outbound_message.count_since(tx, f"reminders:{who.id}:", first) >= MOST_A_MONTH


def _was_told(tx: Transaction, who: Person, owed: Obligation) -> bool:
    return reminder.count_sent(tx, owed.id or 0, who.id or 0) >= MOST_A_CYCLE


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
