"""Cards of kinds that the programme's forms hardly use, tapped and typed by an officer in a hurry."""

from __future__ import annotations

from pathlib import Path

from reporting import publishing
from tests.handlers.conftest import NOW, Place
from tests.handlers.test_any_form import choose
from tests.handlers.test_odd_forms import officer as officer
from tests.people import Person, labels

ROWS = """| survey |
| | type | name | label | required | guidance_hint | constraint |
| | select_one desa | desa | Desa | yes | | |
| | select_multiple alat | alat | Alat yang kurang | | | |
| | dateTime | mulai | Mulai | yes | | |
| | dateTime | selesai | Selesai | yes | | |
| | date | lahir | Pertemuan | yes | Hari pertemuan **poktan**. | . >= '2026-10-01' and . <= '2026-10-31' |
| | rank alat | urut | Urutkan | | | |
| choices |
| | list_name | name | label |
| | alat | pil | Pil |
| | alat | suntik | Suntik |
| | alat | tidak_ada | Tidak ada |
"""
VILLAGES = (
    "".join(f"| | desa | d{at} | Suka Maju {at} |\n" for at in range(1, 108)) + "| | desa | d108 | Tanah Garam |\n"
)
SETTINGS = "| settings |\n| | form_title | form_id | version |\n| | Kartu | kartu | 1 |\n"


def test_every_card_is_answered_by_few_taps_or_words(place: Place, officer: Person, tmp_path: Path) -> None:
    opened(place, officer, tmp_path)
    card = officer.sees("Ada 108 pilihan")
    officer.taps("🔎 Cari", card)
    officer.sees("Ketik 2 huruf")
    officer.says("uka")
    found = officer.sees('"uka" cocok dengan 107 pilihan')
    officer.taps("Semua", found)
    officer.sees("Ada 108 pilihan")
    officer.answers("tanah", "✅ Desa: Tanah Garam")

    officer.taps("⬜ 1. Pil")
    officer.sees_button("✅ 1. Pil")
    officer.taps("⬜ 3. Tidak ada")
    officer.sees_button("⬜ 1. Pil")
    assert '"Tidak ada" membatalkan pilihan lain.' in str(officer.toasts())
    officer.taps("Selesai (1 dipilih)")

    officer.sees("Tanggalnya dulu")
    officer.taps("Kemarin")
    officer.sees("Minggu, 1 November 2026. Jam berapa?")
    officer.taps("09.00")
    officer.sees("✅ Mulai: Minggu, 1 November 2026, 09.00")
    officer.answers("kemarin", "Jam berapa?")
    officer.answers("14.30", "✅ Selesai: Minggu, 1 November 2026, 14.30")

    assert "Hari ini" not in labels(officer.last())
    officer.taps("ℹ️ Arti")
    officer.sees("Hari pertemuan poktan.")
    officer.taps("ℹ️ Ringkas")
    officer.taps("📅 Pilih tanggal")
    officer.sees_button("Okt 2026")
    officer.taps("·")
    officer.taps("◀ 1–17")
    officer.sees_button("12")
    officer.taps("12")
    officer.sees("✅ Pertemuan: Senin, 12 Oktober 2026")
    assert "Tanggal itu di luar yang bisa diisi." in str(officer.toasts())

    officer.taps("⬜ Suntik")
    officer.sees_button("1. Suntik")
    officer.taps("⬜ Tidak ada")
    officer.sees_button("3. Pil")
    officer.taps("Selesai")
    assert "Urutkan: Suntik, Tidak ada, Pil" in officer.sees("Ringkasan")["text"]


def opened(place: Place, officer: Person, folder: Path) -> None:
    file = folder / "kartu.md"
    file.write_text(f"{ROWS}{VILLAGES}{SETTINGS}", "utf-8")
    with place.database.transaction(NOW) as tx:
        publishing.publish(tx, publishing.read_source(file))
    choose(place, officer, "kartu")
    officer.taps("Mulai")
