"""Texts, places, yes-or-no stops, what can't be typed, words that steer, and data that must not be kept."""

import pytest

from forms.prompt import Choice, Kind, Prompt
from reporting.reading import Command, Read, Unreadable, personal_data
from tests.reading.table import READER, TODAY, cases, read

TEXT = Prompt("/d/t", "t", "text", "Cerita singkat")

PLACES = """
-0.78, 100.65 => -0.78 100.65 0 0
-0.78,100.65 => -0.78 100.65 0 0
-0.78 100.65 => -0.78 100.65 0 0
(-0.78, 100.65) => -0.78 100.65 0 0
-0,78; 100,65 => -0.78 100.65 0 0
-0,78 100,65 => -0.78 100.65 0 0
−0.78, 100.65 => -0.78 100.65 0 0
0.78 LS, 100.65 BT => -0.78 100.65 0 0
0.78 LU 100.65 BT => 0.78 100.65 0 0
0.78° S, 100.65° E => -0.78 100.65 0 0
-0.78 100.65 420 8 => -0.78 100.65 420 8
https://maps.google.com/?q=-0.7891,100.6543 => -0.7891 100.6543 0 0
https://www.google.com/maps/@-0.7891,100.6543,17z => -0.7891 100.6543 0 0
100.65, -0.78 => ? -0.78 100.65 0 0
-0.78, 200 => ! not_a_place
95, 195 => ! not_a_place
-0.78 => ! not_a_place
balai desa => ! not_a_place
12 orang => ! not_a_place
"""

LINES = """
-0.78, 100.65\\n-0.79, 100.66 => -0.78 100.65 0 0; -0.79 100.66 0 0
-0,78 100,65; -0,79 100,66 => -0.78 100.65 0 0; -0.79 100.66 0 0
-0.78 100.65 420 8;\\n-0.79 100.66 421 5; => -0.78 100.65 420 8; -0.79 100.66 421 5
0.781 LS 100.652 BT\\n0.783 LS 100.655 BT\\n => -0.781 100.652 0 0; -0.783 100.655 0 0
-0.78, 100.65 => ! not_a_line
-0.78, 100.65\\nbalai => ! not_a_line
dari balai ke sawah => ! not_a_line
"""

AREAS = """
-0.7 100.6\\n-0.8 100.7\\n-0.9 100.6 => -0.7 100.6 0 0; -0.8 100.7 0 0; -0.9 100.6 0 0; -0.7 100.6 0 0
1 2; 3 4; 5 6; 1 2 => 1 2 0 0; 3 4 0 0; 5 6 0 0; 1 2 0 0
1 2; 3 4 => ! not_a_line
"""

ANOTHER = """
ya => yes
lagi => yes
tambah lagi => yes
masih ada => yes
add another => yes
tidak => no
cukup => no
sudah => no
sdh cukup => no
selesai => no
tidak ada lagi => no
no => no
mungkin => ! not_yes_or_no
2 => ! not_yes_or_no
"""

PERSONAL = """
3171012345670001 => nik
NIK 3171012345670001 => nik
nik:3171012345670001. => nik
3171 0123 4567 0001 => nik
3171-0123-4567-0001 => nik
3171.0123.4567.0001 => nik
317101 234567 0001 => nik
31.71.01.450190.0001 => nik
31 71 01 450190 0001 => nik
3 1 7 1 0 1 4 5 0 1 9 0 0 0 0 1 => nik
３１７１０１２３４５６７０００１ => nik
081234567890 => phone
0812-3456-7890 => phone
0812 3456 7890 => phone
+62 812-3456-7890 => phone
+6281234567890 => phone
6281234567890 => phone
wa 085271234567 ya => phone
https://wa.me/6281234567890 => phone
(0755) 123456 => phone
0755-123456 => phone
sari@gmail.com => email
Sari.Dewi+kb@dppkb.solok.go.id => email
3171012345670001 hp 081234567890 => nik
412 => none
1.234.567 => none
123456789012 => none
123.456.789.012 => none
Rp 1.250.000.000 => none
812345678901 => none
12-11-2026 => none
12-10-2026 13-10-2026 => none
12/10/2026 s/d 14/10/2026 => none
12 10 2026 13 10 2026 => none
2023 2024 2025 2026 => none
08.30-11.00 => none
08.30 - 11.00, 25 orang => none
20 10 10 15 12 18 11 10 => none
2 0 0 5 12 8 1 0 => none
-0.7812345, 100.6512345 => none
1305020304 => none
13.05.02.2003 => none
harga @ 5.000 => none
@kabarkb => none
12345678901234567 => none
"""

COMMANDS = """
kembali => kembali
Kembali => kembali
KEMBALI! => kembali
⬅️ Kembali => kembali
back => kembali
lewati => lewati
⏭ Lewati => lewati
skip => lewati
simpan => simpan
Simpan. => simpan
💾 Simpan => simpan
save => simpan
batal => batal
cancel => batal
ringkasan => ringkasan
summary => ringkasan
bantuan => bantuan
help => bantuan
menu => menu
☰ Menu => menu
contoh => contoh
ℹ️ Contoh => contoh
example => contoh
ubah => ubah
ubah 7 => ubah 7
Ubah 12 => ubah 12
ubah no 7 => ubah 7
ubah nomor 7 => ubah 7
ubah isian 7 => ubah 7
change 7 => ubah 7
edit 7 => ubah 7
menu makanan sehat => none
demo menu DASHAT => none
simpan pinjam => none
contoh kegiatan => none
kembali ke posyandu => none
batal karena hujan => none
ubah 7 jadi 12 => none
ubah jadwal => none
ubah 7 8 => none
12 => none
ya => none
👍 => none
"""


@pytest.mark.parametrize(("typed", "expected"), cases(PLACES))
def test_a_place(typed: str, expected: str) -> None:
    assert read(Prompt("/d/g", "g", "geopoint", "Lokasi"), typed) == expected


@pytest.mark.parametrize(("typed", "expected"), cases(LINES))
def test_a_line(typed: str, expected: str) -> None:
    assert read(Prompt("/d/g", "g", "geotrace", "Jalur"), typed) == expected


@pytest.mark.parametrize(("typed", "expected"), cases(AREAS))
def test_an_area(typed: str, expected: str) -> None:
    assert read(Prompt("/d/g", "g", "geoshape", "Sawah"), typed) == expected


@pytest.mark.parametrize(("typed", "expected"), cases(ANOTHER))
def test_another_one(typed: str, expected: str) -> None:
    assert read(Prompt("/d/r", "r", "repeat", "Kegiatan"), typed) == expected


@pytest.mark.parametrize(("typed", "expected"), cases(PERSONAL))
def test_personal_data(typed: str, expected: str) -> None:
    assert (personal_data(typed) or "none") == expected


@pytest.mark.parametrize(("typed", "expected"), cases(COMMANDS))
def test_a_command(typed: str, expected: str) -> None:
    command = READER.command_word(typed)
    assert (f"{command.word} {command.number or ''}".strip() if command else "none") == expected


def test_an_option_is_not_a_command() -> None:
    states = Prompt("/d/s", "s", "select_one", "Status?", choices=(Choice("batal", "Batal"), Choice("jalan", "Jalan")))
    assert READER.command_word("batal", states) is None
    assert READER.command_word("kembali", states) == Command("kembali")


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("  Posyandu pindah ke balai desa.  ", Read("Posyandu pindah ke balai desa.")),
        ("baris satu\nbaris dua", Read("baris satu\nbaris dua")),
        ("tidak ada", Read("tidak ada")),
        ("-", Read("-")),
        ("ada\x00 tanda\x0b", Read("ada tanda")),
        ("a" * 300, Read("a" * 300)),
        ("a" * 301, Unreadable("too_long")),
        ("   ", Unreadable("empty")),
        ("\x00", Unreadable("empty")),
        ("hubungi 0812-3456-7890", Unreadable("personal_data")),
        ("klien 3171 0123 4567 0001", Unreadable("personal_data")),
    ],
)
def test_a_text(typed: str, reading: object) -> None:
    assert READER.read(TEXT, typed, TODAY, "2026-10", "id") == reading


@pytest.mark.parametrize("typed", ["ya", "OK", "ok", "sudah", "sudah saya baca", "☑️ Sudah saya baca", "siap", "yes"])
def test_an_acknowledgement(typed: str) -> None:
    assert read(Prompt("/d/a", "a", "acknowledge", "Baca"), typed) == "OK"


@pytest.mark.parametrize("typed", ["tidak", "belum", "12", "ya tapi"])
def test_no_acknowledgement(typed: str) -> None:
    assert read(Prompt("/d/a", "a", "acknowledge", "Baca"), typed) == "! not_acknowledged"


def test_a_code_is_typed_as_it_stands_below_the_bars() -> None:
    assert read(Prompt("/d/k", "k", "barcode", "Kode"), " 8 991002 101234 ") == "8 991002 101234"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("image", "needs_photo"),
        ("audio", "needs_audio"),
        ("video", "needs_video"),
        ("file", "needs_file"),
        ("end", "needs_review"),
    ],
)
def test_what_cannot_be_typed(kind: Kind, reason: str) -> None:
    assert read(Prompt("/d/x", "x", kind, "X"), "apa saja") == f"! {reason}"
