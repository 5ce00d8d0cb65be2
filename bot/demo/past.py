"""The demo's past: half a year of reports for every kampung, stored one transaction each behind the running bot."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.demo import figures
from bot.demo.cast import districts
from models import kampung, membership, obligation, submission
from models.database import Database, Transaction
from models.review import Review
from models.scope import Scope
from models.submission import Submission
from reporting import opening
from reporting.access import LEADS, PLKB, Actor, actor_by_id
from reporting.programme import BULANAN, KEGIATAN
from reporting.recording import Recording

log = logging.getLogger(__name__)
PAUSE = 0.004  # seconds between two reports: the bot answers people in between


@dataclass(frozen=True, slots=True)
class Report:
    """One report to record: `at` is when it was sent."""

    form_id: str
    kampung_id: int
    name: str
    period: str
    at: datetime
    answers: dict[str, Any]


class Past:
    """Fills in what is missing; called again after a restart it goes on where it stopped."""

    def __init__(self, database: Database, recording: Recording) -> None:
        self._database = database
        self._recording = recording

    def fill(self, stop: threading.Event) -> int:
        """Records what is not there yet, oldest month first and the first district before all; how many reports."""
        for month in figures.MONTHS:
            with self._database.transaction(_sent_at("", month)) as tx:
                opening.open_period(tx, month)
        count = 0
        for area in (districts()[0].area, ""):
            for month in figures.MONTHS:
                for report in self._reports(month, area):
                    if stop.wait(PAUSE):
                        return count
                    count += self._record(report)
        log.info("the past is complete: %s reports added", count)
        return count

    def _reports(self, month: str, area: str) -> Iterator[Report]:
        with self._database.reading(_sent_at("", month)) as tx:
            places = list(kampung.in_scope(tx, Scope(areas=(area,))))
        for place in places:
            assert place.id is not None
            key = place.village_code
            event = figures.activity(key, month)
            day = str(event["tanggal"])
            yield Report(KEGIATAN, place.id, key, day, _evening(day), event)
            yield Report(BULANAN, place.id, key, month, _sent_at(key, month), figures.monthly(key, month))

    def _record(self, report: Report) -> bool:
        with self._database.reading(report.at) as tx:
            actor = _officer(tx, report.kampung_id)
            if actor is None or submission.count_periods(tx, report.form_id, report.kampung_id, report.period):
                return False
            place = (report.form_id, report.kampung_id, report.period)
            version, context = self._recording.context(tx, actor, *place)
        replayed = self._recording.answer(version, report.answers, context)
        with self._database.transaction(report.at) as tx:
            sent = self._recording.store(tx, actor, version, report.kampung_id, report.period, replayed)
            _approve(tx, sent)
        return True


def _officer(tx: Transaction, kampung_id: int) -> Actor | None:
    person_id = membership.holder(tx, PLKB, kampung_id, tx.now)
    return actor_by_id(tx, person_id) if person_id else None


def _approve(tx: Transaction, sent: Submission) -> None:
    """Past reports were read and accepted by the area's coordinator."""

    readers = membership.people_with_role(tx, LEADS, sent.area_code, tx.now)
    sent.review_state = "approved"
    tx.add(sent)
    if readers and sent.id is not None:
        tx.add(Review(submission_id=sent.id, person_id=readers[0], decision="approved", created_at=tx.now))
    owed = obligation.of_slot(tx, sent.form_id, sent.kampung_id, sent.period)
    if owed is not None:
        owed.state = "accepted"
        tx.add(owed)


def _evening(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def _sent_at(key: str, month: str) -> datetime:
    """Between the 1st and the 9th of the month after: most on time, some late."""
    first = datetime.fromisoformat(f"{month}-01T03:00:00+00:00") + timedelta(days=32)
    return first.replace(day=1) + timedelta(
        hours=Random(f"{key} {month} sent").choice((2, 26, 50, 74, 98, 98, 122, 194))
    )
