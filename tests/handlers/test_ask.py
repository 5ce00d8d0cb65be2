"""Asking by chat: an answer with its source, or a person who answers."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.handlers.conftest import Place

NOBODY_KNOWS = "jadwal mobil pelayanan kb keliling di pasar raya besok jam berapa"


def test_a_cadre_gets_an_answer_with_its_source(place: Place) -> None:
    ani = place.registered("Kak Ani", "kader", kampung_ids=(place.kampung(),))
    ani.says("kb suntik gratis dimana?")
    answer = ani.sees("Peserta JKN/BPJS aktif")
    assert "Sumber: Indonesiabaik.id: layanan KB yang ditanggung BPJS" in answer["text"]
    assert 'href="https://www.indonesiabaik.id/' in answer["html"]
    ani.taps("Membantu")
    until(lambda: "Terima kasih, dicatat." in str(ani.toasts()))
    ani.says("apa efek samping kb suntik")
    ani.sees("Tanyakan juga ke bidan/puskesmas.")


def test_an_unknown_question_is_answered_by_a_coordinator(place: Place) -> None:
    ani = place.registered("Kak Ani", "kader", kampung_ids=(place.kampung(),))
    dedi = place.registered("Pak Dedi", "koordinator", area="13.72")
    ani.says(f"/tanya {NOBODY_KNOWS}")
    ani.sees("Kabar belum punya jawaban pasti. Diteruskan ke petugas?")
    ani.taps("Ya, teruskan")
    ani.sees("Pertanyaan T-1001 diteruskan ke Pak Dedi")
    notice = dedi.sees("Pertanyaan T-1001 dari Tanah Garam")
    dedi.taps("Jawab", notice)
    dedi.sees("Ketik jawabannya dalam satu pesan.")
    dedi.says("Besok jam 09.00 sampai 12.00.")
    dedi.sees("Kirim?")
    dedi.taps("Kirim")
    dedi.sees("✅ Jawaban T-1001 terkirim.")
    pushed = ani.sees("Pak Dedi menjawab pertanyaan T-1001")
    assert NOBODY_KNOWS in pushed["text"]
    assert pushed["text"].endswith("Besok jam 09.00 sampai 12.00.")
    ani.says("📂 Jawaban")
    ani.sees("1. T-1001 · sudah dijawab")
    ani.taps("Sudah jelas", pushed)
    ani.sees("T-1001 selesai")
    dedi.says("/tiket")
    dedi.sees("Tidak ada pertanyaan yang menunggu jawaban.")


def test_personal_data_is_taken_from_the_chat(place: Place) -> None:
    ani = place.registered("Kak Ani", "kader", kampung_ids=(place.kampung(),))
    said = ani.says("data bu siti nik 1372014101900001 gimana")
    ani.sees("Pesan itu memuat data pribadi")
    assert [m["deleted"] for m in ani.messages() if m["message_id"] == said] == [True]
    ani.says("💬 Tanya")
    ani.sees("Mau tanya apa soal program KB?")


def until(held: Callable[[], bool], within: float = 10.0) -> None:
    ends = time.monotonic() + within
    while not held():
        assert time.monotonic() < ends
        time.sleep(0.03)
