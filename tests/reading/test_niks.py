"""Every NIK is caught, however it is written; figures, dates and sums that people type are left alone."""

from __future__ import annotations

from random import Random

import pytest

from forms.prompt import Prompt
from reporting.privacy import MASKED_NIK, holds_nik, without_niks
from reporting.reading import nik_spans, personal_data
from reporting.reading.personal import unasked

SEEDED = 400
PROVINCES = (11, 13, 16, 21, 31, 32, 33, 34, 35, 36, 51, 53, 61, 63, 71, 73, 81, 91, 94, 97)
CUTS = ((16,), (4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (6, 2, 2, 2, 4), (8, 8), (6, 10), (12, 4), (1,) * 16)
AROUND = ("{}", "NIK {}", "nik:{}.", "ibu Siti ({}), hamil 7 bln", "peserta 12, {} PUS", "No KK={}", "\n{}\n", "x{}y")
FIGURES = """
412
1.234
1.234.567
1.234.567.890.123
Rp 1.250.000.000
Rp15.000.000,00
150000 200000 5000
15000000 12500000
12 0 3 4 5 6 7 8
2 0 0 5 12 8 1 0
12 34 56 78 90 12 34 56
1 2 3 4 5 6 7 8 9 10 11 12
0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
1420 1398 2310 1105
1420/1398/2310/1105
1420, 1398, 2310, 1105
1420 1398 2310 1105 980 412
486 231 2310 1420 1398 12 0 3
iud 2, implan 5, suntik 12, pil 8, kondom 1, mal 0
1=1420 2=1398 3=2310 4=1105
12-10-2026 13-10-2026
12/10/2026 s/d 14/10/2026
12 10 2026 13 10 2026
2026-10-12 2026-10-13
12102026 13102026
20261012-20261013
2023 2024 2025 2026
2023-2024-2025-2026
08.00-09.00 10.00-11.00
08.30-11.00, 13.00-15.30
08.00 09.30 11.00 13.30
-0.7812345, 100.6512345
-7.250445 112.768845
-6.917464 107.619123
0.789123 100.654321
100-150 200-250 300-350
10-15 20-25 30-35 40-45
13.72.01.1004
13.72.01.1004 13.72.01.1005
13.72.01.1004, 13.72.01.1005
1372011004
KB-7F3A9 KB-8A1B2 KB-00001
T-1042 T-1043 T-1044 T-1045
481-902
481902 738201
RT 04/RW 02 no 15
5/2026 dan 6/2026
8 991002 101234
8991002101234
12,5 13,5 14,5 15,5
12,5% 13,5% 14,5%
1.420 jiwa, 398 KK, 2.310 peserta JKN
25 KK, 120 jiwa, 18 PUS, 4 ibu hamil
KK 398 412 420 431
KK 1420 1398 2310 1105
jumlah KK: 1420 1398 2310 1105
123456789012
812345678901
12345678901234567
123456789012345678
PUS 486 PA 336 IUD 12 MOW 4 MOP 0 implan 40 suntik 144 pil 90 kondom 12
01 02 03 04 05 06 07
1 12 123 1234 12345
250000 250000 250000
1250000 3400000 980000
honor 450000 x 3 = 1350000
tahun 2024: 1.203, 2025: 1.310, 2026: 1.420
usia 15-19: 12; 20-24: 45; 25-29: 60
1 Okt - 31 Okt 2026
Senin 12 Okt 2026 pukul 08.30-11.00
10.10.2026 - 12.10.2026
"""
PHONES = ("Nomor HP kader", "No. WA pengurus", "telepon kantor", "Phone number", "Kontak puskesmas")


def nik(chance: Random) -> str:
    day = chance.randint(1, 28) + chance.choice((0, 40))
    return (
        f"{chance.choice(PROVINCES)}{chance.randint(1, 79):02d}{chance.randint(1, 30):02d}"
        f"{day:02d}{chance.randint(1, 12):02d}{chance.randint(0, 99):02d}{chance.randint(1, 9999):04d}"
    )


def cut(number: str, lengths: tuple[int, ...], between: str) -> str:
    parts, at = [], 0
    for length in lengths:
        parts.append(number[at : at + length])
        at += length
    return between.join(parts)


@pytest.mark.parametrize("lengths", CUTS, ids=str)
@pytest.mark.parametrize("between", [" ", "-", ".", "  ", " - ", "\u00a0", "–", "\n", "\u200b"], ids=ascii)
def test_every_seeded_nik_is_caught_and_hidden_whole(lengths: tuple[int, ...], between: str) -> None:
    chance = Random(f"{lengths}{between}")
    for _ in range(SEEDED // len(AROUND)):
        for around in AROUND:
            said = around.format(cut(nik(chance), lengths, between))
            hidden = without_niks(said)
            assert personal_data(said) == "nik", said
            assert MASKED_NIK in hidden, said
            assert len(hidden.encode("utf-16")) == len(said.encode("utf-16"))
            assert sum(map(str.isdigit, hidden)) == sum(map(str.isdigit, around)), said


@pytest.mark.parametrize(
    "said",
    [
        "3171012345678901",
        "９９９９１２３４５６７８９０１２",
        "𝟑𝟐𝟕𝟓𝟎𝟏𝟐𝟑𝟎𝟒𝟗𝟎𝟎𝟎𝟎𝟏",
        "3️⃣2️⃣7️⃣5️⃣0️⃣1️⃣2️⃣3️⃣0️⃣4️⃣9️⃣0️⃣0️⃣0️⃣0️⃣1️⃣",
        "NIK 1234 5678 9012 3456",
        "no. KK 1234-5678-9012-3456",
        "081234567890 3275012304900001",
        "3275012304900001 3275012304900002",
        "3275 0123 0490 0001, 3275 0123 0490 0002",
        "12 3275 0123 0490 0001",
    ],
)
def test_odd_ways_to_write_a_nik(said: str) -> None:
    assert holds_nik(said)
    assert holds_nik(without_niks(said))
    assert not nik_spans(without_niks(said))


def test_figures_dates_and_sums_are_left_alone() -> None:
    typed = FIGURES.strip().splitlines()
    alarms = [line for line in typed if personal_data(line)]
    assert len(typed) >= 60
    assert alarms == []


def test_answers_to_several_questions_at_once_are_hardly_ever_taken_for_a_nik() -> None:
    """Figures as they stand in monthly reports, sent in one message: four to sixteen of them."""
    chance = Random(2026)
    alarms, lines = 0, 5_000
    for _ in range(lines):
        figures = [str(int(10 ** chance.uniform(0, 3.7))) for _ in range(chance.randint(4, 16))]
        alarms += personal_data(chance.choice((" ", "\n", "/", " / ")).join(figures)) is not None
    assert alarms / lines <= 0.02, alarms


@pytest.mark.parametrize("label", PHONES)
def test_a_question_may_ask_for_a_number_and_never_for_a_nik(label: str) -> None:
    asking = Prompt("/d/x", "x", "text", label)
    other = Prompt("/d/y", "y", "text", "Cerita singkat")
    assert unasked(asking, "0812-3456-7890") is None
    assert unasked(asking, "sari@example.org") == "email"
    assert unasked(asking, "3275012304900001") == "nik"
    assert unasked(other, "0812-3456-7890") == "phone"
    assert unasked(Prompt("/d/e", "email", "text", "Alamat surat"), "sari@example.org") is None
