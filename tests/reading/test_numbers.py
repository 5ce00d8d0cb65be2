"""Counts and measures as a tired officer types them."""

import pytest

from forms.prompt import Bounds, Prompt
from reporting.reading import DidYouMean
from tests.reading.table import READER, TODAY, cases, read

COUNT = Prompt("/data/pus", "pus", "integer", "Berapa jumlah PUS di kampung?", short="Jumlah PUS")
WEIGHT = Prompt("/data/bb", "bb", "decimal", "Berat badan (kg)")

COUNTS = """
412 => 412
 412  => 412
0 => 0
007 => 7
412. => 412
412, => 412
412! => 412
(412) => 412
=412 => 412
412 ya bu => 412
４１２ => 412
٤١٢ => 412
1️⃣2️⃣ => 12
1.234 => 1234
1,234 => 1234
1 234 => 1234
1.234.567 => 1234567
1 234 567 => 1234567
12.000 => 12000
100.000 => 100000
1.234,00 => 1234
12,0 => 12
12 orang => 12
12org => 12
12 org => 12
3x => 3
5 kali => 5
20 kk => 20
412 PUS => 412
jumlah PUS 412 => 412
Jumlah PUS: 412 => 412
ada 12 => 12
cuma 3 orang => 3
sebanyak 25 keluarga => 25
Rp 150.000 => 150000
Rp150.000,- => 150000
Rp. 12.000,00 => 12000
12 ribu => 12000
12rb => 12000
2 ribu 500 => 2500
2,5 juta => 2500000
-5 => -5
−5 => -5
minus 5 => -5
- 12 => 12
nol => 0
Nol => 0
NOL orang => 0
kosong => 0
nihil => 0
Nihil. => 0
tidak ada => 0
tdk ada => 0
gak ada => 0
nggak ada => 0
belum ada => 0
tidak ada PUS => 0
tidak ada orang sama sekali => 0
belum ada data => ! not_known
l2 => ! not_a_number
1O => ! not_a_number
sama 412 => 412
12g => 12
blm ada => 0
tak ada => 0
- => 0
-- => 0
zero => 0
none => 0
satu => 1
dua => 2
tiga orang => 3
ampat => 4
lapan => 8
sembilan => 9
sepuluh => 10
sebelas => 11
dua belas => 12
duabelas => 12
Dua Belas => 12
sembilan belas => 19
dua puluh => 20
dua puluh lima => 25
duapuluh lima => 25
sembilan puluh sembilan => 99
seratus => 100
seratus satu => 101
seratus dua puluh tiga => 123
dua ratus => 200
dua ratus lima => 205
sembilan ratus sembilan puluh sembilan => 999
seribu => 1000
seribu dua ratus => 1200
seribu dua ratus tiga puluh empat => 1234
dua ribu => 2000
sepuluh ribu => 10000
dua belas ribu lima ratus => 12500
seratus dua puluh tiga ribu empat ratus lima puluh enam => 123456
sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan => 999999
sejuta => 1000000
twelve => 12
twenty five => 25
twenty-five => 25
ninety nine => 99
one hundred => 100
3 (tiga) orang => 3
12 (dua belas) => 12
12,5 => ? 12 | 13
12.5 => ? 12 | 13
dua koma lima => ? 2 | 3
dua setengah => ? 2 | 3
±12 => ! approximate
~12 => ! approximate
12an => ! approximate
12-an => ! approximate
12 an => ! approximate
12+ => ! approximate
>12 => ! approximate
< 10 => ! approximate
sekitar 12 => ! approximate
kira-kira 12 => ! approximate
kira kira dua belas => ! approximate
kurang lebih 12 => ! approximate
kurleb 12 => ! approximate
lebih dari 12 => ! approximate
12 lebih => ! approximate
hampir 20 => ! approximate
belasan => ! approximate
banyak => ! approximate
beberapa orang => ! approximate
about 12 => ! approximate
10-15 => ! more_than_one_number
10 - 15 => ! more_than_one_number
10–15 => ! more_than_one_number
10 s/d 15 => ! more_than_one_number
10 sampai 15 => ! more_than_one_number
antara 10 dan 15 => ! more_than_one_number
12 laki 13 perempuan => ! more_than_one_number
12/15 => ! more_than_one_number
12 + 3 => ! more_than_one_number
dua tiga orang => ! more_than_one_number
12-11-2026 => ! more_than_one_number
2 0 0 5 12 8 1 0 => ! more_than_one_number
tidak tahu => ! not_known
gak tau => ! not_known
belum tahu => ! not_known
lupa bu => ! not_known
entah => ! not_known
sdikit => ! not_a_number
sedikit => ! approximate
semua => ! not_a_number
ya => ! not_a_number
? => ! not_a_number
👍 => ! not_a_number
½ => ! not_a_number
12² => ! not_a_number
1.234.5 => ! not_a_number
1.23.456 => ! not_a_number
O => ! not_a_number
12 tapi belum semua => ? 12
12 suntik => ? 12
   => ! empty
3171012345670001 => ! personal_data
081234567890 => ! personal_data
"""

MEASURES = """
12,5 => 12.5
12.5 => 12.5
12,50 => 12.5
0,5 => 0.5
,5 => 0.5
0.125 => 0.125
12 => 12
12 kg => 12
12,5 kg => 12.5
12,5kg => 12.5
12,5 % => 12.5
1.234 => ? 1234 | 1.234
1,234 => 1.234
1.234,5 => 1234.5
1,234.5 => 1234.5
12.212,12 => 12212.12
1.234.567 => 1234567
1.2345 => 1.2345
-1,5 => -1.5
dua belas koma lima => 12.5
dua belas koma tujuh lima => 12.75
setengah => 0.5
satu setengah => 1.5
nol => 0
nol koma lima => 0.5
sekitar 12,5 => ! approximate
12,5-13 => ! more_than_one_number
tidak ada => ! not_a_number
- => ! not_a_number
tidak tahu => ! not_known
abc => ! not_a_number
"""


@pytest.mark.parametrize(("typed", "expected"), cases(COUNTS))
def test_a_count(typed: str, expected: str) -> None:
    assert read(COUNT, typed) == expected


@pytest.mark.parametrize(("typed", "expected"), cases(MEASURES))
def test_a_measure(typed: str, expected: str) -> None:
    assert read(WEIGHT, typed) == expected


def test_a_measure_in_english_marks() -> None:
    assert read(WEIGHT, "1.234", language="en") == "1.234"
    assert read(WEIGHT, "1,234", language="en") == "? 1234 | 1.234"
    assert read(WEIGHT, "1,234.5", language="en") == "1234.5"


def test_bounds_settle_which_mark_was_meant() -> None:
    percent = Prompt("/data/p", "p", "decimal", "Persen", bounds=Bounds("0", "100"))
    assert read(percent, "1.234") == "1.234"


def test_a_range_takes_whole_numbers_and_fractions() -> None:
    scale = Prompt("/data/s", "s", "range", "Skor", bounds=Bounds("1", "5"))
    assert [read(scale, typed) for typed in ("3", "tiga", "3,5", "12an")] == ["3", "3", "3.5", "! approximate"]


def test_labels_tell_two_marks_apart_in_words() -> None:
    reading = READER.read(WEIGHT, "1.234", TODAY, "2026-10", "id")
    assert isinstance(reading, DidYouMean)
    assert [label for _, label in reading.options] == [
        "1.234 (seribu dua ratus tiga puluh empat)",
        "1,234 (satu koma dua tiga empat)",
    ]
