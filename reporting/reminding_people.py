"""Reminding people: some at a time, with so many queries whatever their number, and one message for all that is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from models import reminder
from models.database import Transaction
from models.obligation import Obligation
from reporting import notices, owing, pushing, reminder_round
from reporting.owing import Facts
from reporting.pushing import Addressed, Push
from reporting.reminder_round import Due, Fate, Known
from reporting.screens import reminders
from reporting.texts import Texts

PEOPLE = 100  # reminded in one transaction, some 0.1 s: on SQLite nobody else writes meanwhile


class RemindingPeople:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def some(self, tx: Transaction, at: datetime, after: int) -> int | None:
        """A piece (`ticking.py`): the next people of whom something is due."""
        people, last = reminder.people_due(tx, at, after, PEOPLE)
        rows = reminder.due(tx, at, [who.id or 0 for who in people])
        known = {one.who.id: one for one in reminder_round.load(tx, people, rows, at)}
        fates: dict[Fate, list[Due]] = {}
        for row, owed in rows:
            fates.setdefault(reminder_round.fate(known[row.person_id], row, owed, at), []).append((row, owed))
        self._tell(tx, [(known[row.person_id], (row, owed)) for row, owed in fates.pop(at, [])], at)
        for fate, found in fates.items():
            ids = [row.id or 0 for row, _ in found]
            reminder.settle(tx, ids, fate) if isinstance(fate, str) else reminder.postpone(tx, ids, fate)
        return last

    def _tell(self, tx: Transaction, rows: Sequence[tuple[Known, Due]], at: datetime) -> None:
        """One message each for all that is due."""
        facts = owing.facts(tx, [owed for _, (_, owed) in rows], list({row.person_id for _, (row, _) in rows}), at)
        by_person = [list(found) for _, found in groupby(rows, key=lambda one: one[0].who.id)]
        pushes = [self._push(facts, some[0][0], [one for _, one in some], at) for some in by_person]
        queued = pushing.enqueue_all(tx, self._texts, pushes)
        messages = {row.id or 0: queued.get(reminder_round.key(known.who, at)) for known, (row, _) in rows}
        reminder.queue(tx, {row_id: message for row_id, message in messages.items() if message is not None})
        reminder.settle(tx, [row_id for row_id, message in messages.items() if message is None], "missed")

    def _push(self, facts: Facts, known: Known, rows: Sequence[Due], at: datetime) -> Addressed:
        who, chat = known.who, known.chat
        assert chat is not None, "who has no chat is not told"
        owed: dict[int | None, Obligation] = {one.id: one for _, one in rows}
        steps = {one.id: step for row, one in rows if (step := reminder_round.step_of(row)) is not None}
        lines = owing.lines_from(facts, list(owed.values()), who, at, steps)
        screen = reminders.reminder(self._texts, chat.language, who.address or who.name, lines, at, who.zone)
        return Addressed(chat, Push(reminder_round.key(who, at), "reminder", screen), notices.when(chat, at))
