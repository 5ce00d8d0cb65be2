"""Playing it: the clock's jobs at each moment that has something to do, and between them what people do.

Time goes from stop to stop as it does when a sandbox's clock is followed (`bot/sandbox_time.py`): what falls due, what
waits to be sent, what somebody does. No real time is waited for, no message leaves the outbox.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count

from sqlmodel import col, select

from models import leadership
from models.database import Database, Transaction
from models.obligation import Obligation
from models.outbound_message import OutboundMessage
from models.reminder import Reminder
from reporting import delivering
from reporting.flagging import Flagging
from reporting.library import Library
from reporting.reminding import Reminding
from reporting.summarising import Summarising
from tests.campaigns.year.land import Plan
from tests.campaigns.year.log import Debt, Delivered, Log
from tests.reporting.field import TEXTS

Deed = Callable[[Transaction], None]
AT_ONCE = 500


class Agenda:
    """What people mean to do, by moment."""

    def __init__(self) -> None:
        self._deeds: list[tuple[datetime, int, Deed, bool]] = []
        self._order = count()

    def add(self, at: datetime, deed: Deed, *, moves_clock: bool = False) -> None:
        """`moves_clock` when the clock may have something to do sooner for it: it is asked anew."""
        heapq.heappush(self._deeds, (at, next(self._order), deed, moves_clock))

    def next(self) -> datetime | None:
        return self._deeds[0][0] if self._deeds else None

    def until(self, at: datetime) -> Iterator[tuple[Deed, bool]]:
        while self._deeds and self._deeds[0][0] <= at:
            _, _, deed, moves_clock = heapq.heappop(self._deeds)
            yield deed, moves_clock


class Play:
    """`told` hears of each message as it arrives, `watched` looks at the database after each tick."""

    def __init__(self, database: Database, plan: Plan, log: Log, library: Library) -> None:
        self._database = database
        self._plan = plan
        self._log = log
        self._reminding = Reminding(TEXTS, Summarising(library, TEXTS))
        self._flagging = Flagging(library)
        self._messages = count(1)
        self.agenda = Agenda()

    def run(self, told: Callable[[Transaction, Delivered], None], watched: Callable[[Transaction], None]) -> None:
        """From the first day to the last."""
        at: datetime = self._plan.first
        due: datetime | None = at
        while at < self._plan.last:
            is_asked = due is not None and due <= at
            if is_asked:
                self._tick(at, watched)
            for deed, moves_clock in self.agenda.until(at):
                with self._database.transaction(at) as tx:
                    deed(tx)
                is_asked |= moves_clock
            with self._database.transaction(at) as tx:
                self._send(tx, told)
            with self._database.reading(at) as tx:
                due = self._reminding.next_due(tx, at) if is_asked else due
                others = (due, delivering.next_due(tx, at), self.agenda.next())
            at = min((one for one in others if one is not None), default=self._plan.last)

    def _tick(self, at: datetime, watched: Callable[[Transaction], None]) -> None:
        with self._database.transaction(at) as tx:
            self._reminding.tick(tx, at)
            self._flagging.some(tx, at, 0)
            leadership.ticked(tx, at)
        with self._database.reading(at) as tx:
            watched(tx)
        self._log.count("ticks")

    def _send(self, tx: Transaction, told: Callable[[Transaction, Delivered], None]) -> None:
        """The courier, to whom nothing happens."""
        while delivering.is_any_due(tx):
            for parcel in delivering.claim(tx, AT_ONCE):
                assert delivering.begin(tx, parcel), "nobody else sends"
                delivering.sent(tx, parcel, next(self._messages))
                told(tx, self._delivered(tx, parcel.row_id))

    def _delivered(self, tx: Transaction, row_id: int) -> Delivered:
        row = tx.get_one(OutboundMessage, row_id)
        made = Delivered(tx.now, row.kind, row.dedupe_key, row.person_id or 0, _debts(tx, row_id))
        self._log.delivered.append(made)
        return made


def _debts(tx: Transaction, message_id: int) -> tuple[Debt, ...]:
    """What the reminder is about."""
    rows = tx.exec(
        select(Obligation.form_id, Obligation.unit, Obligation.period)
        .join(Reminder, col(Reminder.obligation_id) == Obligation.id)
        .where(Reminder.outbound_message_id == message_id, Reminder.state == "queued")
    )
    return tuple((form_id, unit, period) for form_id, unit, period in rows)
