"""The page before sending, changing one answer from anywhere, and coming back to where one was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from models import draft as drafts
from models import submission
from models.database import Database, Transaction
from models.draft import Draft
from reporting import publishing, stage
from reporting.access import actor_of
from reporting.filling import Filling
from reporting.fitting import plain
from reporting.inputs import Sender, Tap
from reporting.reading import Reader, load_vocabulary
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, CountedIds, buttons, screen_of, shown, tap

starting = Starting(LIBRARY, TEXTS, CountedIds(1))
filling = Filling(LIBRARY, TEXTS, Reader(load_vocabulary()), Submitting(TEXTS))


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        yield opened


def filled(tx: Transaction, sari: desk.Officer, told: dict[str, Any] | None = None) -> Draft:
    """A draft of October with every question answered, standing at its review."""
    version = publishing.publish(tx, desk.source("bulanan_kkb"))
    actor = actor_of(tx, sari.sender)
    told = {k: v for k, v in (told or desk.answers()).items() if k not in ("kampung_id", "periode", "pelapor_id")}
    _, context = sari.recording.context(tx, actor, "bulanan_kkb", desk.PAYO, "2026-10")
    done = sari.recording.answer(version, told, context)
    row = Draft(
        instance_id=done.finished.instance_id,
        person_id=actor.person_id,
        form_version_id=version.id or 0,
        form_id="bulanan_kkb",
        kampung_id=desk.PAYO,
        period="2026-10",
        data=done.draft.with_identity(done.finished.instance_id).to_json(),
        created_at=tx.now,
        updated_at=tx.now,
    )
    tx.add(row)
    tx.flush()
    starting.chosen(tx, sari.sender, Tap("s", None, "draft", str(row.id)))
    return row


def begun(tx: Transaction, sender: Sender) -> Draft:
    """A draft of October at its first question."""
    publishing.publish(tx, desk.source("bulanan_kkb"))
    starting.chosen(tx, sender, Tap("s", None, "open", f"bulanan_kkb,{desk.PAYO},2026-10"))
    return drafts.open_of(tx, actor_of(tx, sender).person_id)[0]


def says(tx: Transaction, sender: Sender, *texts: str) -> str:
    """Typed as the chat expects it, one after the other; what is shown then."""
    for text in texts:
        heard = filling.numbered if stage.expects(tx, sender) == "review" else filling.typed
        heard(tx, sender, text)
    return shown(tx, sender)


def press(tx: Transaction, sender: Sender, label: str) -> str:
    pressed = tap(tx, sender, label)
    (filling.chosen if pressed.verb == "a" else filling.navigated)(tx, sender, pressed)
    return shown(tx, sender)


def to_the_end(tx: Transaction, sender: Sender) -> None:
    """Turns the pages until the report can be sent."""
    while "✅ Kirim laporan" not in buttons(tx, sender):
        press(tx, sender, "▶ Halaman")


def screen_card(tx: Transaction, sender: Sender) -> int:
    return stage.hear(tx, sender).card


def number_of(tx: Transaction, sender: Sender, label: str) -> str:
    """The number of an answer, looked for on all pages."""
    while True:
        for piece in shown(tx, sender).replace(" · ", "\n").splitlines():
            if label in piece:
                return piece.strip().partition(".")[0]
        press(tx, sender, "▶ Halaman")


def test_all_pages_are_seen_before_sending(tx: Transaction) -> None:
    sari = desk.officer(tx)
    filled(tx, sari)
    pages = [shown(tx, sari.sender)]
    while "✅ Kirim laporan" not in buttons(tx, sari.sender):
        assert "💾 Simpan, kirim nanti" in buttons(tx, sari.sender)
        pages.append(press(tx, sari.sender, "▶ Halaman"))
    assert 2 <= len(pages) <= 3
    assert all(len(plain(page)) <= 900 for page in pages)
    assert pages[0].startswith(
        "<b>Ringkasan</b> · Payo Sejahtera · Oktober 2026\nLaporan Bulanan Kampung KB · halaman 1"
    )
    assert "Setelah dikirim masih bisa diperbaiki sampai dicek koordinator." not in pages[0]
    assert pages[-1].endswith("Setelah dikirim masih bisa diperbaiki sampai dicek koordinator.")
    assert "IUD: 42 · " in pages[0]
    press(tx, sari.sender, f"◀ Halaman {len(pages) - 1}")
    assert shown(tx, sari.sender) == pages[-2]


def test_an_edit_from_the_review_comes_back_to_it_and_says_what_it_did(tx: Transaction) -> None:
    sari = desk.officer(tx)
    filled(tx, sari)
    number = number_of(tx, sari.sender, "BPJS")
    assert "Ketik nomor isian 1–" in press(tx, sari.sender, "Ubah isian")
    assert "Jawaban sekarang" in says(tx, sari.sender, number)
    text = says(tx, sari.sender, "2500")
    assert text.startswith("✏️ ")
    assert "2.310 → <b>2.500</b>\n\n<b>Ringkasan</b>" in text
    assert stage.expects(tx, sari.sender) == "review"


def test_an_edit_asks_only_what_it_opens(tx: Transaction) -> None:
    sari = desk.officer(tx)
    filled(tx, sari)
    says(tx, sari.sender, "1")
    text = press(tx, sari.sender, "Tidak")
    assert "✏️" in text and "Ya → <b>Tidak</b>" in text
    assert "Karena itu ada 1 isian baru." in text
    assert "Alasan tidak ada kegiatan" in text
    text = says(tx, sari.sender, "tidak ada dana")
    assert "<b>Ringkasan</b>" in text
    says(tx, sari.sender, "1")
    text = press(tx, sari.sender, "Ya")
    assert "Tidak dipakai lagi: Alasan nihil. Kalau dibatalkan, isiannya kembali." in text
    assert "<b>Ringkasan</b>" in text


def test_back_from_an_edit_leaves_the_answer_and_returns_to_the_review(tx: Transaction) -> None:
    sari = desk.officer(tx)
    row = filled(tx, sari)
    before = row.data["instance"]
    says(tx, sari.sender, "ubah 1")
    assert press(tx, sari.sender, "Kembali").startswith("<b>Ringkasan</b>")
    assert row.data["instance"] == before


def test_a_number_that_is_none_is_said(tx: Transaction) -> None:
    sari = desk.officer(tx)
    filled(tx, sari)
    assert says(tx, sari.sender, "99").startswith("Isian 99 belum ada. Ketik nomor isian 1–")
    assert press(tx, sari.sender, "Ke ringkasan").startswith("<b>Ringkasan</b>")


def test_a_wrong_number_noticed_later_takes_two_steps(tx: Transaction) -> None:
    """Budget: `ubah 3` and the answer, then the chat is where it was."""
    sari = desk.officer(tx)
    begun(tx, sari.sender)
    says(tx, sari.sender, "ya", "ya", "1420", "1400", "700", "486", "200")
    here = shown(tx, sari.sender)
    assert "Keluarga yang memiliki remaja" in here
    assert "Jawaban sekarang: 1.420" in says(tx, sari.sender, "ubah 3")
    text = says(tx, sari.sender, "1425")
    assert "1.420 → <b>1.425</b>" in text
    assert text.endswith(here.partition("\n")[2])


def test_what_an_edit_breaks_is_asked_again_before_the_chat_goes_back(tx: Transaction) -> None:
    sari = desk.officer(tx)
    begun(tx, sari.sender)
    says(tx, sari.sender, "ya", "ya", "1420", "1400", "700", "486")
    says(tx, sari.sender, "ubah 5")
    text = says(tx, sari.sender, "400")
    assert "700 → <b>400</b>" in text
    assert "PUS tidak boleh lebih dari jumlah keluarga" in text
    text = says(tx, sari.sender, "380")
    assert "486 → <b>380</b>" in text
    assert "Keluarga yang memiliki balita</b>\nKetik angka 0–400." in text


def test_the_review_of_a_half_filled_report_leads_on(tx: Transaction) -> None:
    sari = desk.officer(tx)
    begun(tx, sari.sender)
    says(tx, sari.sender, "ya", "ya")
    text = says(tx, sari.sender, "ringkasan")
    assert "Belum semua ditanyakan. Berikutnya isian 3." in text
    assert not any("Kirim" in label and "nanti" not in label for label in buttons(tx, sari.sender))
    filling.navigated(tx, sari.sender, Tap("n", screen_card(tx, sari.sender), "submit"))
    assert submission.current(tx, "bulanan_kkb", desk.PAYO, "2026-10") is None
    assert "laki-laki" in press(tx, sari.sender, "▶ Lanjut isian 3")


def test_odd_figures_are_confirmed_before_they_are_sent(tx: Transaction) -> None:
    sari = desk.officer(tx)
    sari.files(tx, "2026-09")
    told = desk.answers()
    told["g_penduduk"] = {**told["g_penduduk"], "jiwa_l_baru": 9000}
    filled(tx, sari, told)
    assert "⚠️ Mohon dicek 1 isian:\n 3. " in shown(tx, sari.sender)
    to_the_end(tx, sari.sender)
    assert "1 angka jauh dari bulan lalu" in press(tx, sari.sender, "Kirim laporan")
    assert list(buttons(tx, sari.sender)) == ["⬅️ Cek dulu", "Kirim apa adanya"]
    assert "<b>Ringkasan</b>" in press(tx, sari.sender, "Cek dulu")
    press(tx, sari.sender, "Ubah isian")
    assert "✏️ 3" in buttons(tx, sari.sender)
    press(tx, sari.sender, "Ke ringkasan")
    to_the_end(tx, sari.sender)
    press(tx, sari.sender, "Kirim laporan")
    assert "Laporan terkirim" in press(tx, sari.sender, "Kirim apa adanya")


def test_a_report_sent_with_an_error_takes_two_steps_the_answer_and_sending(tx: Transaction) -> None:
    """Budget: [Perbaiki], the number of the answer, the answer, [Kirim perbaikan]."""
    sari = desk.officer(tx)
    filled(tx, sari)
    number = number_of(tx, sari.sender, "BPJS")
    to_the_end(tx, sari.sender)
    press(tx, sari.sender, "Kirim laporan")
    starting.chosen(tx, sari.sender, tap(tx, sari.sender, "Perbaiki"))
    says(tx, sari.sender, number)
    text = says(tx, sari.sender, "2500")
    assert "Yang diubah:\n" in text and "2.310 → <b>2.500</b>" in text
    assert "Laporan perbaikan terkirim" in press(tx, sari.sender, "Kirim perbaikan")


def test_an_old_button_of_the_review_costs_nothing(tx: Transaction) -> None:
    sari = desk.officer(tx)
    row = filled(tx, sari)
    old = tap(tx, sari.sender, "Ubah isian")
    press(tx, sari.sender, "▶ Halaman 2")
    text, before = shown(tx, sari.sender), row.data
    assert filling.navigated(tx, sari.sender, old) == "Tombol ini sudah lewat. Lanjut di pesan paling bawah 👇"
    assert (shown(tx, sari.sender), row.data) == (text, before)


def test_sending_twice_is_one_report_and_says_so(tx: Transaction) -> None:
    sari = desk.officer(tx)
    filled(tx, sari)
    to_the_end(tx, sari.sender)
    twice = tap(tx, sari.sender, "Kirim laporan")
    assert filling.navigated(tx, sari.sender, twice) == ""
    receipt = shown(tx, sari.sender)
    sent = submission.current(tx, "bulanan_kkb", desk.PAYO, "2026-10")
    assert sent is not None
    assert filling.navigated(tx, sari.sender, twice) == f"Sudah terkirim. Nomor {sent.number}."
    assert shown(tx, sari.sender) == receipt
    assert screen_of(tx, sari.sender).text == "filling/receipt"
