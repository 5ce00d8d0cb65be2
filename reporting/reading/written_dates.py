"""Days by their figures and the name of the month: `12`, `12/11`, `12-11-26`, `12 Nov 2026`; day before month."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from rapidfuzz import fuzz, process

from reporting.reading.results import Asked, Reason
from reporting.reading.vocabulary import Vocabulary

_PERIOD = re.compile(r"(\d{4})-(\d{2})")
_PACKED = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_BEFORE = 61  # a report looks back: from eight months before its month to four after it
_TYPO = 80  # month names of five letters and more are further apart than this


@dataclass(frozen=True, slots=True)
class Days:
    """The days that may be meant; `sure` is whether a single one may be taken unasked."""

    days: tuple[date, ...]
    sure: bool = True


Found = Days | Reason


class WrittenDates:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._months: dict[str, int] = vocabulary.map("date", "months")
        self._long = tuple(name for name in self._months if len(name) > 4)

    def month(self, word: str) -> int | None:
        if word in self._months or len(word) < 5 or word.isdigit():
            return self._months.get(word)
        near = process.extractOne(word, self._long, scorer=fuzz.ratio, score_cutoff=_TYPO)
        return self._months[near[0]] if near else None

    def read(self, asked: Asked, numbers: list[str], months: list[tuple[int, int]]) -> Found:
        """`numbers` as typed, in order; `months` as (month, how many of the numbers stand before its name)."""
        if len(months) > 1 or len(numbers) > 3:
            return "more_than_one_date"
        if not months and len(numbers) == 1 and len(numbers[0]) in (6, 8):
            return self._packed(asked, numbers[0])
        if any(len(number) > len("2026") for number in numbers):
            return "not_a_date"
        if months:
            return self._with_name(asked, [int(number) for number in numbers], *months[0])
        match [int(number) for number in numbers]:
            case [year] if year > 1900:
                return "needs_a_day"
            case [day]:
                return bare_day(asked, day)
            case [month, year] if month <= 12 and year > 1900:
                return "needs_a_day"
            case [first, second] if 12 < second <= 31 and first <= 31:
                return "more_than_one_date"
            case [day, month]:
                return day_and_month(asked, day, month)
            case [year, month, day] if year > 1900:
                return _day(year, month, day)
            case [day, month, year]:
                return _in_full(asked, day, month, year)
        return "not_a_date"

    def _with_name(self, asked: Asked, numbers: list[int], month: int, before: int) -> Found:
        match numbers:
            case []:
                return "needs_a_day"
            case [year] if year > 1900:
                return "needs_a_day"
            case [day]:
                return day_and_month(asked, day, month)
            case [year, day] if year > 1900:
                return _day(year, month, day)
            case [_, second] if before == 2 and second < 1900:
                return "more_than_one_date"
            case [day, year]:
                return _in_full(asked, day, month, year)
        return "more_than_one_date"

    def _packed(self, asked: Asked, digits: str) -> Found:
        """`12102026` is a date, `121026` is asked back."""
        found = _PACKED.fullmatch(digits)
        day, month, year = (int(part) for part in found.groups()) if found else (0, 0, 0)
        read = _in_full(asked, day, month, year)
        return Days(read.days, sure=len(digits) == 8 and read.sure) if isinstance(read, Days) else "not_a_date"


def bare_day(asked: Asked, day: int) -> Found:
    """That day of the report's month, else the latest such day up to today, or the first the question allows."""
    if not 1 <= day <= 31:
        return "not_a_date"
    period = _PERIOD.fullmatch(asked.period)
    earliest = earliest_day(asked)
    if period:
        found = _day(int(period[1]), int(period[2]), day)
        if isinstance(found, str) or earliest is None or found.days[0] >= earliest:
            return found
    latest = next(d for d in _walk(asked.today.year, asked.today.month, day, -1) if d <= asked.today)
    if earliest is None or latest >= earliest:
        return Days((latest,))
    return Days((next(d for d in _walk(earliest.year, earliest.month, day, 1) if d >= earliest),))


def day_and_month(asked: Asked, day: int, month: int) -> Found:
    """In the year that leads to the report's month, else the latest up to today, or the first the question allows."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return "not_a_date"
    period, earliest = _PERIOD.fullmatch(asked.period), earliest_day(asked)
    around = date(int(period[1]), int(period[2]), 15) if period else asked.today
    years = [year for year in range(around.year - 4, around.year + 5) if day <= monthrange(year, month)[1]]
    days = [date(year, month, day) for year in years]
    if not days:
        return "no_such_day"
    if period:
        centre = around - timedelta(days=_BEFORE)
        nearest = min(days, key=lambda d: abs(d - centre))
        # 29 February of another year is not what was meant.
        return Days((_allowed(asked, days, nearest),)) if abs((nearest - centre).days) < 190 else "no_such_day"
    latest = max(d for d in days if d <= asked.today)
    if earliest is not None and latest < earliest:
        latest = min((d for d in days if d >= earliest), default=latest)
    return Days((_allowed(asked, days, latest),))


def _allowed(asked: Asked, days: list[date], likeliest: date) -> date:
    """Of the same day in several years the one that the question takes. Where it takes none, that of the last year it
    takes: "12 Des" at a question for 1 Jan to 2 Nov is not last year's, which nobody spoke of."""
    earliest, latest = earliest_day(asked), latest_day(asked)
    fitting = [day for day in days if (earliest or day) <= day <= (latest or day)]
    if likeliest in fitting or (earliest is None and latest is None):
        return likeliest
    if fitting:
        return min(fitting, key=lambda day: abs(day - likeliest))
    return next((day for day in days if latest is not None and day.year == latest.year), likeliest)


def earliest_day(asked: Asked) -> date | None:
    """The first day the question takes, where its constraint says so plainly."""
    return _day_of(asked.prompt.bounds.minimum)


def latest_day(asked: Asked) -> date | None:
    """The last one, likewise."""
    return _day_of(asked.prompt.bounds.maximum)


def _day_of(bound: str | None) -> date | None:
    try:
        return date.fromisoformat(bound or "")
    except ValueError:
        return None


def _in_full(asked: Asked, day: int, month: int, year: int) -> Found:
    """Two figures of a year are of this century up to five years ahead, else of the last."""
    if year < 100:
        year += 2000 if 2000 + year <= asked.today.year + 5 else 1900
    if month > 12 and 1 <= day <= 12:
        swapped = _day(year, day, month)
        return Days(swapped.days, sure=False) if isinstance(swapped, Days) else swapped
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> Found:
    if not 1900 <= year < 2200 or not 1 <= month <= 12 or not 1 <= day <= 31:
        return "not_a_date"
    return Days((date(year, month, day),)) if day <= monthrange(year, month)[1] else "no_such_day"


def _walk(year: int, month: int, day: int, step: int) -> list[date]:
    """That day in this and the next (or last) four months, as far as they have it."""
    months = [divmod(year * 12 + month - 1 + step * ahead, 12) for ahead in range(5)]
    return [date(y, m + 1, day) for y, m in months if day <= monthrange(y, m + 1)[1]]
