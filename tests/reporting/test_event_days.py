"""An event stands at the day that its report tells; a correction that tells of another day stands at that one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from models import classification, obligation
from models.database import Database, Transaction
from models.draft import Draft
from models.schedule import Schedule
from models.submission import Submission
from reporting import opening, publishing
from reporting.access import actor_of
from reporting.submitting import Submitting
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, PAYO, TEXTS
from tests.reporting.refiling import made_anew, sums

KEGIATAN = "kegiatan_kkb"


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        yield opened


@pytest.fixture
def sari(tx: Transaction) -> desk.Officer:
    return desk.officer(tx)


def told(tx: Transaction, sari: desk.Officer, **changed: Any) -> tuple[Any, Any]:
    version = publishing.publish(tx, desk.source(KEGIATAN))
    given = desk.answers(KEGIATAN) | changed
    answers = {name: value for name, value in given.items() if name not in ("kampung_id", "pelapor_id")}
    _, context = sari.recording.context(tx, actor_of(tx, sari.sender), KEGIATAN, PAYO, "2026-10-30")
    return version, sari.recording.answer(version, answers, context)


def files(tx: Transaction, sari: desk.Officer, **changed: Any) -> Submission:
    version, replayed = told(tx, sari, **changed)
    return sari.recording.store(tx, actor_of(tx, sari.sender), version, PAYO, "2026-10-30", replayed)


def corrects(tx: Transaction, sari: desk.Officer, sent: Submission, **changed: Any) -> Submission:
    version, replayed = told(tx, sari, **changed)
    row = Draft(
        instance_id=f"{sent.instance_id}.", person_id=sent.person_id, form_version_id=version.id, form_id=KEGIATAN,
        kampung_id=PAYO, period=sent.period, corrects_id=sent.id, data={}, created_at=tx.now, updated_at=tx.now,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    form = LIBRARY.opened(version)
    return Submitting(TEXTS).store(tx, form, row, replayed.finished, sent.person_id)


def standing(tx: Transaction) -> list[str]:
    rows = tx.exec(select(Submission.period).where(Submission.is_current))
    return sorted(rows)


def test_a_corrected_day_moves_the_report_and_its_sums_and_class(tx: Transaction, sari: desk.Officer) -> None:
    sent = files(tx, sari, tanggal="2026-10-14")
    other = files(tx, sari, tanggal="2026-06-30")
    assert standing(tx) == ["2026-06-30.1", "2026-10-14.1"]
    second = corrects(tx, sari, sent, tanggal="2026-06-30")
    assert (second.period, second.number, second.revision) == ("2026-06-30.2", sent.number, 2)
    assert standing(tx) == ["2026-06-30.1", "2026-06-30.2"]
    assert sums(tx) == made_anew(tx)
    assert [row.semester for row in classification.history(tx, PAYO, 5)] == ["2026-S1"]
    third = corrects(tx, sari, second, tanggal="2026-10-14")
    assert third.period == "2026-10-14.1"
    assert other.is_current


def test_a_correction_on_the_same_day_stays(tx: Transaction, sari: desk.Officer) -> None:
    sent = files(tx, sari, tanggal="2026-10-14")
    files(tx, sari, tanggal="2026-10-14")
    assert corrects(tx, sari, sent, tanggal="2026-10-14").period == "2026-10-14.1"
    assert standing(tx) == ["2026-10-14.1", "2026-10-14.2"]


def test_the_month_that_the_day_left_is_owed_again(tx: Transaction, sari: desk.Officer) -> None:
    tx.add(Schedule(form_id=KEGIATAN, cadence="monthly", steps=[], since="2026-09"))
    tx.flush()
    for period in ("2026-10", "2026-11"):
        opening.open_period(tx, period)
    sent = files(tx, sari, tanggal="2026-10-14")
    tx.now += timedelta(days=30)  # November is open
    corrects(tx, sari, sent, tanggal="2026-11-01")
    october, november = (obligation.of_slot(tx, KEGIATAN, PAYO, period) for period in ("2026-10", "2026-11"))
    assert october is not None and november is not None
    assert (october.state, october.sent_at, october.submission_id) == ("waiting", None, None)
    assert november.state == "sent"
