"""The tick: what is due becomes rows of the outbox, under keys that make a second tick harmless."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from models import chat as chats
from models import draft, kampung, membership, obligation, outbound_message, person, reminder, schedule
from models.database import Transaction
from models.obligation import Obligation
from models.person import Person
from models.reminder import Reminder
from models.schedule import Schedule
from reporting import due, opening, overseeing, pushing
from reporting.access import KOORDINATOR
from reporting.missing import missing_list
from reporting.overseeing import Coordinator
from reporting.pushing import Push
from reporting.screens import reminders
from reporting.screens.reminders import Owed
from reporting.summarising import Summarising
from reporting.texts import Texts


class Reminding:
    """What the clock asks for. Slots stay open for six hours, for a clock that stood still."""

    def __init__(self, texts: Texts, summarising: Summarising) -> None:
        self._texts = texts
        self._summarising = summarising

    def tick(self, tx: Transaction, at: datetime) -> None:
        """Does all that is due at that moment; harmless when done twice, or by two at once."""
        opening.open_ahead(tx, at)
        for person_id, rows in groupby(reminder.due(tx, at), key=lambda row: row.person_id):
            self._remind(tx, person.get(tx, person_id), list(rows), at)
        schedules = schedule.all_of(tx)
        zones = membership.zones(tx, KOORDINATOR, at)
        if any(due.is_open(slot, at) for zone in zones for slot in _slots(schedules, zone, at)):
            for who in overseeing.coordinators(tx, at):
                self._tell_missing(tx, who, schedules, at)
                self._summarise(tx, who, at)

    def next_due(self, tx: Transaction, after: datetime) -> datetime | None:
        """The earliest moment strictly after the given one at which a tick has something to do."""
        schedules = schedule.all_of(tx)
        moments = [opening.next_opening(row, after) for row in schedules]
        for zone in membership.zones(tx, KOORDINATOR, after):
            moments += [*_slots(schedules, zone, after), due.next_monday(after, zone)]
        planned = reminder.next_after(tx, after)
        moments += [planned] if planned else []
        return min((moment for moment in moments if moment > after), default=None)

    def _remind(self, tx: Transaction, who: Person, rows: Sequence[Reminder], at: datetime) -> None:
        """One message for all that is due; what stood too long is left to the next one."""
        owed = {row.obligation_id: obligation.get(tx, row.obligation_id) for row in rows}
        standing = [row for row in rows if _stands(owed[row.obligation_id], row, at)]
        fresh = [row for row in standing if due.is_open(row.due_at, at)]
        reminder.settle(tx, [row for row in rows if row not in standing], "cancelled")
        reminder.settle(tx, [row for row in standing if row not in fresh], "missed")
        chat = chats.of_person(tx, who.id or 0)
        if not fresh or chat is None or due.is_quiet(at, who.zone):
            return
        named = list(dict.fromkeys(row.obligation_id for row in fresh))
        lines = [owed_line(tx, one, who, at) for key in named if (one := owed[key])]
        screen = reminders.reminder(self._texts, chat.language, who.address or who.name, lines)
        push = Push(f"reminders:{who.id}:{due.today(at, who.zone)}", "reminder", screen)
        message_id = pushing.enqueue(tx, self._texts, chat, push, at)
        reminder.settle(tx, fresh, "queued" if message_id else "missed", message_id)

    def _tell_missing(self, tx: Transaction, who: Coordinator, schedules: Sequence[Schedule], at: datetime) -> None:
        """On the due day and the day after: who has not reported, if anyone has not."""
        wanted = {
            (row.form_id, period)
            for row in schedules
            for period in opening.periods(row, at)
            if any(due.is_open(slot, at) for slot in due.missing_slots(period, row.due_day, who.person.zone))
        }
        key = f"missing:{who.id}:{due.today(at, who.person.zone)}"
        if not wanted or outbound_message.has(tx, key):
            return
        owed = [row for row in overseeing.missing(tx, who.scope, at) if (row.form_id, row.period) in wanted]
        if owed:
            screen = missing_list(tx, self._texts, who.chat.language, who.scope, owed)
            pushing.enqueue(tx, self._texts, who.chat, Push(key, "missing", screen), at)

    def _summarise(self, tx: Transaction, who: Coordinator, at: datetime) -> None:
        """On Monday morning: the week."""
        slot = due.last_monday(at, who.person.zone)
        key = f"summary:{who.id}:{due.today(slot, who.person.zone)}"
        if due.is_open(slot, at) and not outbound_message.has(tx, key):
            screen, chart = self._summarising.weekly(tx, who, at)
            push = Push(key, "summary", screen, chart, is_silent=True)
            pushing.enqueue(tx, self._texts, who.chat, push, at)


def owed_line(tx: Transaction, row: Obligation, who: Person, at: datetime) -> Owed:
    """What a message to the officer says of one report."""
    place = kampung.get(tx, row.kampung_id)
    begun = draft.of_slot(tx, who.id or 0, row.form_id, row.kampung_id, row.period)
    return Owed(
        obligation=row.id or 0,
        title=overseeing.title(tx, row.form_id),
        kampung=overseeing.shorten(place.name),
        period=row.period,
        due_at=row.due_at.isoformat(),
        zone=place.zone,
        days=(due.today(row.due_at, place.zone) - due.today(at, who.zone)).days,
        draft=begun.id if begun else None,
        answered=begun.answered if begun else 0,
    )


def _stands(owed: Obligation | None, row: Reminder, at: datetime) -> bool:
    """Still owed, by the same person, and not closed."""
    return owed is not None and owed.state == "waiting" and owed.person_id == row.person_id and owed.lock_at > at


def _slots(schedules: Sequence[Schedule], zone: str, at: datetime) -> Iterator[datetime]:
    """Moments around the given one at which coordinators of the zone are told something."""
    yield due.last_monday(at, zone)
    last = due.running(at)
    for row in schedules:
        for period in (last, due.next_period(last)):
            yield from due.missing_slots(period, row.due_day, zone)
