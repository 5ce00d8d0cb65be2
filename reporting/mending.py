"""Mending: an officer whose report was returned is reminded of it once, when three working days have gone by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from models import membership, obligation, obstacle, outbound_message, person, review, submission
from models.database import Transaction
from models.review import Review
from models.submission import Submission
from reporting import days_off, due, quiet, working_days
from reporting.days_off import Calendar
from reporting.notices import Notice, Notices, called
from reporting.preferences import preferences, reader
from reporting.texts import Texts

WAITS = 3  # working days
FARTHEST = timedelta(days=21)  # three working days are over by then, whatever holidays lie between


class Mending:
    def __init__(self, texts: Texts) -> None:
        self._notices = Notices(texts)

    def tick(self, tx: Transaction, at: datetime) -> None:
        """Reminds, once for a return, whoever may still mend the report and is not on leave or kept from it."""
        book = days_off.load(tx)
        for row, decision in review.returned_since(tx, at - FARTHEST):
            if due.is_open(_slot(tx, row, decision, book), at) and not _rests(tx, row, at):
                self._remind(tx, row, decision)

    def next_due(self, tx: Transaction, after: datetime) -> datetime | None:
        """The first moment after the given one at which somebody is to be reminded."""
        return min((slot for slot in _slots(tx, after) if slot > after), default=None)

    def _remind(self, tx: Transaction, row: Submission, decision: Review) -> None:
        key = f"mending:{decision.id}"
        if outbound_message.has(tx, key):
            return
        count = len(decision.paths or ())
        mend: tuple[Any, ...] = ("correct_report", f"s::correct:{row.id}")
        if count:
            mend = ("correct_items", f"s::correct:{row.id}", {"count": count})
        reply = ("note_reply", f"c::open:{row.id}")
        args = {**submission.line(tx, row), "who": called(tx, decision.person_id), "reason": decision.reason}
        self._notices.tell(tx, row.person_id, Notice(key, "notices/mend", args, ((mend,), (reply,))))


def _slots(tx: Transaction, after: datetime) -> Iterator[datetime]:
    book = days_off.load(tx)
    for row, decision in review.returned_since(tx, after - FARTHEST):
        yield _slot(tx, row, decision, book)


def _slot(tx: Transaction, row: Submission, decision: Review, book: Calendar) -> datetime:
    """The officer's own hour on the working day after which the report counts as waiting."""
    who = person.get(tx, row.person_id)
    where = reader(who, membership.lane(tx, row.person_id))
    told = due.today(decision.created_at, who.zone)
    day = working_days.after(told, WAITS, lambda one: not quiet.is_working(one, where, book))
    return quiet.slot(day, who.reminder_hour, where, book)


def _rests(tx: Transaction, row: Submission, at: datetime) -> bool:
    who = person.get(tx, row.person_id)
    owed = obligation.met_by(tx, row.id or 0)
    is_locked = owed is not None and owed.lock_at <= at
    is_away = preferences(who).is_away(due.today(at, who.zone))
    return is_locked or is_away or obstacle.in_force(tx, row.person_id, at) is not None
