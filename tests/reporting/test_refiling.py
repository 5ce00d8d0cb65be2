"""A report that was sent for the wrong kampung or month is put where it belongs, and all that hangs on it follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from models import audit_event, draft, obligation, report_move
from models.database import Database, Transaction
from models.draft import Draft
from models.reminder import Reminder
from reporting.access import actor_of
from reporting.exporting import META, Selection, layout, records
from reporting.history import History
from reporting.inputs import Tap
from reporting.refiling import Refiling
from tests.reporting import desk
from tests.reporting.desk import AUR, LIBRARY, PAYO, TEXTS
from tests.reporting.refiling import Phone, made_anew, officer_of_both, plant, standing, sums, to_aur


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        plant(opened)
        yield opened


@pytest.fixture
def officer(tx: Transaction) -> desk.Officer:
    return officer_of_both(tx)


@pytest.fixture
def sari(tx: Transaction, officer: desk.Officer) -> Phone:
    return Phone(tx, officer.sender, Refiling(TEXTS))


@pytest.fixture
def dedi(tx: Transaction) -> Phone:
    return Phone(tx, desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72"), Refiling(TEXTS))


def test_an_officer_moves_a_report_to_the_other_kampung(tx: Transaction, officer: desk.Officer, sari: Phone) -> None:
    sent = officer.files(tx)
    assert standing(tx, PAYO) == ("sent", sent.id, True)
    seen = sari.opens(sent)
    assert "Tercatat untuk Payo Sejahtera, Oktober 2026." in seen
    assert "Apa yang tertukar?" in seen
    assert "seharusnya untuk kampung mana?" in sari.taps("Kampungnya")
    seen = sari.taps("Aur Sejahtera")
    assert "dari Payo Sejahtera, Oktober 2026\nke Aur Sejahtera, Oktober 2026" in seen
    assert "Payo Sejahtera, Oktober 2026 kembali ditunggu laporannya." in seen
    assert sent.kampung_id == PAYO
    assert "dipindahkan dari Payo Sejahtera" in sari.taps("Pindahkan")
    assert (sent.kampung_id, sent.area_code, sent.review_state) == (AUR, "13.72.01.1005", "received")
    assert standing(tx, PAYO) == ("waiting", None, False)
    assert standing(tx, AUR) == ("sent", sent.id, True)
    assert sums(tx) == made_anew(tx)


def test_the_sums_are_as_if_it_had_been_sent_there(tx: Transaction, officer: desk.Officer, sari: Phone) -> None:
    officer.files(tx, "2026-09", AUR)
    before = officer.files(tx, "2026-09", PAYO)
    sent = officer.files(tx, "2026-10", PAYO)
    for one, way, where in ((sent, "Kampungnya", "Aur Sejahtera"), (before, "Bulan", "Agustus 2026")):
        sari.opens(one)
        sari.taps(way)
        sari.taps(where)
        sari.taps("Pindahkan")
        assert sums(tx) == made_anew(tx)
    assert before.period == "2026-08"


def test_in_time_is_what_was_sent_in_time(tx: Transaction, officer: desk.Officer, sari: Phone) -> None:
    sent = officer.files(tx)
    owed = obligation.of_slot(tx, "bulanan_kkb", AUR, "2026-10")
    assert owed is not None
    owed.due_at = tx.now + timedelta(hours=1)
    tx.now += timedelta(days=20)
    to_aur(sari, sent)
    assert owed.sent_at == sent.submitted_at
    assert owed.sent_at <= owed.due_at


def test_reminders_of_the_place_left_go_on(tx: Transaction, officer: desk.Officer, sari: Phone) -> None:
    owed = obligation.of_slot(tx, "bulanan_kkb", PAYO, "2026-10")
    other = obligation.of_slot(tx, "bulanan_kkb", AUR, "2026-10")
    assert owed is not None
    assert other is not None
    sender_id = actor_of(tx, sari.sender).person_id
    owed.person_id = other.person_id = sender_id
    for one in (owed, other):
        for step, days in (("0", -1), ("1", 2)):
            at = tx.now + timedelta(days=days)
            told = {"step": step, "person_id": sender_id, "due_at": at, "state": "planned"}
            tx.add(Reminder(obligation_id=one.id or 0, **told))
    sent = officer.files(tx)
    assert states(tx, owed.id) == {"0": "cancelled", "1": "cancelled"}
    to_aur(sari, sent)
    assert states(tx, owed.id) == {"0": "cancelled", "1": "planned"}
    assert states(tx, other.id) == {"0": "cancelled", "1": "cancelled"}


def states(tx: Transaction, obligation_id: int | None) -> dict[str, str]:
    tx.flush()
    return {row.step: row.state for row in tx.exec(select(Reminder).where(Reminder.obligation_id == obligation_id))}


def test_later_it_is_moved_again_instead(tx: Transaction, officer: desk.Officer, sari: Phone) -> None:
    sent = officer.files(tx)
    to_aur(sari, sent)
    undo = desk.tap(tx, sari.sender, "Batalkan")
    tx.now += timedelta(minutes=11)
    assert "Tidak bisa dibatalkan lagi" in sari.refiling.chosen(tx, sari.sender, undo)
    assert sent.kampung_id == AUR
    sari.opens(sent)
    sari.taps("Kampungnya")
    sari.taps("Payo Sejahtera")
    sari.taps("Pindahkan")
    assert sent.kampung_id == PAYO
    assert len(report_move.of_report(tx, sent.number)) == 2


def test_a_place_that_is_taken_by_ones_own_report_is_exchanged(
    tx: Transaction, officer: desk.Officer, sari: Phone
) -> None:
    one, other = officer.files(tx), officer.files(tx, "2026-10", AUR)
    before = sums(tx)
    sari.opens(one)
    sari.taps("Kampungnya")
    seen = sari.taps("Aur Sejahtera")
    assert f"sudah ada laporan {other.number}. Keduanya bisa ditukar" in seen
    assert "kembali ditunggu" not in seen
    assert "sudah ditukar" in sari.taps("Tukar keduanya")
    assert (one.kampung_id, other.kampung_id) == (AUR, PAYO)
    assert standing(tx, AUR) == ("sent", one.id, True)
    assert standing(tx, PAYO) == ("sent", other.id, True)
    assert sums(tx) == made_anew(tx)
    sari.taps("Batalkan")
    assert (one.kampung_id, other.kampung_id) == (PAYO, AUR)
    assert sums(tx) == before


def test_what_stands_there_is_told_to_whoever_may_not_move_it(
    tx: Transaction, officer: desk.Officer, sari: Phone, dedi: Phone
) -> None:
    one, other = officer.files(tx), officer.files(tx, "2026-10", AUR)
    other.review_state = "approved"
    sari.opens(one)
    sari.taps("Kampungnya")
    seen = sari.taps("Aur Sejahtera")
    assert f"Di Aur Sejahtera, Oktober 2026 sudah ada laporan {other.number} dari Bu Sari." in seen
    assert "Minta koordinator memindahkannya dulu" in seen
    assert "📄 Lihat laporan itu" in sari.labels
    assert one.kampung_id == PAYO


def test_an_old_card_moves_nothing(tx: Transaction, officer: desk.Officer, sari: Phone) -> None:
    sent = officer.files(tx)
    sari.opens(sent)
    sari.taps("Kampungnya")
    old = desk.tap(tx, sari.sender, "Aur Sejahtera")
    sari.taps("Aur Sejahtera")
    assert "Tombol ini sudah lewat" in sari.refiling.chosen(tx, sari.sender, old)
    sari.taps("Pindahkan")
    assert len(report_move.of_report(tx, sent.number)) == 1


def test_a_report_that_came_there_meanwhile_is_not_pushed_out(
    tx: Transaction, officer: desk.Officer, sari: Phone
) -> None:
    one = officer.files(tx)
    sari.opens(one)
    sari.taps("Kampungnya")
    sari.taps("Aur Sejahtera")
    other = officer.files(tx, "2026-10", AUR)
    assert f"sudah ada laporan {other.number}" in sari.taps("Pindahkan")
    assert (one.kampung_id, other.kampung_id) == (PAYO, AUR)


def test_a_kampung_is_found_by_what_is_typed(tx: Transaction, officer: desk.Officer, sari: Phone) -> None:
    sent = officer.files(tx)
    sari.opens(sent)
    sari.taps("Kampungnya")
    assert 'Tidak ada kampung yang cocok dengan "Zzz"' in sari.says("Zzz")
    assert "ke Aur Sejahtera" in sari.says("aur")


def test_what_mends_the_report_goes_along(tx: Transaction, officer: desk.Officer, sari: Phone) -> None:
    sent = officer.files(tx)
    origin = draft.of_instance(tx, sent.instance_id)
    assert origin is not None
    new = {"id": None, "instance_id": "uuid:mending", "state": "open", "corrects_id": sent.id}
    mending = Draft(**(origin.model_dump() | new))
    tx.add(mending)
    to_aur(sari, sent)
    assert (mending.kampung_id, mending.period) == (AUR, "2026-10")
    sari.taps("Batalkan")
    assert (mending.kampung_id, mending.period) == (PAYO, "2026-10")


def test_the_history_lists_it_where_it_is(tx: Transaction, officer: desk.Officer, sari: Phone) -> None:
    sent = officer.files(tx)
    to_aur(sari, sent)
    History(TEXTS).chosen(tx, sari.sender, Tap("l", None, "kampung", str(AUR)))
    assert "1. Oktober 2026 · Laporan Bulanan Kampung KB: <b>terkirim</b>" in sari.sees()
    History(TEXTS).chosen(tx, sari.sender, Tap("l", None, "kampung", str(PAYO)))
    assert "1. Oktober 2026 · Laporan Bulanan Kampung KB: <b>belum</b>" in sari.sees()


def test_an_export_tells_where_it_was_first_filed_and_the_last_move(
    tx: Transaction, officer: desk.Officer, sari: Phone, dedi: Phone
) -> None:
    sent = officer.files(tx)
    to_aur(dedi, sent)
    kept = officer.files(tx, "2026-09")
    selection = Selection("bulanan_kkb")
    rows = {one.id: one.meta for one in records(tx, selection, layout(tx, LIBRARY, selection))}
    moved = rows[sent.id or 0]
    assert (moved["kampung"], moved["village_code"]) == ("Aur Sejahtera", "13.72.01.1005")
    told = [moved[name] for name in META[-5:]]
    assert told == [
        "Payo Sejahtera",
        "2026-10",
        "2026-11-02T08:00:00+07:00",
        "koordinator",
        "Tertukar waktu memilih",
    ]
    assert [rows[kept.id or 0][name] for name in META[-5:]] == [""] * 5


def test_it_is_audited(tx: Transaction, officer: desk.Officer, sari: Phone) -> None:
    sent = officer.files(tx)
    to_aur(sari, sent)
    sari.taps("Batalkan")
    tx.flush()
    told = audit_event.search(tx, None, actor_of(tx, sari.sender).person_id, "submission.move")
    assert [(row.action, row.object_id) for row in told] == [
        ("submission.moved", sent.instance_id),
        ("submission.move_undone", sent.instance_id),
    ]
    assert told[0].details == {"kampung": AUR, "period": "2026-10", "left": [PAYO, "2026-10"]}
