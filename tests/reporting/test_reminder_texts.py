"""What an officer reads on each of the five days, about any unit: M-RMD-1 to M-RMD-5."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reporting import fitting
from reporting.screens.reminders import Owed, reminder
from tests.reporting.field import TEXTS

AT = datetime(2026, 11, 10, 1, 30, tzinfo=UTC)
ONE = Owed(
    obligation=1, title="Laporan Bulanan", kampung="Sukamaju", period="2026-10", due_at="2026-11-15T16:59:00+00:00",
    zone="Asia/Jakarta", days=5, step=-5, minutes=8,
)  # fmt: skip
MEKAR = replace(ONE, obligation=2, kampung="Mekar Jaya")
LATE = replace(ONE, days=-3, step=3, host="Pak Dedi")
WAYS = "[Nanti sore 15.30][Besok pagi]\n[Ada kendala]"


def shown(*owed: Owed, language: str = "id") -> str:
    screen = reminder(TEXTS, language, "Bu Sari", owed, AT, "Asia/Jakarta")
    rows = ("".join(f"[{button.label}]" for button in row) for row in screen.rows)
    return "\n".join((TEXTS.screen(language, screen), *rows))


@pytest.mark.parametrize(
    ("owed", "told"),
    [
        (
            (MEKAR, ONE),
            "⏰ Bu Sari, laporan Oktober ditunggu sampai Minggu, 15 November.\n"
            "Belum: Mekar Jaya, Sukamaju. ±8 menit per kampung.\n"
            f"[📝 Isi Mekar Jaya]\n[📝 Isi Sukamaju]\n{WAYS}",
        ),
        (
            (replace(ONE, days=1, step=-1),),
            "⏰ Bu Sari, besok batas laporan Oktober.\nBelum: Sukamaju.\n"
            "Boleh diisi sebagian dulu, isian tersimpan sendiri.\n"
            "[📝 Isi Sukamaju]\n[Nanti sore 15.30][Ada kendala]",
        ),
        (
            (replace(ONE, days=0, step=0, draft=7, answered=12, left=12),),
            "⏰ Bu Sari, hari ini batas laporan Oktober (pukul 23.59 WIB).\n"
            "Belum: Sukamaju. Draf sudah 12 isian, tinggal ±12.\n"
            "[📂 Lanjutkan draf]\n[Nanti sore 15.30][Ada kendala]",
        ),
        (
            (replace(ONE, days=2, step=0, minutes=0),),
            "⏰ Bu Sari, laporan Oktober belum masuk. Batasnya Minggu, 15 November (pukul 23.59 WIB).\n"
            "Belum: Sukamaju.\n[📝 Isi Sukamaju]\n[Nanti sore 15.30][Ada kendala]",
        ),
        (
            (replace(ONE, days=-1, step=1),),
            "Bu Sari, batas laporan Oktober sudah lewat, tapi masih bisa dikirim.\n"
            "Belum: Sukamaju.\n[Isi sekarang][Ada kendala]",
        ),
        (
            (LATE,),
            "Bu Sari, laporan Oktober Sukamaju sudah lewat 3 hari.\n"
            "Pak Dedi ikut melihat daftar ini supaya bisa membantu.\n[Isi sekarang][Ada kendala]",
        ),
        (
            (replace(ONE, form_id="poktan", unit="poktan", kampung="BKB Melati", title="Laporan Poktan"),),
            "⏰ Bu Sari, laporan Oktober (Laporan Poktan) ditunggu sampai Minggu, 15 November.\n"
            f"Belum: BKB Melati. ±8 menit per kelompok.\n[📝 Isi BKB Melati]\n{WAYS}",
        ),
        (
            (replace(ONE, form_id="weekly", period="2026-W45", title="Stok alat"),),
            "⏰ Bu Sari, laporan 2 Nov – 8 Nov 2026 (Stok alat) ditunggu sampai Minggu, 15 November.\n"
            f"Belum: Sukamaju. ±8 menit per kampung.\n[📝 Isi Sukamaju]\n{WAYS}",
        ),
        (
            (replace(ONE, form_id="own", unit="officer", kampung="Bu Sari", title="Laporan Petugas"),),
            "⏰ Bu Sari, laporan Oktober (Laporan Petugas) ditunggu sampai Minggu, 15 November.\n"
            f"±8 menit per laporan.\n[📝 Isi Laporan Petugas]\n{WAYS}",
        ),
        (
            (replace(LATE, form_id="rakor", unit="region", kampung="Solok", title="Rakor", period="2026-Q3", host=""),),
            "Bu Sari, laporan Kuartal ke-3 2026 (Rakor) Solok sudah lewat 3 hari.\n[Isi sekarang][Ada kendala]",
        ),
        (
            (replace(ONE, form_id="visit", unit="family", kampung="K-07", title="Kunjungan", period="2026-11-15"),),
            "⏰ Bu Sari, laporan 15 November 2026 (Kunjungan) ditunggu sampai Minggu, 15 November.\n"
            f"Belum: K-07. ±8 menit per keluarga.\n[📝 Isi K-07]\n{WAYS}",
        ),
        (
            (ONE, replace(LATE, obligation=3, unit="plan", kampung="Jalan ke posyandu", title="Tindak Lanjut")),
            "Bu Sari, laporan Oktober (Tindak Lanjut) Jalan ke posyandu sudah lewat 3 hari.\n"
            "Laporan Oktober (Laporan Bulanan) ditunggu sampai Minggu, 15 November.\n"
            "Belum: Sukamaju. ±8 menit per kampung.\n"
            "Pak Dedi ikut melihat daftar ini supaya bisa membantu.\n"
            "[📝 Isi Jalan ke posyandu]\n[📝 Isi Sukamaju]\n[Ada kendala]",
        ),
    ],
)  # fmt: skip
def test_the_words_of_each_day_and_unit(owed: tuple[Owed, ...], told: str) -> None:
    assert shown(*owed) == told


def test_a_long_list_is_told_in_part() -> None:
    many = [
        replace(ONE, obligation=number, kampung=f"Kampung {'Sejahtera ' * 3}{number}", title=f"Laporan {number % 9}")
        for number in range(60)
    ]
    screen = reminder(TEXTS, "id", "Bu Sari", many, AT, "Asia/Jakarta")
    text = TEXTS.screen("id", screen)
    assert fitting.length(text) <= 700 and "laporan lain." in text and " lagi." in text
    assert len(screen.rows) <= 6


@pytest.mark.parametrize(("days", "step"), [(5, -5), (1, -1), (0, 0), (2, 0), (-1, 1), (-3, 3)])
def test_english_says_the_same(days: int, step: int) -> None:
    told = shown(replace(ONE, days=days, step=step, host="Pak Dedi"), language="en")
    assert "report for October" in told and ("Pak Dedi sees this list too" in told) == (step == 3)
