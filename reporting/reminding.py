"""The tick: what is due becomes rows of the outbox, under keys that make a second tick harmless."""

from __future__ import annotations

from datetime import datetime

from models import later, reminder
from models.database import Transaction
from reporting import auditing, following, opening
from reporting.briefing import Briefing
from reporting.form_expiry import FormExpiry
from reporting.group_summaries import GroupSummaries
from reporting.handing_over import HandingOver
from reporting.locking import Locking
from reporting.mending import Mending
from reporting.new_reports import NewReports
from reporting.reaching import Reaching
from reporting.recalling import Recalling
from reporting.recapping import Recapping
from reporting.reminding_people import RemindingPeople
from reporting.summarising import Summarising
from reporting.texts import Texts
from reporting.ticking import Piece, whole


class Reminding:
    """What the clock asks for. Slots stay open for six hours, for a clock that stood still."""

    def __init__(self, texts: Texts, summarising: Summarising) -> None:
        self._briefing = Briefing(texts, summarising)
        self._people = RemindingPeople(texts)
        self._recalling = Recalling(texts)
        self._recapping = Recapping(texts)
        self._new_reports = NewReports(texts)
        self._groups = GroupSummaries(texts)
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
            self._briefing.tell_some,
            self._recapping.tell_some,
            self._new_reports.tell_some,
            self._groups.tell_some,
        )

    def tick(self, tx: Transaction, at: datetime) -> None:
        """All that is due at that moment, in one transaction; harmless when done twice, or by two at once."""
        for piece in self.pieces():
            after: int | None = 0
            while after is not None:
                after = piece(tx, at, after)

    def next_due(self, tx: Transaction, after: datetime) -> datetime | None:
        """The earliest moment strictly after the given one at which a tick has something to do."""
        planned = [
            opening.next_opening(tx, after),
            reminder.next_after(tx, after),
            later.next_after(tx, after),
            self._locking.next_due(tx, after),
        ]
        planned += [self._mending.next_due(tx, after), self._handing_over.next_due(tx, after)]
        planned += [self._form_expiry.next_due(tx, after), self._recapping.next_due(tx, after)]
        planned += [self._briefing.next_due(tx, after), self._new_reports.next_due(tx, after)]
        return min((moment for moment in planned if moment and moment > after), default=None)
