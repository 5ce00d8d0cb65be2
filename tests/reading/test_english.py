"""What people who read English type: numbers in words, twelve-hour times, days with their endings."""

from __future__ import annotations

import pytest

from forms.prompt import Prompt
from tests.reading.table import cases, read
from tests.reading.test_batch import METHODS, figures, shown
from tests.reading.test_dates import DAY
from tests.reading.test_times import CLOCK

NUMBERS = """
one hundred and fifty => 150
two hundred and five => 205
one hundred fifty => 150
two thousand and six => 2006
a hundred => 100
a hundred and twenty => 120
a dozen => 12
two dozen => 24
selusin => ! not_a_number
dua lusin => 24
no one => 0
nobody => 0
nothing => 0
not yet => ? 0
thirteen couples => 13
five and six => ! more_than_one_number
about a hundred => ! approximate
"""
CLOCKS = """
2 p.m. => 14.00
2:30 p.m. => 14.30
9 a.m. => 09.00
half past nine am => 09.30
half past two => ? 02.30 | 14.30
20 past 3 => ? 03.20 | 15.20
ten past nine pm => 21.10
quarter past 3 pm => 15.15
quarter to four pm => 15.45
nine in the morning => 09.00
2 in the afternoon => 14.00
7 in the evening => 19.00
9 at night => 21.00
nine to five => ! more_than_one_time
ten to five => ? 04.50 | 16.50
five minutes to ten in the morning => 09.55
twenty to 5 pm => 16.40
"""
DAYS = """
on the 3rd => 2026-10-03
1st October => 2026-10-01
22nd Oct => 2026-10-22
12th of October => 2026-10-12
a week ago => 2026-10-28
first of October => 2026-10-01
the third of October => 2026-10-03
"""
CARDS = """
injection one hundred and fifty => . . . . 150 . .
iud twenty-five, pill 3 => 25 . . . . 3 .
injection a hundred, pill two hundred and five => . . . . 100 205 .
condom none, pill twelve => . . . . . 12 0
twelve, none, three, four, five, six, seven => 12 0 3 4 5 6 7
pill 3 and condom 4 => . . . . . 3 4
"""


@pytest.mark.parametrize(("typed", "expected"), cases(NUMBERS))
def test_numbers_in_words(typed: str, expected: str) -> None:
    assert read(Prompt("/d/n", "n", "integer", "How many members?"), typed, language="en") == expected


@pytest.mark.parametrize(("typed", "expected"), cases(CLOCKS))
def test_times_of_twelve_hours(typed: str, expected: str) -> None:
    found = read(CLOCK, typed, language="en").replace(":00.000+07:00", "").replace(":", ".")
    assert found == expected


@pytest.mark.parametrize(("typed", "expected"), cases(DAYS))
def test_days_with_their_endings(typed: str, expected: str) -> None:
    assert read(DAY, typed, language="en") == expected


@pytest.mark.parametrize(("typed", "expected"), cases(CARDS))
def test_cards_of_several_numbers(typed: str, expected: str) -> None:
    assert shown(figures(METHODS, typed, language="en"), 7) == expected
