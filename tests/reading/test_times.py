"""Times of day and moments, read on Wednesday 4 November 2026 in Jakarta."""

import pytest

from forms.prompt import Prompt
from reporting.reading import DidYouMean
from tests.reading.table import READER, TODAY, cases, read

CLOCK = Prompt("/data/jam", "jam", "time", "Jam mulai?")
MOMENT = Prompt("/data/saat", "saat", "datetime", "Kapan mulai?")

TIMES = """
14.30 => 14.30
14:30 => 14.30
14. 30 => 14.30
1430 => 14.30
0930 => 09.30
09.30 => 09.30
9.30 => 09.30
9:30 => 09.30
02.30 => 02.30
2.30 => ? 02.30 | 14.30
00.15 => 00.15
14.30 WIB => 14.30
jam 14.30 wib => 14.30
pukul 14.30 => 14.30
pkl. 14.30 => 14.30
jam 14 => 14.00
14 => 14.00
2 siang => 14.00
jam 2 siang => 14.00
2.30 siang => 14.30
dua siang => 14.00
jam dua siang => 14.00
jam 9 pagi => 09.00
9 pagi => 09.00
sembilan pagi => 09.00
jam sepuluh pagi => 10.00
4 sore => 16.00
setengah 5 sore => 16.30
7 malam => 19.00
setengah 8 malam => 19.30
setengah delapan malam => 19.30
stgh 8 mlm => 19.30
jam 9 pg => 09.00
jam 09 => 09.00
09 => 09.00
14.30 - selesai => ! more_than_one_time
12 malam => 00.00
1 malam => 01.00
12 siang => 12.00
setengah 1 siang => 12.30
jam 11 siang => 11.00
5 subuh => 05.00
tengah hari => 12.00
jam 8 lewat 10 pagi => 08.10
jam 8 lebih 10 menit pagi => 08.10
8 kurang 15 pagi => 07.45
jam 8 lewat seperempat pagi => 08.15
jam delapan lewat sepuluh pagi => 08.10
9 am => 09.00
2 pm => 14.00
2:30 pm => 14.30
12 am => 00.00
noon => 12.00
jam 2 => ? 02.00 | 14.00
2 => ? 02.00 | 14.00
jam 9 => ? 09.00 | 21.00
setengah 8 => ? 07.30 | 19.30
jam 12 => ? 00.00 | 12.00
jam 8 lewat 10 => ? 08.10 | 20.10
9-11 => ! more_than_one_time
09.00-11.00 => ! more_than_one_time
09.00 - 11.00 => ! more_than_one_time
jam 9 sampai jam 11 => ! more_than_one_time
09.00 s/d 11.00 => ! more_than_one_time
9 sd 11 => ! more_than_one_time
sekitar jam 9 => ! approximate
jam 9an => ! approximate
jam 9 lewat => ! approximate
14.30 WITA => ! other_zone
14.30 wit => ! other_zone
25.00 => ! not_a_time
24.00 => ! not_a_time
14.75 => ! not_a_time
14 pagi => ! not_a_time
siang => ! not_a_time
kemarin => ! not_a_time
12 orang => ! not_a_time
? => ! not_a_time
tidak tahu => ! not_a_time
"""

MOMENTS = """
kemarin jam 9 pagi => 2026-11-03T09:00:00.000+07:00
kemarin 14.30 => 2026-11-03T14:30:00.000+07:00
hari ini 14:30 => 2026-11-04T14:30:00.000+07:00
12 Okt 14.30 => 2026-10-12T14:30:00.000+07:00
12 Oktober 2026 jam 14.30 => 2026-10-12T14:30:00.000+07:00
5 November 2026 jam 14.30 => 2026-11-05T14:30:00.000+07:00
12 Oktober 2024 14.30 => 2024-10-12T14:30:00.000+07:00
12 Okt, 9 pagi => 2026-10-12T09:00:00.000+07:00
12/10/2026 14:30 => 2026-10-12T14:30:00.000+07:00
12-10-2026 pukul 14.30 WIB => 2026-10-12T14:30:00.000+07:00
tgl 12 jam 2 siang => 2026-10-12T14:00:00.000+07:00
senin lalu setengah 8 malam => 2026-11-02T19:30:00.000+07:00
jam 9 pagi tgl 12 => 2026-10-12T09:00:00.000+07:00
2026-10-12 14:30 => 2026-10-12T14:30:00.000+07:00
2026-10-12T14:30 => 2026-10-12T14:30:00.000+07:00
kemarin jam 2 => ? 2026-11-03T02:00:00.000+07:00 | 2026-11-03T14:00:00.000+07:00
kemarin => ! needs_a_time
12 Okt => ! needs_a_time
jam 9 pagi => ! not_a_date
14.30 => ! not_a_date
minggu lalu jam 8 pagi => ! ambiguous_week
minggu jam 8 pagi => ? 2026-11-01T08:00:00.000+07:00
entah kapan => ! not_a_date
"""


def _lexical(expected: str) -> str:
    """`14.30` as a form stores it in Jakarta."""
    if expected.startswith("!"):
        return expected
    parts = expected.removeprefix("? ").split(" | ")
    times = " | ".join(f"{part.replace('.', ':')}:00.000+07:00" for part in parts)
    return f"? {times}" if expected.startswith("?") else times


@pytest.mark.parametrize(("typed", "expected"), cases(TIMES))
def test_a_time(typed: str, expected: str) -> None:
    assert read(CLOCK, typed) == _lexical(expected)


@pytest.mark.parametrize(("typed", "expected"), cases(MOMENTS))
def test_a_moment(typed: str, expected: str) -> None:
    assert read(MOMENT, typed) == expected


def test_a_time_bears_the_zone_of_the_person() -> None:
    assert read(CLOCK, "14.30", zone="Asia/Makassar") == "14:30:00.000+08:00"
    assert read(CLOCK, "14.30 WITA", zone="Asia/Makassar") == "14:30:00.000+08:00"
    assert read(CLOCK, "14.30 WIB", zone="Asia/Jayapura") == "! other_zone"


def test_two_times_are_shown_by_the_clock() -> None:
    reading = READER.read(CLOCK, "jam 2", TODAY, "2026-10", "id")
    assert isinstance(reading, DidYouMean)
    assert [label for _, label in reading.options] == ["02.00", "14.00"]
