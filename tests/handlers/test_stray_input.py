"""What people send that is no answer: each gets a sensible reply, and no answer is lost."""

from __future__ import annotations

import pytest

from models import draft, form_version
from models.answer_value import AnswerValue
from models.submission import Submission
from tests.handlers.conftest import NOW, Place
from tests.handlers.filler import JPEG, Filler, answers_of
from tests.handlers.test_every_form import choose
from tests.people import STICKER, Person, labels


@pytest.fixture
def officer(place: Place) -> Person:
    """An officer at the first question of a report on an activity."""
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    choose(sari, "kegiatan_kkb", "")
    sari.sees("Tanggal kegiatan")
    return sari


def test_what_is_not_asked_for_is_told_and_nothing_is_lost(officer: Person, place: Place) -> None:
    officer.says("kembali")
    officer.sees("Tanggal kegiatan")
    officer.says("lewati")
    officer.sees("Isian ini wajib")
    officer.sends_photo(JPEG)
    officer.sees("Foto itu disimpan, belum dipakai")
    officer.sends(location={"latitude": -0.8, "longitude": 100.6})
    officer.sees("Lokasi ini untuk isian")
    officer.says("bukan")
    officer.sees("Tanggal kegiatan")
    officer.sends(content=STICKER)
    officer.sees("Saya belum bisa membaca ini. Isian sekarang: Tanggal kegiatan.")
    officer.says("👍")
    officer.sees("Ketik satu tanggal")
    officer.says("14 Oktober 2026")
    officer.sees("Judul kegiatan")
    officer.says("x" * 400)
    officer.sees("terlalu panjang")
    officer.says("Penyuluhan BKB di posyandu")
    officer.sees("Tempat kegiatan")
    with place.database.reading(NOW) as tx:
        (row,) = draft.open_of(tx, 1)
    assert row.answered == 2


@pytest.mark.parametrize("word", ["menu", "/lapor", "batal", "📂 Laporan"])
def test_a_report_left_in_the_middle_is_found_again(officer: Person, word: str) -> None:
    officer.says("14 Oktober 2026")
    officer.sees("Judul kegiatan")
    officer.says(word)
    officer.sees_button("Menu" if word != "menu" else "Lanjutkan draf")
    officer.says("/menu")
    officer.sees("Selamat ")
    officer.taps("Lanjutkan draf (1)")
    officer.sees("Judul kegiatan")


def test_an_option_called_like_a_word_of_navigation_can_be_typed(place: Place) -> None:
    place.kampung()
    place.kampung("Aur Sejahtera", "13.72.01.1005")
    rina = place.registered("Bu Rina", "koordinator", "13.72")
    choose(rina, "tindak_lanjut_opd", "Payo Sejahtera")
    rina.sees("Nama rencana")
    rina.answers("Pelayanan KB bergerak", "Tanggal lapor")
    rina.answers("hari ini", "Isian 3")
    rina.says("Batal")
    rina.sees("✅ Status: Batal")


def test_same_as_last_month_can_be_typed(place: Place) -> None:
    home = place.kampung()
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(home,))
    with place.database.transaction(NOW) as tx:
        version = form_version.live(tx, "bulanan_kkb")
        assert version is not None and version.id is not None
        told = {
            "instance_id": "before",
            "revision": 1,
            "number": "KB-00000",
            "form_id": "bulanan_kkb",
            "period": "2026-09",
        }
        at = {"started_at": NOW, "submitted_at": NOW, "area_code": "13.72.01.1004", "kampung_id": home, "person_id": 1}
        sent = Submission(form_version_id=version.id, instance_name="", xml="", review_state="approved", **told, **at)
        tx.add(sent)
        tx.flush()
        for name, value in (("pus", "486"), ("jiwa_l", "1420")):
            tx.add(AnswerValue(submission_id=sent.id, path=f"/data/{name}", name=name, kind="calculate", text=value))
    choose(sari, "bulanan_kkb", "")
    sari.sees("Apakah ada kegiatan")
    sari.answers("ya", "berubah dari bulan lalu")
    sari.answers("ya", "Jumlah jiwa laki-laki")
    sari.answers("Sama", "✅ Jumlah jiwa laki-laki: 1.420")


def test_what_a_visit_found_is_kept_off_every_card(place: Place) -> None:
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    choose(sari, "kunjungan_keluarga", "")
    filler = Filler(sari, place.database, answers_of("kunjungan_keluarga-menolak"), "kunjungan_keluarga")
    filler.fill()
    filler.send()
    sari.taps("Lihat")
    sari.sees("Kode sasaran: tersimpan")
    said = [message["text"] for message in sari.from_bot()]
    assert not any(secret in text for text in said for secret in ("1372-031", "RT 04/RW 02", "Belum bersedia"))


def test_an_english_reader_reads_english_only(place: Place) -> None:
    sari = place.registered("Sari", "plkb", kampung_ids=(place.kampung(),))
    sari.says("/settings")
    sari.sees_button("Bahasa")
    sari.taps("Bahasa")
    sari.sees_button("English")
    sari.taps("English")
    sari.sees("Choose the language")
    sari.says("/lapor")
    sari.sees("still waited for")
    sari.taps("1")
    sari.sees_button("Start")
    sari.taps("Start")
    seen = sari.sees("Was there any activity")
    assert labels(seen) == ["Yes", "No", "💾 Save"]
    sari.says("yes")
    seen = sari.sees("Question 2")
    assert "bulan" not in seen["text"]
