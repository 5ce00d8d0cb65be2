"""What an officer or coordinator could still change in a place that they had left: found by the matrix, mended."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from models import later, membership, review
from models.database import Database, Transaction
from models.draft import Draft
from models.membership import Membership
from models.submission import Submission
from reporting import publishing, registering, stage
from reporting.filling import Filling
from reporting.inputs import Sender, Tap
from reporting.reading import Reader, load_vocabulary
from reporting.refusals import Refusal
from reporting.requesting import Requesting
from reporting.reviewing import Reviewing
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk


def moved(tx: Transaction, sender: Sender, **to: object) -> None:
    """Yesterday the person left the place where they worked for another."""
    row = tx.exec(select(Membership).where(Membership.person_id == sender.user_id - 500)).one()
    row.until = tx.now - timedelta(days=1)
    tx.add(Membership(person_id=row.person_id, role=row.role, since=row.until, **to))
    tx.flush()
    assert len(membership.in_force(tx, row.person_id, tx.now)) == 1


def test_an_accepted_report_of_a_place_one_left_cannot_be_asked_back(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.officer(tx)
        sent = sari.files(tx)
        sent.review_state = "approved"
        requesting = Requesting(desk.TEXTS)
        assert requesting.chosen(tx, sari.sender, Tap("c", None, "request", str(sent.id))) == ""
        moved(tx, sari.sender, kampung_id=desk.AUR)
        with pytest.raises(Refusal, match="not_found"):
            requesting.chosen(tx, sari.sender, Tap("c", None, "request", str(sent.id)))


def test_nobody_is_reminded_of_a_draft_that_they_may_not_file(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.officer(tx)
        sari.files(tx)
        row = tx.exec(select(Draft)).one()
        row.state = "open"
        moved(tx, sari.sender, kampung_id=desk.AUR)
        starting = Starting(desk.LIBRARY, desk.TEXTS, desk.CountedIds(1))
        for argument in ("later", "hours"):
            with pytest.raises(Refusal, match="no_draft"):
                starting.chosen(tx, sari.sender, Tap("s", None, argument, str(row.id)))
        with pytest.raises(Refusal, match="no_draft"):
            starting.chosen(tx, sari.sender, Tap("s", None, "at", f"{row.id},202611051000"))
        assert tx.exec(select(later.Later)).all() == []


def test_a_decision_on_a_place_one_left_cannot_be_undone(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
        sent = desk.officer(tx).files(tx)
        reviewing = Reviewing(desk.LIBRARY, desk.TEXTS)
        reviewing.next(tx, dedi)
        reviewing.chosen(tx, dedi, desk.tap(tx, dedi, "Terima"))
        decision = review.last(tx, sent.id or 0)
        assert decision is not None
        moved(tx, dedi, area_code="63.71")
        reviewing.chosen(tx, dedi, Tap("q", None, "undo", str(decision.id)))
        found = tx.exec(select(Submission).where(col(Submission.id) == sent.id)).one()
        tx.refresh(found)
        assert found.review_state == "approved"


def test_nothing_more_is_filed_for_a_kampung_that_was_closed(database: Database, now: datetime) -> None:
    """Not even what was begun before."""
    with database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
        publishing.publish(tx, desk.source("bulanan_kkb"))
        starting = Starting(desk.LIBRARY, desk.TEXTS, desk.CountedIds(1))
        starting.chosen(tx, sari, Tap("s", None, "open", f"bulanan_kkb,{desk.PAYO},2026-10"))
        draft, card = tx.exec(select(Draft)).one(), stage.hear(tx, sari).card
        filling = Filling(desk.LIBRARY, desk.TEXTS, Reader(load_vocabulary()), Submitting(desk.TEXTS))
        registering.close(tx, desk.PAYO)
        with pytest.raises(Refusal, match="no_draft"):
            filling.typed(tx, sari, "12")
        with pytest.raises(Refusal, match="no_draft"):
            filling.navigated(tx, sari, Tap("n", card, "submit_now"))
        for argument in ("go", "later"):
            with pytest.raises(Refusal, match="no_draft"):
                starting.chosen(tx, sari, Tap("s", None, argument, str(draft.id)))
