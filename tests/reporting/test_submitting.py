"""Sending: what may have changed between the first question and the last button."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from models import draft, membership, obligation, submission
from models.chat import Chat
from models.database import Database, Transaction
from models.draft import Draft
from models.membership import Membership
from models.review import Review
from models.submission import Submission
from reporting import stage
from reporting.filling import Filling
from reporting.inputs import Sender, Tap
from reporting.opening import ensure_schedules, open_ahead
from reporting.reading import Reader, load_vocabulary
from reporting.refusals import Refusal
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, CountedIds

starting = Starting(LIBRARY, TEXTS, CountedIds(1))
filling = Filling(LIBRARY, TEXTS, Reader(load_vocabulary()), Submitting(TEXTS))


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        yield opened


def push(tx: Transaction, sender: Sender, word: str) -> None:
    """A button of the review page."""
    filling.navigated(tx, sender, Tap("n", chat_of(tx, sender).card, word))


def chat_of(tx: Transaction, sender: Sender) -> Chat:
    return stage.hear(tx, sender)


def mending(tx: Transaction, sender: Sender, sent: Submission) -> Draft:
    starting.chosen(tx, sender, Tap("s", None, "correct", str(sent.id)))
    row = draft.correcting(tx, sent.id or 0)
    assert row is not None
    return row


def test_a_report_that_is_accepted_while_it_is_mended_stays_as_it_was_accepted(tx: Transaction) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    row = mending(tx, sari.sender, sent)
    assert submission.decide(tx, sent.id or 0, "approved")
    with pytest.raises(Refusal) as refused:
        push(tx, sari.sender, "submit")
    assert refused.value.code == "already_approved"
    current = submission.current(tx, sent.form_id, sent.kampung_id, sent.period)
    assert current is not None
    assert current.id == sent.id
    assert row.state == "open"


def test_a_correction_replaces_a_returned_report_once(tx: Transaction) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    mending(tx, sari.sender, sent)
    assert submission.decide(tx, sent.id or 0, "has_issues")
    push(tx, sari.sender, "submit")
    current = submission.current(tx, sent.form_id, sent.kampung_id, sent.period)
    assert current is not None
    assert (current.revision, current.replaces_id, current.review_state) == (2, sent.id, "edited")
    assert not submission.replace(tx, sent.id or 0)


@pytest.mark.parametrize("word", ["submit", "resume", "page"])
def test_who_no_longer_works_in_a_kampung_has_no_draft_there(tx: Transaction, word: str) -> None:
    """The person is a cadre now: still known, but not to file there."""
    sari = desk.officer(tx)
    row = mending(tx, sari.sender, sari.files(tx))
    for held in membership.in_force(tx, row.person_id, tx.now):
        held.role = "kader"
        tx.add(held)
    tx.flush()
    with pytest.raises(Refusal) as refused:
        push(tx, sari.sender, word)
    assert refused.value.code == "no_draft"


def test_a_first_report_is_closed_at_the_lock_even_when_it_was_begun_before(tx: Transaction) -> None:
    """New SIGA closes on the 15th at 23.59 WIB."""
    sari = desk.officer(tx)
    row = mending(tx, sari.sender, sari.files(tx))
    first = tx.get_one(Submission, row.corrects_id)
    first.is_current, row.corrects_id = False, None  # as if nothing had been sent
    ensure_schedules(tx, "2026-10")
    open_ahead(tx, tx.now)
    owed = obligation.of_slot(tx, row.form_id, row.kampung_id, row.period)
    assert owed is not None
    tx.now = owed.lock_at
    with pytest.raises(Refusal) as refused:
        push(tx, sari.sender, "submit")
    assert refused.value.code == "locked"
    assert TEXTS.render("id", "refusals/locked", **refused.value.data)
    tx.now = owed.lock_at - timedelta(seconds=1)
    push(tx, sari.sender, "submit")
    assert row.state == "submitted"


def test_the_receipt_says_who_checks_and_gives_the_figures_back(tx: Transaction) -> None:
    sari = desk.officer(tx)
    desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    desk.person(tx, "Bu Ketua", "koordinator", area_code="13")
    for period, new in (("2026-08", 12), ("2026-09", 9), ("2026-11", 99)):
        told = desk.answers()
        told["g_gerak"] = {**told["g_gerak"], "pb_total": new}
        sari.files(tx, period, told=told)
    ensure_schedules(tx, "2026-10")
    open_ahead(tx, tx.now)
    mending(tx, sari.sender, sari.files(tx))
    push(tx, sari.sender, "submit")
    sent = submission.current(tx, "bulanan_kkb", desk.PAYO, "2026-10")
    assert sent is not None
    assert desk.shown(tx, sari.sender) == (
        "✅ Laporan perbaikan terkirim, Bu Sari. Terima kasih.\n"
        "Laporan Bulanan Kampung KB\n"
        "Payo Sejahtera · Oktober 2026\n"
        f"Nomor <b>{sent.number}</b> · Senin, 2 November 2026, 08.00 WIB\n"
        "Status: menunggu dicek Pak Dedi (koordinator).\n"
        "Peserta KB baru 7; tiga bulan terakhir: 12, 9, 7."
    )
    (copied,) = [b for row in desk.screen_of(tx, sari.sender).rows for b in row if b.copy]
    assert (copied.label, copied.copy) == ("📋 Salin nomor", sent.number)


def test_the_next_report_is_one_tap_away(tx: Transaction) -> None:
    sari = desk.officer(tx)
    tx.add(Membership(person_id=1, role="plkb", kampung_id=desk.AUR, since=desk.SINCE))
    ensure_schedules(tx, "2026-10")
    open_ahead(tx, tx.now)
    mending(tx, sari.sender, sari.files(tx))
    push(tx, sari.sender, "submit")
    assert desk.tap(tx, sari.sender, "📝 Lanjut: Aur Sejahtera Oktober").argument == "slot"


def test_only_what_was_asked_for_is_asked_then_what_changed_is_shown(tx: Transaction) -> None:
    """M-RET-01: of a returned report the items that the coordinator named, and nothing else."""
    sari = desk.officer(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    sent = sari.files(tx)
    wanted = ["/data/g_gerak/kbpp", "/data/g_gerak/pb_total"]
    returned(tx, sent, dedi, wanted)
    starting.chosen(tx, sari.sender, Tap("s", None, "correct", str(sent.id)))
    assert "Peserta KB baru (PB)" in desk.shown(tx, sari.sender)
    filling.typed(tx, sari.sender, "8")
    assert "7 → <b>8</b>" in desk.shown(tx, sari.sender)
    assert "Peserta KB pascapersalinan" in desk.shown(tx, sari.sender)
    filling.typed(tx, sari.sender, "ringkasan")
    text = desk.shown(tx, sari.sender)
    assert '🔁 Pak Dedi: "Kelebihan?"' in text
    assert "Peserta KB baru (PB): 7 → <b>8</b>" in text
    assert "⚠️ Masih sama:\n" in text and "KB pascapersalinan" in text
    filling.navigated(tx, sari.sender, desk.tap(tx, sari.sender, "Kirim perbaikan"))
    assert "Laporan perbaikan terkirim" in desk.shown(tx, sari.sender)


def test_a_walk_through_returned_items_goes_on_where_it_was_left(tx: Transaction) -> None:
    sari = desk.officer(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    sent = sari.files(tx)
    returned(tx, sent, dedi, ["/data/g_gerak/pb_total", "/data/g_gerak/kbpp"])
    correct = Tap("s", None, "correct", str(sent.id))
    starting.chosen(tx, sari.sender, correct)
    filling.typed(tx, sari.sender, "9")
    assert "Peserta KB pascapersalinan" in desk.shown(tx, sari.sender)
    filling.typed(tx, sari.sender, "simpan")
    starting.chosen(tx, sari.sender, correct)
    assert "Peserta KB pascapersalinan" in desk.shown(tx, sari.sender)
    filling.typed(tx, sari.sender, "4")
    text = desk.shown(tx, sari.sender)
    assert "Peserta KB baru (PB): 7 → <b>9</b>" in text
    assert "Masih sama" not in text


def returned(tx: Transaction, sent: Submission, by: Sender, paths: list[str]) -> None:
    assert submission.decide(tx, sent.id or 0, "has_issues")
    tx.refresh(sent)
    row = Review(
        submission_id=sent.id or 0,
        person_id=by.user_id - 500,
        decision="has_issues",
        reason="Kelebihan?",
        paths=paths,
        created_at=tx.now,
    )
    tx.add(row)
    tx.flush()
