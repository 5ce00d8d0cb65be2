"""Checking reports by chat: returned, mended, accepted."""

from __future__ import annotations

from models import review, submission
from tests.handlers.conftest import NOW, Place
from tests.people import Person
from tests.story import fill, notebook


def test_a_report_is_returned_mended_and_accepted(place: Place) -> None:
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    dedi = place.registered("Pak Dedi", "koordinator", area="13.72")
    send_report(sari)

    dedi.says("/periksa")
    card = dedi.sees("Laporan 1 dari 1")
    assert "Bu Sari · Payo Sejahtera · Oktober 2026" in card["text"]
    dedi.taps("Isian")
    dedi.sees("halaman 1 dari")
    dedi.taps("Berikutnya")
    dedi.sees("halaman 2 dari")
    dedi.taps("Kembali ke laporan")
    dedi.sees("Laporan 1 dari 1")
    dedi.taps("Kembalikan")
    dedi.sees("Isian mana yang perlu diperbaiki?")
    dedi.says("Suntik 148 sepertinya kelebihan.")
    dedi.sees("Bu Sari akan membaca")
    dedi.taps("Kirim ke petugas")
    dedi.sees("Tidak ada laporan")
    dedi.has_seen("🔁 Dikembalikan")
    assert sum("kelebihan" in one["text"] for one in dedi.from_bot()) == 0, "it stands there as it was typed"

    notice = sari.sees('"Suntik 148 sepertinya kelebihan."')
    assert notice["text"].startswith("🔁 Mohon diperbaiki, Bu Sari.")
    sari.taps("Perbaiki", notice)
    assert '"Suntik 148 sepertinya kelebihan."' in sari.sees("Ringkasan")["text"]
    mend(sari, "7", "Peserta KB baru (PB)")

    dedi.taps("Menu")
    dedi.sees("1 laporan menunggu dicek")
    dedi.taps("Periksa 1 laporan")
    assert "Diubah: Peserta KB baru (PB) 7 → 8" in dedi.sees("perbaikan ke-1")["text"]
    dedi.taps("Terima")
    card = dedi.has_seen("✅ Diterima")
    dedi.taps("Batalkan", card)
    dedi.sees("perbaikan ke-1")
    dedi.taps("Terima")
    dedi.sees("Tidak ada laporan")
    place.sandbox.clock("2026-11-02T09:00:00+07:00")
    sari.sees("diterima Pak Dedi.")
    sari.taps("Lihat", sari.last())
    sari.sees("Status: diterima.")

    with place.database.reading(NOW) as tx:
        now = submission.current(tx, "bulanan_kkb", 1, "2026-10")
        assert now is not None
        assert (now.revision, now.review_state) == (2, "approved")
        before = tx.get_one(submission.Submission, now.replaces_id)
        assert (before.is_current, before.review_state) == (False, "has_issues")
        decision = review.last(tx, before.id or 0)
        assert decision is not None
        assert decision.reason == "Suntik 148 sepertinya kelebihan."


def test_a_reason_with_a_nik_is_refused_and_taken_from_the_chat(place: Place) -> None:
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    dedi = place.registered("Pak Dedi", "koordinator", area="13.72")
    send_report(sari)
    dedi.says("✅ Periksa")
    dedi.sees("Laporan 1 dari 1")
    dedi.taps("Kembalikan")
    dedi.sees("Isian mana yang perlu diperbaiki?")
    said = dedi.says("Siti 1372014101900001 dobel")
    dedi.sees("data pribadi")
    assert [m["deleted"] for m in dedi.messages() if m["message_id"] == said] == [True]
    dedi.taps("seluruh laporan")
    dedi.sees("Apa yang perlu diperbaiki?")
    dedi.taps("Angka tidak cocok")
    dedi.sees("Bu Sari akan membaca")
    dedi.taps("Kirim ke petugas")
    dedi.has_seen("🔁 Dikembalikan")
    sari.sees('"Angka tidak cocok"')


def send_report(officer: Person) -> None:
    officer.says("/lapor")
    officer.sees("masih ditunggu")
    officer.taps("1")
    officer.sees("Boleh berhenti")
    officer.taps("Mulai")
    officer.sees("Apakah ada kegiatan")
    fill(officer, notebook())
    to_last_page(officer)
    officer.taps("Kirim laporan")
    officer.sees("Laporan terkirim")


def mend(officer: Person, before: str, label: str) -> None:
    """One more than before for that figure, then sends the correction."""
    pages = "\n".join(to_last_page(officer, "Kirim perbaikan")).replace(" · ", "\n")
    line = next(line for line in pages.splitlines() if label in line)
    officer.says(f"ubah {line.split('.')[0]}")
    officer.sees(f"Jawaban sekarang: {before}")
    officer.says(str(int(before) + 1))
    assert f"{before} → {int(before) + 1}" in officer.sees("Yang diubah")["text"]
    officer.taps("Kirim perbaikan")
    officer.sees("Laporan perbaikan terkirim")


def to_last_page(officer: Person, ends: str = "Kirim laporan") -> list[str]:
    """Turns the pages of the review until the report can be sent; returns them."""
    pages = [officer.last()["text"]]
    while ends not in str(officer.last()["buttons"]):
        officer.taps(f"Halaman {len(pages) + 1}")
        pages.append(officer.sees(f"halaman {len(pages) + 1}")["text"])
    return pages


def test_an_officer_keeps_a_copy_of_the_own_report(place: Place) -> None:
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    send_report(sari)
    sari.says("📂 Laporan")
    assert "Oktober 2026 · Laporan Bulanan Kampung KB: terkirim" in sari.sees("Laporan Payo Sejahtera")["text"]
    sari.taps("1")
    sari.sees("Status: menunggu dicek koordinator.")
    sari.taps("PDF")
    copy = sari.sees("📄 Laporan Bulanan Kampung KB, Payo Sejahtera, Oktober 2026")
    assert copy["document_name"].endswith("-2026-10.pdf")
    assert not copy["protected"]
    assert place.sandbox.http.get(copy["document"]).content.startswith(b"%PDF-1.")
    assert sari.toasts()[-1]["text"] == "PDF sedang dibuat."


def test_a_question_about_a_report_and_its_answer(place: Place) -> None:
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    dedi = place.registered("Pak Dedi", "koordinator", area="13.72")
    send_report(sari)
    dedi.says("✅ Periksa")
    dedi.sees("Laporan 1 dari 1")
    dedi.taps("💬 Tanya")
    dedi.sees("Ketik pesan untuk Bu Sari.")
    dedi.says("PB 7 itu benar?")
    dedi.sees("💬 Terkirim ke Bu Sari")
    notice = sari.sees('"PB 7 itu benar?"')
    sari.taps("Balas", notice)
    sari.sees("Ketik pesan untuk Pak Dedi.")
    sari.says("Benar, sudah saya cek.")
    sari.sees("💬 Terkirim ke Pak Dedi")
    answer = dedi.sees('"Benar, sudah saya cek."')
    dedi.taps("Periksa", answer)
    assert 'Bu Sari: "Benar, sudah saya cek."' in dedi.sees("Laporan 1 dari 1")["text"]
