"""Days, read on Wednesday 4 November 2026."""

import pytest

from forms.prompt import Bounds, Prompt
from reporting.reading import DidYouMean
from tests.reading.table import READER, TODAY, cases, read

DAY = Prompt("/data/tanggal", "tanggal", "date", "Tanggal pertemuan?")

# The report is about October 2026.
IN_OCTOBER = """
12 => 2026-10-12
tgl 12 => 2026-10-12
tgl. 12 => 2026-10-12
tgl12 => 2026-10-12
tanggal 12 => 2026-10-12
tanggal dua belas => 2026-10-12
tgl 12 bu => 2026-10-12
duabelas => 2026-10-12
31 => 2026-10-31
1 => 2026-10-01
1 Mar => 2026-03-01
5 Jan => 2027-01-05
12 agts => 2026-08-12
hr ini => 2026-11-04
td pagi => 2026-11-04
besok pagi => 2026-11-05
kemarin tanggal 3 => 2026-11-03
kemarin tgl 12 => 2026-10-12
sabtu malam minggu => 2026-10-31
12 Okt => 2026-10-12
12 okt => 2026-10-12
12okt => 2026-10-12
12-okt => 2026-10-12
12 Oktober => 2026-10-12
12 Oktobr => 2026-10-12
12 october => 2026-10-12
Oct 12 => 2026-10-12
October 12, 2026 => 2026-10-12
12 Okt 2026 => 2026-10-12
12 Okt 26 => 2026-10-12
Senin, 12 Oktober 2026 => 2026-10-12
Senin 12 Oktober => 2026-10-12
senin 12 => 2026-10-12
Jum'at 16 Oktober => 2026-10-16
Selasa, 12 Oktober 2026 => ? 2026-10-12
12 Nov => 2026-11-12
12 Nop => 2026-11-12
12/10 => 2026-10-12
12/11 => 2026-11-12
3/9 => 2026-09-03
12-10 => 2026-10-12
12/10/2026 => 2026-10-12
12-10-2026 => 2026-10-12
12.10.2026 => 2026-10-12
12 10 2026 => 2026-10-12
12-11-26 => 2026-11-12
2/1/26 => 2026-01-02
2026-10-12 => 2026-10-12
2026/10/12 => 2026-10-12
12102026 => 2026-10-12
121026 => ? 2026-10-12
tgl 12 bulan 10 => 2026-10-12
tanggal 12 bulan 10 tahun 2026 => 2026-10-12
tgl 12 bln lalu => 2026-10-12
tanggal 2 bulan ini => 2026-11-02
10/25/2026 => ? 2026-10-25
12-11-58 => 1958-11-12
28 Des => 2026-12-28
hari ini => 2026-11-04
Hari ini. => 2026-11-04
hari ini bu => 2026-11-04
tadi => 2026-11-04
tadi pagi => 2026-11-04
sekarang => 2026-11-04
kemarin => 2026-11-03
kmrn => 2026-11-03
kemaren => 2026-11-03
Kemarin sore => 2026-11-03
kemarin jam 9 => 2026-11-03
kemarin dulu => 2026-11-02
kemarin lusa => 2026-11-02
tadi malam => ? 2026-11-03 | 2026-11-04
besok => 2026-11-05
lusa => 2026-11-06
today => 2026-11-04
yesterday => 2026-11-03
the day before yesterday => 2026-11-02
3 hari lalu => 2026-11-01
3 hari yang lalu => 2026-11-01
3 hr yg lalu => 2026-11-01
tiga hari lalu => 2026-11-01
sepuluh hari yang lalu => 2026-10-25
3 days ago => 2026-11-01
2 minggu lalu => 2026-10-21
dua minggu yang lalu => 2026-10-21
seminggu lalu => 2026-10-28
seminggu yang lalu => 2026-10-28
3 hari lagi => ! not_a_date
Senin lalu => 2026-11-02
senin kemarin => 2026-11-02
senin kmrn => 2026-11-02
hari senin lalu => 2026-11-02
last monday => 2026-11-02
Senin => 2026-11-02
hari senin => 2026-11-02
Jumat => 2026-10-30
jum'at => 2026-10-30
jumat lalu => 2026-10-30
Rabu lalu => 2026-10-28
Rabu => ? 2026-11-04 | 2026-10-28
Jumat depan => 2026-11-06
jumat ini => 2026-11-06
senin minggu lalu => 2026-10-26
senin minggu ini => 2026-11-02
hari minggu => 2026-11-01
hari minggu lalu => 2026-11-01
ahad => 2026-11-01
minggu => ? 2026-11-01
malam minggu => ? 2026-10-31 | 2026-11-01
minggu lalu => ! ambiguous_week
minggu kemarin => ! ambiguous_week
minggu ini => ! ambiguous_week
mgg lalu => ! ambiguous_week
pekan lalu => ! ambiguous_week
last week => ! ambiguous_week
09.30 => ! not_a_date
9.30 => ! not_a_date
14.30 => ! not_a_date
14:30 => ! not_a_date
jam 9 => ! not_a_date
09.10 => ? 2026-10-09
12.10 => ? 2026-10-12
oktober => ! needs_a_day
Oktober 2026 => ! needs_a_day
bulan lalu => ! needs_a_day
bulan ini => ! needs_a_day
5 bulan lalu => ! needs_a_day
10/2026 => ! needs_a_day
2026 => ! needs_a_day
awal oktober => ! approximate
akhir bulan => ! approximate
sekitar tgl 12 => ! approximate
12-14 => ! more_than_one_date
12-14 Okt => ! more_than_one_date
12 dan 14 Okt => ! more_than_one_date
12 s/d 14 Oktober => ! more_than_one_date
tgl 12 sampai 14 => ! more_than_one_date
12 Okt - 3 Nov => ! more_than_one_date
31 September => ! no_such_day
31 sept 2026 => ! no_such_day
30/2/2026 => ! no_such_day
29 Feb => ! no_such_day
32 => ! not_a_date
0 => ! not_a_date
45/10/2026 => ! not_a_date
12102026 2 3 => ! not_a_date
12 okt 9999 => ! not_a_date
12/10/126 => ! not_a_date
12/13/14 => ? 2014-12-13
12 orang => ! not_a_date
belum ada => ! not_a_date
tidak tahu => ! not_a_date
- => ! not_a_date
ya => ! not_a_date
libur => ! not_a_date
posyandu 12 okt => ? 2026-10-12
"""

# The report has no month of its own.
WITHOUT_A_MONTH = """
12 => 2026-10-12
tgl 3 => 2026-11-03
4 => 2026-11-04
5 => 2026-10-05
31 => 2026-10-31
12/11 => 2025-11-12
12 Des => 2025-12-12
1 Nov => 2026-11-01
29 Feb => 2024-02-29
31 Sep => ! no_such_day
"""


@pytest.mark.parametrize(("typed", "expected"), cases(IN_OCTOBER))
def test_a_day_of_a_report_on_october(typed: str, expected: str) -> None:
    assert read(DAY, typed) == expected


@pytest.mark.parametrize(("typed", "expected"), cases(WITHOUT_A_MONTH))
@pytest.mark.parametrize("period", ["", "2026-W44", "2026-S2"])
def test_a_day_without_a_month_of_report(typed: str, expected: str, period: str) -> None:
    assert read(DAY, typed, period=period) == expected


def test_a_short_month_has_no_thirty_first() -> None:
    assert read(DAY, "31", period="2026-09") == "! no_such_day"


def test_december_of_a_report_on_january_is_last_year() -> None:
    assert read(DAY, "28 Des", period="2027-01") == "2026-12-28"


def test_a_question_about_a_later_day_looks_ahead() -> None:
    coming = Prompt("/d/r", "r", "date", "Rapat berikutnya?", bounds=Bounds("2026-11-05", None))
    assert [read(coming, typed, period="") for typed in ("12", "3", "1 Nov")] == [
        "2026-11-12",
        "2026-12-03",
        "2027-11-01",
    ]
    assert read(coming, "12", period="2026-10") == "2026-11-12"


@pytest.mark.parametrize("period", ["2026-01", "2026-03", "2026-10", "2026", "2026-11-02", ""])
def test_a_day_is_read_within_what_the_question_takes(period: str) -> None:
    """The card says 1 January to 2 November: December of last year is not what anybody means."""
    asked = Prompt("/d/r", "r", "date", "Tanggal?", bounds=Bounds("2026-01-01", "2026-11-02"))
    typed = ("12 Des", "12/12", "5 Jan", "28 Okt")
    assert [read(asked, one, period=period) for one in typed] == [
        "2026-12-12",
        "2026-12-12",
        "2026-01-05",
        "2026-10-28",
    ]
    winter = Prompt("/d/r", "r", "date", "Tanggal?", bounds=Bounds("2025-11-01", "2026-01-31"))
    assert read(winter, "12 Des", period=period) == "2025-12-12"


def test_a_month_where_only_a_month_is_asked() -> None:
    month = Prompt("/d/m", "m", "date", "Bulan?", appearance="month-year")
    assert [read(month, typed) for typed in ("oktober", "Okt 2026", "10/2026")] == ["2026-10-01"] * 3


MONTHS = """
Oktober 2026 ya bu => 2026-10-01
oktobr => 2026-10-01
bulan 10 => 2026-10-01
2026-10 => 2026-10-01
10/26 => 2026-10-01
12 oktober 2026 => 2026-10-01
12/10/2026 => 2026-10-01
sepuluh => 2026-10-01
juli 1990 => 1990-07-01
september tahun lalu => 2025-09-01
bulan lalu => 2026-10-01
bulan yang lalu => 2026-10-01
this month => 2026-11-01
next month => 2026-12-01
kemarin => 2026-11-01
1.234 => ! not_a_date
1,5 => ! not_a_date
jam 9 pagi => ! not_a_date
2 orang => ! not_a_date
13 => ! not_a_date
12 13 => ! not_a_date
okt nov => ! not_a_date
2026 => ! not_a_date
tahun lalu => ! not_a_date
entah => ! not_a_date
"""


@pytest.mark.parametrize(("typed", "expected"), cases(MONTHS))
def test_a_month_is_read_from_what_names_one(typed: str, expected: str) -> None:
    assert read(Prompt("/d/m", "m", "date", "Bulan?", appearance="month-year"), typed) == expected


def test_a_year_is_read_from_what_names_one() -> None:
    year = Prompt("/d/y", "y", "date", "Tahun?", appearance="year")
    assert [read(year, typed) for typed in ("2025", "tahun 2025", "tahun lalu")] == ["2025-01-01"] * 3
    assert [read(year, typed) for typed in ("10", "bulan lalu", "1.234", "kemarin")] == ["! not_a_date"] * 4


def test_a_day_is_shown_with_its_weekday() -> None:
    reading = READER.read(DAY, "minggu", TODAY, "2026-10", "id")
    assert reading == DidYouMean((("2026-11-01", "Minggu, 1 November 2026"),))
