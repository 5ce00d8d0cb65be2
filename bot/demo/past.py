"""The demo's past: half a year of reports for every kampung, stored one transaction each behind the running bot."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.demo import figures, programme
from bot.demo.cast import districts
from models import kampung, membership, person, submission
from models.database import Database, Transaction
from models.review import Review
from models.scope import Scope
from models.submission import Submission
from reporting import ledger, opening
from reporting.access import LEADS, PLKB, TPK, Actor, actor_by_id
from reporting.families import KUNJUNGAN
from reporting.programme import BULANAN, KEGIATAN
from reporting.recording import Recording

log = logging.getLogger(__name__)
PAUSE = 0.004  # seconds between two reports: the bot answers people in between


@dataclass(frozen=True, slots=True)
class Report:
    """One report to record: `at` is when it was sent, `by` whose it is, "" the kampung's own officer or team."""

    form_id: str
    kampung_id: int
    name: str
    period: str
    at: datetime
    answers: dict[str, Any]
    by: str = ""


class Past:
    """Fills in what is missing; called again after a restart it goes on where it stopped."""

    def __init__(self, database: Database, recording: Recording, accounts: Mapping[str, int]) -> None:
        self._accounts = accounts  # Telegram user ids by name
        self._database = database
        self._recording = recording

    def fill(self, stop: threading.Event) -> int:
        """Records what is not there yet: the first district, then what all did beside their months, then the months of
        all, the oldest first; how many reports."""
        for month in figures.MONTHS:
            with self._database.transaction(_sent_at("", month)) as tx:
                opening.open_period(tx, month)
        count = 0
        for report in self._all():
            if stop.wait(PAUSE):
                return count
            count += self._record(report)
        log.info("the past is complete: %s reports added", count)
        return count

    def _all(self) -> Iterator[Report]:
        first = districts()[0].area
        yield from (one for month in figures.MONTHS for one in self._reports(month, first))
        yield from (one for told in districts() for one in self._events(told.area))
        yield from (one for month in figures.MONTHS for one in self._reports(month, ""))

    def _events(self, area: str) -> Iterator[Report]:
        with self._database.reading(_sent_at("", figures.MONTHS[0])) as tx:
            ids = {one.village_code: one.id or 0 for one in kampung.in_scope(tx, Scope(areas=(area,)))}
        for one in programme.events(area, sorted(ids)):
            place, at = ids[one.village], _evening(one.day)
            yield Report(one.form_id, place, one.village, one.period, at, one.answers, one.by)

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
            actor = self._who(tx, report)
            if actor is None or submission.count_periods(tx, report.form_id, report.kampung_id, report.period):
                return False
            place = (report.form_id, report.kampung_id, report.period)
            version, context = self._recording.context(tx, actor, *place)
        answers = programme.chosen(report.answers, context)
        replayed = self._recording.answer(version, answers, context)
        with self._database.transaction(report.at) as tx:
            sent = self._recording.store(tx, actor, version, report.kampung_id, report.period, replayed)
            _approve(tx, sent)
        return True

    def _who(self, tx: Transaction, report: Report) -> Actor | None:
        if report.by:
            found = person.by_telegram_user(tx, self._accounts[report.by])
            return actor_by_id(tx, found.id or 0) if found else None
        roles = (TPK, PLKB) if report.form_id == KUNJUNGAN else (PLKB,)
        holders = (membership.holder(tx, role, report.kampung_id, tx.now) for role in roles)
        return next((actor_by_id(tx, one) for one in holders if one), None)


def _approve(tx: Transaction, sent: Submission) -> None:
    """Past reports were read and accepted by the area's coordinator."""

    readers = membership.people_with_role(tx, LEADS, sent.area_code, tx.now)
    sent.review_state = "approved"
    tx.add(sent)
    if readers and readers[0] != sent.person_id and sent.id is not None:
        tx.add(Review(submission_id=sent.id, person_id=readers[0], decision="approved", created_at=tx.now))
    ledger.decided(tx, sent, "accepted")


def _evening(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def _sent_at(key: str, month: str) -> datetime:
    """Between the 1st and the 9th of the month after: most on time, some late."""
    first = datetime.fromisoformat(f"{month}-01T03:00:00+00:00") + timedelta(days=32)
    return first.replace(day=1) + timedelta(
        hours=Random(f"{key} {month} sent").choice((2, 26, 50, 74, 98, 98, 122, 194))
    )
