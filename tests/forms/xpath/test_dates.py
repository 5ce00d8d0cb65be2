"""Dates and times (ODK XForms, "Date and time functions"): now is 3 November 2026, 03.30, in Jakarta (UTC+7)."""

from __future__ import annotations

import pytest

from tests.forms.xpath.tables import Case, cases, check

XML = "<d><day>2026-10-14</day><at>2026-10-14T08:30:00.000+07:00</at><t>08:30:00.000+07:00</t><e/></d>"

TODAY = """
string(today())                                 '2026-11-03'
string(now())                                   '2026-11-03T03:30:00.000+07:00'
today() = '2026-11-03'                          true
now() > today()                                 true
today() > '2026-11-02'                          true
today() >= '2026-11-03'                         true
today() < '2026-11-03'                          false
today() - date(/d/day)                          20
string(date(today() + 1))                       '2026-11-04'
int((today() - date('1990-11-04')) div 365.25)  35
/d/day < today()                                true
/d/e < today()                                  false
"""
DATE = """
string(date('2026-10-14'))                      '2026-10-14'
string(date('2026-1-5'))                        '2026-01-05'
string(date(' 2026-10-14 '))                    '2026-10-14'
string(date(0))                                 '1970-01-01'
string(date(-1))                                '1969-12-31'
string(date(20740))                             '2026-10-14'
string(date(20740.9))                           '2026-10-14'
string(date('20740'))                           '2026-10-14'
string(date(/d/at))                             '2026-10-14'
string(date('2026-10-14T23:30:00.000Z'))        '2026-10-15'
string(date('2024-02-29'))                      '2024-02-29'
date('2026-02-29')                              ''
date('2026-13-01')                              ''
date('14-10-2026')                              ''
date('kemarin')                                 ''
date('')                                        ''
date(true())                                    ''
date(number('x'))                               ''
date(1 div 0)                                   ''
date(99999999999)                               ''
date('2026-10-14') = date('2026-10-14')         true
date('2026-10-14') = '2026-10-14'               true
date('2026-10-14') != date('2026-10-15')        true
date('2026-10-14') < date('2026-10-15')         true
number(date('1970-01-01'))                      0
number(date('2026-10-14'))                      20740
date('2026-10-14') + 1                          20741
date('2026-10-14') - date('2026-10-01')         13
string(date(date('2026-10-14') + 1))            '2026-10-15'
string(date(date('2026-12-31') + 1))            '2027-01-01'
boolean(date('2026-10-14'))                     true
boolean(date(0))                                true
concat('', date('2026-10-14'))                  '2026-10-14'
'2026-10-14' < '2026-10-15'                     true
'2026-10-14' > '2026-10-15'                     false
/d/day > '2026-10-13'                           true
/d/day + 1                                      20741
date(0) = 0                                     true
"""
DATE_TIME = """
string(date-time('2026-10-14T08:30:00.000+07:00'))  '2026-10-14T08:30:00.000+07:00'
string(date-time('2026-10-14T01:30:00.000Z'))       '2026-10-14T08:30:00.000+07:00'
string(date-time('2026-10-14T08:30:00'))            '2026-10-14T08:30:00.000+07:00'
string(date-time('2026-10-14 08:30'))               '2026-10-14T08:30:00.000+07:00'
string(date-time('2026-10-14'))                     '2026-10-14'
string(date-time(20740.5))                          '2026-10-14T12:00:00.000+07:00'
string(date-time(20740))                            '2026-10-14'
date-time('2026-10-14T25:00:00')                    ''
date-time('x')                                      ''
date-time(/d/at) = date-time('2026-10-14T01:30:00.000Z')  true
date-time(/d/at) > date-time('2026-10-14T08:29:59.999+07:00')  true
/d/at > /d/day                                      true
decimal-date-time('1970-01-01T00:00:00.000Z')       0
decimal-date-time('1970-01-02T12:00:00.000Z')       1.5
decimal-date-time('1970-01-01T07:00:00.000+07:00')  0
decimal-date-time(/d/at)                            20740.0625
decimal-date-time('')                               NaN
decimal-date-time('x')                              NaN
decimal-time('12:00:00.000+07:00')                  0.5
decimal-time('06:00')                               0.25
decimal-time('06:00:00.000Z')                       0.541666667
decimal-time(/d/t)                                  0.354166667
decimal-time(/d/at)                                 0.354166667
decimal-time('24:00')                               NaN
decimal-time('')                                    NaN
decimal-time('x')                                   NaN
"""
FORMAT = """
format-date('2026-08-07', '%Y-%m-%d')           '2026-08-07'
format-date('2026-08-07', '%y %n %e')           '26 8 7'
format-date('2026-08-07', '%e/%n/%Y')           '7/8/2026'
format-date('2026-08-07', '%b %e, %Y')          'Agu 7, 2026'
format-date('2026-08-07', '%a')                 'Jum'
format-date('2026-08-07', '100%%')              '100%'
format-date('2026-08-07', 'x')                  'x'
format-date('2026-08-07', '')                   ''
format-date('2026-08-07', '%H:%M')              '00:00'
format-date(20740, '%Y-%m-%d')                  '2026-10-14'
format-date(today(), '%d')                      '03'
format-date('', '%Y')                           ''
format-date('x', '%Y')                          ''
format-date(/d/none, '%Y')                      ''
format-date-time(/d/at, '%Y-%m-%d %H:%M:%S')    '2026-10-14 08:30:00'
format-date-time('2026-10-14T01:05:09.123Z', '%H %h %M %S %3')  '08 8 05 09 123'
format-date-time(now(), '%e %b %Y %H.%M')       '3 Nov 2026 03.30'
format-date-time('2026-10-14', '%H:%M')         '00:00'
format-date()                                   error
format-date('2026-08-07')                       error
"""
ENGLISH = """
format-date('2026-08-07', '%a %e %b %Y')        'Fri 7 Aug 2026'
format-date('2026-05-01', '%b')                 'May'
format-date('2026-10-11', '%a')                 'Sun'
"""


@pytest.mark.parametrize("case", cases(TODAY + DATE + DATE_TIME + FORMAT))
def test_dates(case: Case) -> None:
    check(case, XML, dialect="collect", language="Bahasa Indonesia (id)")


@pytest.mark.parametrize("language", ["English (en)", "en", None, "Klingon"])
@pytest.mark.parametrize("case", cases(ENGLISH))
def test_names_of_days_and_months_in_other_languages(case: Case, language: str | None) -> None:
    check(case, XML, dialect="collect", language=language)


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Asia/Jakarta", "2026-11-03T03:30:00.000+07:00"),
        ("Asia/Makassar", "2026-11-03T04:30:00.000+08:00"),
        ("Asia/Jayapura", "2026-11-03T05:30:00.000+09:00"),
        ("UTC", "2026-11-02T20:30:00.000+00:00"),
        ("America/Phoenix", "2026-11-02T13:30:00.000-07:00"),
    ],
)
def test_now_and_today_are_those_of_the_zone(zone: str, text: str) -> None:
    check(Case("string(now())", f"'{text}'"), timezone=zone)
    check(Case("string(today())", f"'{text[:10]}'"), timezone=zone)
    check(Case("number(today())", "20760" if text[8:10] == "03" else "20759"), timezone=zone, dialect="collect")
