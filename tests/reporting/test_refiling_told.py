"""Moving reports: who may, what becomes of an acceptance, who is told, and undoing it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from models import report_move, review
from models.database import Database, Transaction
from models.kampung import Kampung
from reporting.access import actor_of
from reporting.deciding import Deciding
from reporting.inputs import Tap
from reporting.notices import Notices
from reporting.refiling import Refiling
from reporting.refusals import Refusal
from reporting.reviewing import Reviewing
from tests.reporting import desk
from tests.reporting.desk import AUR, LIBRARY, PAYO, TEXTS
from tests.reporting.refiling import Phone, officer_of_both, plant, standing, sums, to_aur


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


def test_its_page_tells_where_it_was(tx: Transaction, officer: desk.Officer, sari: Phone, dedi: Phone) -> None:
    sent = officer.files(tx)
    to_aur(dedi, sent)
    Reviewing(LIBRARY, TEXTS).see(tx, sari.sender, Tap("r", None, "see", str(sent.id)))
    seen = sari.sees()
    assert "Aur Sejahtera · Oktober 2026" in seen
    assert "Dipindahkan dari Payo Sejahtera, Oktober 2026." in seen
    sari.taps("Riwayat pindah")
    assert "oleh Pak Dedi" in sari.sees()
    assert '"Tertukar waktu memilih"' in sari.sees()
    Reviewing(LIBRARY, TEXTS).chosen(tx, dedi.sender, Tap("q", None, "open", str(sent.id)))
    assert "Dipindahkan dari Payo Sejahtera" in dedi.sees()


def test_it_can_be_undone_for_ten_minutes(tx: Transaction, officer: desk.Officer, sari: Phone, dedi: Phone) -> None:
    sent = officer.files(tx)
    tx.flush()
    before = sums(tx)
    to_aur(dedi, sent)
    assert [row.state for row in desk.notices(tx, sari.sender)] == ["queued"]
    tx.now += timedelta(minutes=9)
    assert "kembali untuk Payo Sejahtera, Oktober 2026" in dedi.taps("Batalkan")
    assert (sent.kampung_id, sent.period, sent.review_state) == (PAYO, "2026-10", "received")
    assert sums(tx) == before
    assert standing(tx, PAYO) == ("sent", sent.id, True)
    assert standing(tx, AUR) == ("waiting", None, False)
    assert [row.state for row in desk.notices(tx, sari.sender)] == ["cancelled"]
    assert report_move.of_report(tx, sent.number) == []


def test_nobody_else_undoes_it(tx: Transaction, officer: desk.Officer, sari: Phone, dedi: Phone) -> None:
    sent = officer.files(tx)
    to_aur(sari, sent)
    undo = desk.tap(tx, sari.sender, "Batalkan")
    assert "Tidak bisa" in dedi.refiling.chosen(tx, dedi.sender, undo)
    assert sent.kampung_id == AUR


def test_an_accepted_report_is_moved_by_a_coordinator_with_a_reason(
    tx: Transaction, officer: desk.Officer, sari: Phone, dedi: Phone
) -> None:
    sent = officer.files(tx)
    Deciding(Notices(TEXTS)).accept(tx, actor_of(tx, dedi.sender), sent)
    with pytest.raises(Refusal, match="not_found"):
        sari.opens(sent)
    dedi.opens(sent)
    dedi.taps("Kampungnya")
    assert "Kenapa Laporan Bulanan" in dedi.taps("Aur Sejahtera")
    assert "memuat data pribadi" in dedi.says("tanya 081234567890")
    assert "terlalu panjang" in dedi.says("a" * 201)
    assert "perlu diterima lagi" not in dedi.says("Petugas menukar dua kampung")
    dedi.taps("Pindahkan")
    assert (sent.kampung_id, sent.review_state) == (AUR, "approved")
    assert standing(tx, AUR)[0] == "accepted"
    (told,) = [row for row in desk.notices(tx, sari.sender) if "dipindahkan" in row.html]
    assert told.not_before >= tx.now + timedelta(minutes=10)
    assert 'Alasan: "Petugas menukar dua kampung"' in told.html


def test_an_acceptance_of_another_areas_coordinator_does_not_go_along(
    tx: Transaction, officer: desk.Officer, dedi: Phone
) -> None:
    near = desk.person(tx, "Bu Rina", "koordinator", area_code="13.72.01.1004")
    sent = officer.files(tx)
    decision = Deciding(Notices(TEXTS)).accept(tx, actor_of(tx, near), sent)
    assert decision is not None
    dedi.opens(sent)
    dedi.taps("Kampungnya")
    dedi.taps("Aur Sejahtera")
    assert "perlu diterima lagi oleh koordinator Aur Sejahtera" in dedi.taps("Diminta")
    dedi.taps("Pindahkan")
    assert (sent.review_state, review.last(tx, sent.id or 0)) == ("received", None)
    assert standing(tx, AUR)[0] == "sent"
    assert [row.html for row in desk.notices(tx, near) if "dipindahkan" in row.html]
    dedi.taps("Batalkan")
    assert sent.review_state == "approved"
    assert review.last(tx, sent.id or 0) is decision
    assert standing(tx, PAYO)[0] == "accepted"


def test_each_coordinator_and_officer_is_told_once(tx: Transaction, officer: desk.Officer, sari: Phone) -> None:
    leads = [
        desk.person(tx, name, "koordinator", area_code=code)
        for name, code in (("Pak Payo", "13.72.01.1004"), ("Bu Aur", "13.72.01.1005"), ("Pak Kota", "13.72"))
    ]
    sent = officer.files(tx)
    to_aur(sari, sent)
    told = [[row for row in desk.notices(tx, one) if "dipindahkan" in row.html] for one in leads]
    assert [len(rows) for rows in told] == [1, 1, 0]
    assert told[0][0].buttons == []
    assert desk.press(told[1][0], "Periksa").argument == "open"
    assert not desk.notices(tx, sari.sender)


def test_nobody_moves_what_is_not_theirs_or_to_where_they_have_no_say(
    tx: Transaction, officer: desk.Officer, sari: Phone, dedi: Phone
) -> None:
    sent = officer.files(tx)
    far = Kampung(name="Jauh", village_code="63.71", zone="Asia/Jakarta")
    tx.add(far)
    tx.flush()
    others = desk.person(tx, "Bu Lain", "plkb", kampung_id=PAYO)
    with pytest.raises(Refusal, match="not_found"):
        Phone(tx, others, Refiling(TEXTS)).opens(sent)
    sari.opens(sent)
    sari.taps("Kampungnya")
    assert "Jauh" not in "".join(sari.labels)
    card = desk.tap(tx, sari.sender, "Aur Sejahtera").card
    with pytest.raises(Refusal, match="not_found"):
        sari.refiling.chosen(tx, sari.sender, Tap("v", card, "to", f"{sent.id},{far.id}"))
    with pytest.raises(Refusal, match="not_found"):
        sari.refiling.chosen(tx, sari.sender, Tap("v", card, "at", f"{sent.id},2027-03"))
