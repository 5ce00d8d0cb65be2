"""A coordinator's queue, decisions on reports, and looking at what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from models import obligation, review, submission
from models.attachment import Attachment
from models.audit_event import AuditEvent
from models.database import Database, Transaction
from models.obligation import Obligation, kampung_unit
from models.schedule import Schedule
from models.submission import Submission
from reporting import stage
from reporting.inputs import Tap
from reporting.refusals import Refusal
from reporting.reports import Reports
from reporting.reviewing import Reviewing
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, buttons, notices, press, shown, tap

SOLOK, BANJARMASIN = "13.72", "63.71"


@pytest.fixture
def reviewing() -> Reviewing:
    return Reviewing(LIBRARY, TEXTS)


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as tx:
        desk.plant(tx)
        yield tx


def inflated() -> dict[str, object]:
    """The usual answers with ten times the injections: allowed by the form, odd beside last month."""
    told = desk.answers()
    told["g_penduduk"] = {**told["g_penduduk"], "jiwa_l_baru": 9000, "jiwa_p_baru": 9000}
    return told


def test_an_empty_queue_says_so(tx: Transaction, reviewing: Reviewing) -> None:
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    assert shown(tx, dedi) == "Tidak ada laporan yang menunggu dicek."
    assert list(buttons(tx, dedi)) == ["☰ Menu"]


def test_the_card_says_who_what_when_and_the_main_figures(tx: Transaction, reviewing: Reviewing) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    text = shown(tx, dedi)
    assert text.startswith("Laporan 1 dari 1\n")
    assert "Bu Sari · Payo Sejahtera · Oktober 2026" in text
    assert f"{sent.number} · masuk Senin, 2 November 2026, 08.00 WIB" in text
    assert "Jumlah PUS <b>486</b> · Peserta KB aktif <b>336</b> · % peserta KB (CPR) <b>69</b>" in text
    assert list(buttons(tx, dedi)) == ["✅ Terima", "🔁 Kembalikan", "💬 Tanya", "Isian", "Lewati ▶", "☰ Menu"]


def test_odd_figures_come_first_and_are_told_beside_last_month(tx: Transaction, reviewing: Reviewing) -> None:
    sari = desk.officer(tx)
    budi = desk.officer(tx, "Pak Budi", desk.AUR)
    sari.files(tx, "2026-09")
    for row in submission.waiting(tx, desk.actor_of(tx, sari.sender).scope("plkb")):
        submission.decide(tx, row.id or 0, "approved")
    budi.files(tx, kampung_id=desk.AUR)
    sari.files(tx, told=inflated())
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    text = shown(tx, dedi)
    assert text.startswith("Laporan 1 dari 2 · 2 tanda\n")
    assert "Bu Sari · Payo Sejahtera" in text
    assert "Jumlah jiwa laki-laki: <b>9.000</b> (sebelumnya 1.420)" in text


def test_accepting_tells_the_officer_and_meets_the_obligation(
    tx: Transaction, reviewing: Reviewing, now: datetime
) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    owed = owe(tx, sent, now)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    assert reviewing.chosen(tx, dedi, tap(tx, dedi, "Terima")) == ""
    tx.refresh(sent)
    assert (sent.review_state, owed.state) == ("approved", "accepted")
    decision = review.last(tx, sent.id or 0)
    assert decision is not None
    assert decision.decision == "approved"
    (notice,) = notices(tx, sari.sender)
    assert notice.html == (
        f"✅ Laporan Bulanan Kampung KB, Payo Sejahtera, Oktober 2026 ({sent.number}) diterima Pak Dedi."
    )
    assert (notice.is_silent, notice.kind, notice.dedupe_key) == (True, "notice", f"review:{decision.id}")
    assert "submission.approved" in tx.exec(select(AuditEvent.action)).all()
    assert left(tx, dedi) == "✅ Diterima: Laporan Bulanan Kampung KB, Payo Sejahtera, Oktober 2026."
    assert shown(tx, dedi) == "Tidak ada laporan yang menunggu dicek."


@pytest.mark.parametrize(("expects", "minutes"), [("answer", 10), ("", 1)])
def test_good_news_waits_a_minute_and_while_a_report_is_being_filled(
    tx: Transaction, reviewing: Reviewing, now: datetime, expects: str, minutes: int
) -> None:
    sari = desk.officer(tx)
    sari.files(tx)
    chat = desk.chats.find(tx, sari.sender.chat_id)
    assert chat is not None
    chat.expects, chat.updated_at = expects, now
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Terima"))
    (notice,) = notices(tx, sari.sender)
    assert notice.not_before == now + timedelta(minutes=minutes)


@pytest.mark.parametrize("label", ["Angka tidak cocok", "Foto tidak jelas", "Kampung/bulan salah"])
def test_returning_with_a_ready_reason(tx: Transaction, reviewing: Reviewing, now: datetime, label: str) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    owed = owe(tx, sent, now)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Kembalikan"))
    assert "Isian mana yang perlu diperbaiki?" in shown(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "seluruh laporan"))
    assert "Apa yang perlu diperbaiki?" in shown(tx, dedi)
    assert stage.expects(tx, dedi) == "return_reason"
    reviewing.chosen(tx, dedi, tap(tx, dedi, label))
    assert shown(tx, dedi).startswith("Bu Sari akan membaca:")
    tx.refresh(sent)
    assert (sent.review_state, owed.state) == ("received", "sent")
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Kirim ke petugas"))
    tx.refresh(sent)
    assert (sent.review_state, owed.state) == ("has_issues", "returned")
    assert left(tx, dedi) == "🔁 Dikembalikan: Laporan Bulanan Kampung KB, Payo Sejahtera, Oktober 2026."
    assert stage.expects(tx, dedi) == ""
    (notice,) = notices(tx, sari.sender)
    assert notice.html == (
        "🔁 Mohon diperbaiki, Bu Sari.\n"
        f"Laporan Bulanan Kampung KB, Payo Sejahtera, Oktober 2026 ({sent.number}), dari Pak Dedi:\n"
        f'"{label}"'
    )
    assert press(notice, "Perbaiki") == Tap("s", None, "correct", str(sent.id))
    assert not notice.is_silent


def test_a_typed_reason_is_kept_as_typed(tx: Transaction, reviewing: Reviewing) -> None:
    sent = desk.officer(tx).files(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Kembalikan"))
    assert reviewing.typed(tx, dedi, "Suntik 120 <kelebihan>\nnol?") is False
    assert "&lt;kelebihan&gt;" in shown(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Kirim ke petugas"))
    decision = review.last(tx, sent.id or 0)
    assert decision is not None
    assert decision.reason == "Suntik 120 <kelebihan> nol?"
    assert "kelebihan" not in shown(tx, dedi) + left(tx, dedi), "it stands in the chat already, as it was typed"


@pytest.mark.parametrize(
    ("text", "said", "removed"),
    [
        ("tanya 1372014101900001 saja", "data pribadi", True),
        (f"NIK {'•' * 16} ganda", "data pribadi", True),
        ("hubungi 0812 3456 7890", "data pribadi", True),
        ("a" * 301, "terlalu panjang", False),
    ],
)
def test_a_reason_that_may_not_be_kept(
    tx: Transaction, reviewing: Reviewing, text: str, said: str, *, removed: bool
) -> None:
    sent = desk.officer(tx).files(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Kembalikan"))
    assert reviewing.typed(tx, dedi, text) is removed
    assert said in shown(tx, dedi)
    assert text not in shown(tx, dedi)
    assert stage.expects(tx, dedi) == "return_reason"
    tx.refresh(sent)
    assert sent.review_state == "received"
    assert review.last(tx, sent.id or 0) is None


def test_of_two_coordinators_the_second_changes_nothing(tx: Transaction, reviewing: Reviewing) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    asep = desk.person(tx, "Pak Asep", "koordinator", area_code="13")
    for one in (dedi, asep):
        reviewing.next(tx, one)
    reviewing.chosen(tx, asep, tap(tx, asep, "Terima"))
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Terima"))
    assert shown(tx, dedi).startswith(
        "Laporan Payo Sejahtera, Oktober 2026 sudah diperiksa Pak Asep, Senin, 2 November 2026, 08.00 WIB."
    )
    tx.refresh(sent)
    assert sent.review_state == "approved"
    assert len(notices(tx, sari.sender)) == 1


def test_a_tap_on_an_old_card_decides_nothing(tx: Transaction, reviewing: Reviewing) -> None:
    sent = desk.officer(tx).files(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    old = tap(tx, dedi, "Terima")
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Isian"))
    assert reviewing.chosen(tx, dedi, old) == "Tombol ini sudah lewat. Lanjut di pesan paling bawah 👇"
    tx.refresh(sent)
    assert sent.review_state == "received"


def test_what_lies_elsewhere_is_not_found(tx: Transaction, reviewing: Reviewing) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    rina = desk.person(tx, "Bu Rina", "koordinator", area_code=BANJARMASIN)
    reviewing.next(tx, rina)
    assert "Tidak ada laporan" in shown(tx, rina)
    forged = Tap("q", screen_card(tx, rina), "approve", str(sent.id))
    for number in (str(sent.id), "999"):
        for one in (forged, Tap("q", None, "open", number)):
            with pytest.raises(Refusal) as refused:
                reviewing.chosen(tx, rina, one)
            assert refused.value.code == "not_found"
        with pytest.raises(Refusal) as refused:
            reviewing.see(tx, rina, Tap("r", None, "see", number))
        assert refused.value.code == "not_found"
    with pytest.raises(Refusal) as refused:
        reviewing.next(tx, sari.sender)
    assert refused.value.code == "not_allowed"


def test_skipped_reports_wait_until_they_are_asked_for(tx: Transaction, reviewing: Reviewing) -> None:
    desk.officer(tx).files(tx)
    desk.officer(tx, "Pak Budi", desk.AUR).files(tx, kampung_id=desk.AUR)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Lewati"))
    assert shown(tx, dedi).startswith("Laporan 2 dari 2")
    assert "Pak Budi" in shown(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Terima"))
    assert "1 laporan dilewati" in shown(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Periksa yang dilewati"))
    assert "Bu Sari" in shown(tx, dedi)


def test_all_answers_are_read_a_page_at_a_time(tx: Transaction, reviewing: Reviewing) -> None:
    desk.officer(tx).files(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Isian"))
    pages = [shown(tx, dedi)]
    while any("Berikutnya" in label for label in buttons(tx, dedi)):
        reviewing.chosen(tx, dedi, tap(tx, dedi, "Berikutnya"))
        pages.append(shown(tx, dedi))
    text = "\n".join(pages)
    assert f"halaman 1 dari {len(pages)}" in pages[0]
    for told in ("Ada kegiatan: Ya", "Suntik: 148", "Poktan yang ada: BKB, BKR", "PB MKJP: 3"):
        assert told in text
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Kembali ke laporan"))
    assert shown(tx, dedi).startswith("Laporan 1 dari 1")


def test_a_photo_is_shown_above_its_caption(
    tx: Transaction, reviewing: Reviewing, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = desk.officer(tx).files(tx)
    for name in ("a.jpg", "b.jpg"):
        told = {"path": "/data/foto", "name": name, "telegram_file_id": f"file-{name}", "telegram_unique_id": name}
        tx.add(Attachment(instance_id=sent.instance_id, created_at=now, **told))
    lines = Reports(LIBRARY).lines(tx, sent)
    photos = tuple(replace(lines[0], kind="image", value=name) for name in ("a.jpg", "b.jpg"))
    monkeypatch.setattr(Reports, "lines", lambda *_: (*lines, *photos))
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Foto 2"))
    assert desk.screen_of(tx, dedi).photo == "file-a.jpg"
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Berikutnya"))
    assert desk.screen_of(tx, dedi).photo == "file-b.jpg"
    assert shown(tx, dedi) == "📷 Foto 2 dari 2 · Bu Sari · Payo Sejahtera · Oktober 2026"


def test_a_correction_shows_what_changed_and_why_it_was_returned(tx: Transaction, reviewing: Reviewing) -> None:
    sari = desk.officer(tx)
    first = sari.files(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.next(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Kembalikan"))
    reviewing.typed(tx, dedi, "PB terlalu kecil?")
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Kirim ke petugas"))
    told = desk.answers()
    told["g_gerak"] = {**told["g_gerak"], "pb_total": 9}
    second = mended(tx, sari, first, told)
    reviewing.chosen(tx, dedi, Tap("q", None, "next"))
    text = shown(tx, dedi)
    assert f"{second.number} · perbaikan ke-1 · masuk" in text
    assert 'Catatan waktu dikembalikan: "PB terlalu kecil?"' in text
    assert "Diubah: Peserta KB baru (PB) 7 → <b>9</b>" in text
    assert text.count("Diubah") == 1
    reviewing.see(tx, dedi, Tap("r", None, "see", str(first.id)))
    assert "Status: sudah diganti versi baru." in shown(tx, dedi)


def test_an_officer_sees_the_own_report_and_may_mend_it_until_it_is_accepted(
    tx: Transaction, reviewing: Reviewing
) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    see = Tap("r", None, "see", str(sent.id))
    reviewing.see(tx, sari.sender, see)
    assert "Status: menunggu dicek koordinator." in shown(tx, sari.sender)
    assert buttons(tx, sari.sender)["✏️ Perbaiki"] == f"s::correct:{sent.id}"
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)
    reviewing.see(tx, dedi, see)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Periksa"))
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Terima"))
    reviewing.see(tx, sari.sender, see)
    assert "Status: diterima." in shown(tx, sari.sender)
    assert "✏️ Perbaiki" not in buttons(tx, sari.sender)


def test_another_officer_of_the_kampung_sees_the_report_but_can_not_mend_it(
    tx: Transaction, reviewing: Reviewing
) -> None:
    sent = desk.officer(tx).files(tx)
    see = Tap("r", None, "see", str(sent.id))
    budi = desk.person(tx, "Pak Budi", "plkb", kampung_id=desk.PAYO)
    reviewing.see(tx, budi, see)
    assert "Bu Sari · Payo Sejahtera" in shown(tx, budi)
    assert "✏️ Perbaiki" not in buttons(tx, budi)
    elsewhere = desk.person(tx, "Bu Ida", "plkb", kampung_id=desk.AUR)
    with pytest.raises(Refusal) as refused:
        reviewing.see(tx, elsewhere, see)
    assert refused.value.code == "not_found"


def left(tx: Transaction, sender: desk.Sender) -> str:
    """The line that the card before becomes."""
    leaves = desk.screen_of(tx, sender).leaves or {"text": "", "args": {}}
    return TEXTS.render("id", leaves["text"], **leaves["args"])


def owe(tx: Transaction, sent: Submission, now: datetime) -> Obligation:
    tx.add(Schedule(form_id=sent.form_id, cadence="monthly", steps=[-1, 0, 1], since="2026-10"))
    tx.flush()
    day = timedelta(days=1)
    times = {"opens_at": now - day, "due_at": now + day, "late_at": now + 2 * day, "lock_at": now + 9 * day}
    slot = {"form_id": sent.form_id, "unit": kampung_unit(sent.kampung_id), "period": sent.period}
    place = {"kampung_id": sent.kampung_id, "area_code": sent.area_code}
    tx.add(Obligation(schedule_id=1, state="sent", submission_id=sent.id, **place, **slot, **times))
    tx.flush()
    owed = obligation.of_slot(tx, sent.form_id, sent.kampung_id, sent.period)
    assert owed is not None
    return owed


def mended(tx: Transaction, sari: desk.Officer, first: Submission, told: dict[str, object]) -> Submission:
    """A second version in the slot of the first."""
    tx.refresh(first)
    first.is_current = False
    tx.add(first)
    tx.flush()
    second = sari.files(tx, told=told)
    second.replaces_id, second.revision, second.review_state = first.id, 2, "edited"
    tx.add(second)
    tx.flush()
    return second


def screen_card(tx: Transaction, sender: desk.Sender) -> int:
    chat = desk.chats.find(tx, sender.chat_id)
    assert chat is not None
    return chat.card
