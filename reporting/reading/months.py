"""Months and years, where a question asks for no day: appearances `month-year` and `year` (XLSForm, "Appearance")."""

from __future__ import annotations

import re
from datetime import date

from reporting.reading.dates import Dates
from reporting.reading.results import Asked, Read, Reading, Unreadable
from reporting.reading.vocabulary import Vocabulary, plain
from reporting.reading.written_dates import Days, day_and_month

_MONTH_YEAR = re.compile(r"(?P<month>\d{1,2}) ?[-./ ] ?(?P<year>\d{4}|\d{2})")
_YEAR_MONTH = re.compile(r"(?P<year>\d{4}) ?[-./ ] ?(?P<month>\d{1,2})(?:-\d{1,2})?")
_DAY_MONTH_YEAR = re.compile(r"\d{1,2}[-./ ](?P<month>\d{1,2})[-./ ](?P<year>\d{4})")
_NEAR = 5  # years from now that two figures may mean: "10/26" is this year's month, "10/12" most likely a day
_YEARS = range(1900, 2200)


class Months:
    """A date reader that reads the first day of what is named; other dates are read as ever."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._dates = Dates(vocabulary)
        self._kinds = {kind: frozenset(words) for kind, words in vocabulary.tables["date"]["words"].items()}

    def read(self, asked: Asked) -> Reading:
        look = asked.prompt.appearance.split()
        if "year" not in look and "month-year" not in look:
            return self._dates.read(asked)
        found = self._year(asked) if "year" in look else self._month(asked)
        return Read(found.isoformat()) if found else Unreadable("not_a_date")

    def _month(self, asked: Asked) -> date | None:
        text = plain(asked.text)
        for pattern in (_MONTH_YEAR, _YEAR_MONTH, _DAY_MONTH_YEAR):
            if told := pattern.fullmatch(text):
                return _first(_in_full(asked, int(told["year"])), int(told["month"]))
        numbers, months, rest = self._dates.parted(self._words.words(text))
        if not numbers and not months:
            return self._turned(asked, rest) or self._of_day(asked)
        turn = self._turn(rest, self._kinds["year"])
        if len(months) > 1 or not self._is_plain(text, rest, turn):
            return None
        month, years = self._told(asked, [int(number) for number in numbers], [one for one, _ in months])
        years += [asked.today.year + turn] if turn is not None else []
        if month is None or len(years) > 1 or not 1 <= month <= 12:
            return None
        return _first(years[0], month) if years else _nearest(asked, month)

    def _told(self, asked: Asked, numbers: list[int], months: list[int]) -> tuple[int | None, list[int]]:
        """(month, years): of figures beside a month's name one may be its day, the other its year."""
        years = [number for number in numbers if number in _YEARS]
        small = [number for number in numbers if number not in _YEARS]
        if not months:
            return (small[0], years) if len(small) == 1 else (None, years)
        if len(small) == 1 and not years and small[0] <= 31:
            near = _in_full(asked, small[0])
            return months[0], [near] if near is not None else []
        is_day = not small or (len(small) == 1 and small[0] <= 31)
        return (months[0] if is_day else None), years

    def _is_plain(self, text: str, rest: list[str], turn: int | None) -> bool:
        """Whether nothing stands beside month and year that makes them something else: `jam 9`, `1.234`, `2 orang`."""
        known = self._kinds["month"] | self._kinds["year"] | self._kinds["polite"] | self._kinds["date"]
        known |= self._turns() if turn is not None else frozenset()
        return set(rest) <= known and re.search(r"\d[.,]\d", text) is None

    def _turned(self, asked: Asked, rest: list[str]) -> date | None:
        """`bulan lalu`, `this month`."""
        turn = self._turn(rest, self._kinds["month"])
        if turn is None:
            return None
        year, month = divmod(asked.today.year * 12 + asked.today.month - 1 + turn, 12)
        return date(year, month + 1, 1)

    def _turn(self, rest: list[str], unit: frozenset[str]) -> int | None:
        """-1, 0 or 1 where the words say the last, this or the next of that unit."""
        said = set(rest) - self._kinds["polite"] - self._kinds["month"] - self._kinds["year"] - {"yang"}
        if not unit & set(rest) or len(said) != 1:
            return None
        turns = (self._kinds["ago"], self._kinds["this"], self._kinds["next"])
        return next((at - 1 for at, words in enumerate(turns) if said <= words), None)

    def _turns(self) -> frozenset[str]:
        return self._kinds["ago"] | self._kinds["this"] | self._kinds["next"] | {"yang"}

    def _of_day(self, asked: Asked) -> date | None:
        """`kemarin` is a day of the month that is meant."""
        found = self._dates.find(asked)
        is_one = isinstance(found, Days) and found.sure and len(found.days) == 1
        return found.days[0].replace(day=1) if is_one and isinstance(found, Days) else None

    def _year(self, asked: Asked) -> date | None:
        numbers, months, rest = self._dates.parted(self._words.words(plain(asked.text)))
        years = [int(number) for number in numbers if int(number) in _YEARS]
        if len(years) == 1:
            return date(years[0], 1, 1)
        turn = self._turn(rest, self._kinds["year"])
        return date(asked.today.year + turn, 1, 1) if turn is not None and not numbers and not months else None


def _in_full(asked: Asked, year: int) -> int | None:
    if year > 99:
        return year
    return 2000 + year if abs(2000 + year - asked.today.year) <= _NEAR else None


def _first(year: int | None, month: int) -> date | None:
    return date(year, month, 1) if year in _YEARS and year is not None and 1 <= month <= 12 else None


def _nearest(asked: Asked, month: int) -> date | None:
    found = day_and_month(asked, 1, month)
    return found.days[0] if isinstance(found, Days) else None
