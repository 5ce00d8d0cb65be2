"""Times of day, and a day with its time. Twelve hours without a part of the day are asked back: `jam 2`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from reporting.reading.dates import Dates, label
from reporting.reading.results import Asked, DidYouMean, Read, Reading, Reason, Unreadable
from reporting.reading.spoken import Spoken, Token
from reporting.reading.vocabulary import Vocabulary, plain

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})t(\d{1,2}:\d{2})\S*")
_CLOCK = re.compile(r"(\d{1,2})\s*[.:]\s*(\d{2})(?:[.:]\d{2})?")
_SPAN = re.compile(r"\d\s*-\s*\d")
_FOUR = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_FIGURE = re.compile(r"\d")
_EARLY = 6  # "2.30" may be the afternoon; from seven on, minutes are written by the 24-hour clock

_Times = tuple[time, ...] | Reason


class Times:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._spoken = Spoken(vocabulary)
        self._dates = Dates(vocabulary)
        self._table = vocabulary.tables["time"]
        self._lists = {key: frozenset(words) for key, words in self._table.items() if isinstance(words, list)}

    def time(self, asked: Asked) -> Reading:
        found = self.find(asked, asked.text)
        if isinstance(found, str):
            return Unreadable(found)
        options = tuple((clock_of(at, asked.today, asked.zone), _label(at, asked.language)) for at in found)
        return Read(options[0][0]) if len(options) == 1 else DidYouMean(options)

    def moment(self, asked: Asked) -> Reading:
        """A day and a time, in either order: `kemarin jam 9 pagi`, `14.30 tgl 12`."""
        iso = _ISO.fullmatch(plain(asked.text))
        words = [*iso.groups()] if iso else plain(asked.text).replace(",", " ").split()
        for day, clock in _splits(words):
            days, times = self._dates.find(_with(asked, day)), self.find(asked, clock)
            if not isinstance(days, str) and not isinstance(times, str):
                return _moments(asked, days.days, times, sure=days.sure)
        found = self._dates.find(asked)
        return Unreadable(found if isinstance(found, str) else "needs_a_time")

    def find(self, asked: Asked, text: str) -> _Times:
        """The times that `text` may mean, the earlier first."""
        folded = self._words.idiom("time", plain(text))
        words = list(self._words.words(folded))
        if self._lists["vague"] & set(words) or (words[-1:] and words[-1] in self._lists["past"]):
            return "approximate"
        if _SPAN.search(folded) or self._lists["between"] & set(words):
            return "more_than_one_time"
        zone = next((self._table["zones"][word] for word in words if word in self._table["zones"]), None)
        if zone is not None and zone != _hours_ahead(asked):
            return "other_zone"
        kept = [word for word in words if word not in self._table["zones"]]
        named = self._table["named"].get(" ".join(word for word in kept if word not in self._lists["at"]))
        return (time(named),) if named is not None else self._told(folded, kept)

    def _told(self, text: str, words: list[str]) -> _Times:
        part, words = self._part(words)
        clock = _CLOCK.search(text) or _FOUR.fullmatch(text)
        if clock and _FIGURE.search(text[: clock.start()] + text[clock.end() :]):
            return "more_than_one_time"  # "2026 jam 23.23" is the end of a day with its year, and no time
        if clock:
            hour, minute = int(clock[1]), int(clock[2])
            rest = [word for word in words if not word.isdigit()]
            return self._hours(hour, minute, part, rest, exact=len(clock[1]) == 2 or hour > _EARLY)
        noted = re.search(r"(?<!\d)0\d(?!\d)", text) is not None
        return self._spoken_time(words, part, exact=noted)

    def _spoken_time(self, words: list[str], part: list[int] | None, *, exact: bool) -> _Times:
        """`jam 9`, `setengah 8`, `8 kurang 15`, `8 lewat 10 menit`."""
        half = any(word in self._lists["half"] for word in words)
        sign = -1 if self._lists["before"] & set(words) else 1 if self._lists["past"] & set(words) else 0
        quarter = bool(self._lists["quarter"] & set(words))
        numbers, rest = self._numbers(words)
        quarter_of = [*numbers, 15] if quarter else numbers
        rest = [word for word in rest if word not in self._meaningful()]
        if len(quarter_of) == 2 and sign:
            hour, minute = quarter_of
        elif len(quarter_of) == 1 and not sign:
            hour, minute, sign = quarter_of[0], 30 if half else 0, -1 if half else 1
        else:
            return "more_than_one_time" if len(numbers) > 1 else "not_a_time"
        if not 0 <= minute < 60:
            return "not_a_time"
        hour, minute = (hour - 1, 60 - minute) if sign < 0 and minute else (hour, minute)
        return self._hours(hour, minute, part, rest, exact=exact)

    def _numbers(self, words: list[str]) -> tuple[list[int], list[str]]:
        tokens: list[Token] = [Decimal(word) if word.isdigit() else word for word in words]
        numbers, rest = self._spoken.numbers(tokens)
        return [int(number) for number in numbers], rest

    def _meaningful(self) -> frozenset[str]:
        return frozenset[str]().union(*(self._lists[key] for key in ("half", "past", "before", "minutes", "quarter")))

    def _part(self, words: list[str]) -> tuple[list[int] | None, list[str]]:
        """(the hours a part of the day may mean, the words without it)."""
        parts: dict[str, list[int]] = self._table["parts"]
        for name, hours in parts.items():
            named = name.split()
            for at in range(len(words) - len(named) + 1):
                if words[at : at + len(named)] == named:
                    return hours, words[:at] + words[at + len(named) :]
        return None, words

    def _hours(self, hour: int, minute: int, part: list[int] | None, rest: list[str], *, exact: bool) -> _Times:
        if not 0 <= hour < 24 or not 0 <= minute < 60 or set(rest) - self._lists["at"]:
            return "not_a_time"
        if part is not None:
            hours = [
                told
                for told in dict.fromkeys((hour, (hour + 12) % 24))
                if told in part and (hour <= 12 or told == hour)
            ]
            # "Setengah 1 siang" is 12.30: the hour before may stand just outside its part of the day.
            return tuple(time(told, minute) for told in hours) or "not_a_time"
        if exact or hour == 0 or hour > 12:
            return (time(hour, minute),)
        return tuple(time(told, minute) for told in sorted({hour % 12, hour % 12 + 12}))


def _splits(words: list[str]) -> Iterator[tuple[str, str]]:
    """(day, time) for every place to part the two: the day first, then the time, each with the longest time first."""
    cuts = range(1, len(words))
    yield from ((" ".join(words[:at]), " ".join(words[at:])) for at in cuts)
    yield from ((" ".join(words[at:]), " ".join(words[:at])) for at in reversed(cuts))


def _moments(asked: Asked, days: tuple[date, ...], times: tuple[time, ...], *, sure: bool) -> Reading:
    options = tuple(
        (
            f"{day.isoformat()}T{clock_of(at, day, asked.zone)}",
            f"{label(day, asked.language)} {_label(at, asked.language)}",
        )
        for day in days
        for at in times
    )
    return Read(options[0][0]) if sure and len(options) == 1 else DidYouMean(options)


def clock_of(at: time, day: date, zone: str) -> str:
    """The lexical time, with the offset that the zone has on that day."""
    return datetime.combine(day, at, ZoneInfo(zone)).isoformat(timespec="milliseconds").partition("T")[2]


def _label(at: time, language: str) -> str:
    return f"{at:%H:%M}" if language == "en" else f"{at:%H.%M}"


def _hours_ahead(asked: Asked) -> int:
    ahead = datetime.combine(asked.today, time(12), ZoneInfo(asked.zone)).utcoffset()
    return int(ahead.total_seconds() // 3600) if ahead is not None else 0


def _with(asked: Asked, text: str) -> Asked:
    return Asked(asked.prompt, text, asked.today, asked.period, asked.language, asked.zone)
