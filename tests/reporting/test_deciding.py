"""What a coordinator decides: which answers go back, what is taken back within a minute, what is accepted together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from models import review
from models.database import Database, Transaction
from models.submission import Submission
from reporting.inputs import Tap
from reporting.reviewing import Reviewing
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, buttons, notices, press, shown, tap
from tests.reporting.test_reviewing import SOLOK, inflated, left, owe


@pytest.fixture
def reviewing() -> Reviewing:
    return Reviewing(LIBRARY, TEXTS)


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as tx:
        desk.plant(tx)
        yield tx


def test_the_items_of_a_return_are_named_to_the_officer(tx: Transaction, reviewing: Reviewing) -> None:
    """Flagged ones are picked already; others by their toggle, or typed."""
    sari = desk.officer(tx)
    sari.files(tx, "2026-09")
    sent = sari.files(tx, told=inflated())
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.chosen(tx, dedi, Tap("q", None, "open", str(sent.id)))
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Kembalikan"))
    assert "Dipilih: 3, 4" in shown(tx, dedi)
    assert "Jumlah jiwa laki-laki: 9.000 ⚠️" in shown(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "✅ 4"))
    assert "Dipilih: 3\n" in shown(tx, dedi)
    again = tap(tx, dedi, "⬜ 4")
    reviewing.chosen(tx, dedi, again)
    reviewing.typed(tx, dedi, "28 dan 77")
    assert "Dipilih: 3, 4, 28\n" in shown(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Lanjut (3 isian)"))
    reviewing.typed(tx, dedi, "Kelebihan nol.")
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Kirim ke petugas"))
    decision = review.last(tx, sent.id or 0)
    assert decision is not None
    assert [path.rsplit("/", 1)[1] for path in decision.paths] == ["jiwa_l_baru", "jiwa_p_baru", "pb_total"]
    (notice,) = [one for one in notices(tx, sari.sender) if "Mohon" in one.html]
    assert notice.html.endswith(
        '"Kelebihan nol."\n3 isian: 3. Jumlah jiwa laki-laki · 4. Jumlah jiwa perempuan · 28. Peserta KB baru (PB)'
    )
    assert press(notice, "✏️ Perbaiki 3 isian") == Tap("s", None, "correct", str(sent.id))


def test_an_acceptance_is_taken_back_within_a_minute(tx: Transaction, reviewing: Reviewing, now: datetime) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    owed = owe(tx, sent, now)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Terima"))
    undo = undo_of(tx, dedi)
    tx.now = now + timedelta(seconds=60)
    assert reviewing.chosen(tx, dedi, undo) == "Dibatalkan. 1 laporan menunggu dicek lagi."
    tx.refresh(sent)
    assert (sent.review_state, owed.state, review.last(tx, sent.id or 0)) == ("received", "sent", None)
    assert shown(tx, dedi).startswith("Laporan 1 dari 1")
    assert [one.state for one in notices(tx, sari.sender)] == ["cancelled"]
    assert reviewing.chosen(tx, dedi, undo) == "Sudah lewat 60 detik. Petugas sudah diberi tahu."
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Terima"))
    assert [one.state for one in notices(tx, sari.sender)] == ["cancelled", "queued"]


@pytest.mark.parametrize("case", ["late", "told", "other"])
def test_what_the_officer_knows_is_not_taken_back(
    tx: Transaction, reviewing: Reviewing, now: datetime, case: str
) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    asep = desk.person(tx, "Pak Asep", "koordinator", area_code="13")
    reviewing.next(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Terima"))
    undo = undo_of(tx, dedi)
    if case == "late":
        tx.now = now + timedelta(seconds=61)
    if case == "told":
        notices(tx, sari.sender)[0].state = "sent"
    assert "60 detik" in reviewing.chosen(tx, asep if case == "other" else dedi, undo)
    tx.refresh(sent)
    assert sent.review_state == "approved"


def test_all_without_a_mark_are_accepted_with_one_tap_and_taken_back_with_one(
    tx: Transaction, reviewing: Reviewing
) -> None:
    sari, budi = desk.officer(tx), desk.officer(tx, "Pak Budi", desk.AUR)
    sari.files(tx, "2026-09")
    budi.files(tx, "2026-09", desk.AUR)
    odd = sari.files(tx, told=inflated())
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    assert "2 tanda" in shown(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Terima semua tanpa tanda (2)"))
    assert shown(tx, dedi) == (
        "2 laporan tanpa tanda:\n"
        "1. Payo Sejahtera, September 2026 · Bu Sari\n"
        "2. Aur Sejahtera, September 2026 · Pak Budi"
    )
    assert list(buttons(tx, dedi)) == ["⬅️ Kembali ke laporan", "✅ Terima 2"]
    later = budi.files(tx, kampung_id=desk.AUR)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Terima 2"))
    assert left(tx, dedi) == "✅ Diterima: 2 laporan."
    states = dict(tx.exec(select(Submission.id, Submission.review_state)).all())
    assert sorted(states.values()) == ["approved", "approved", "received", "received"]
    assert states[odd.id] == states[later.id] == "received"
    assert reviewing.chosen(tx, dedi, undo_of(tx, dedi)) == "Dibatalkan. 2 laporan menunggu dicek lagi."
    assert {row.review_state for row in tx.exec(select(Submission)).all()} == {"received"}


def undo_of(tx: Transaction, sender: desk.Sender) -> Tap:
    """The button that stays below the line of an accepted report."""
    leaves = desk.screen_of(tx, sender).leaves
    assert leaves is not None
    (((label, data),),) = leaves["rows"]
    assert label == "Batalkan"
    return Tap.parse(data)
