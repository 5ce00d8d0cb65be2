"""Days as they are said: `kemarin`, `3 hari lalu`, `Senin lalu`; what is written in figures goes to `written_dates`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from babel.dates import format_date

from reporting.reading.results import Asked, DidYouMean, Read, Reading, Unreadable
from reporting.reading.spoken import Spoken, Token
from reporting.reading.vocabulary import Vocabulary, joined_until, plain
from reporting.reading.written_dates import Days, Found, WrittenDates, bare_day, day_and_month

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"[\s,]+(?:jam|pukul|pkl)\b.*|[\s,]+\d{1,2}:\d{2}\b.*")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})")
_SUNDAY = 6


class Dates:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._spoken = Spoken(vocabulary)
        self._written = WrittenDates(vocabulary)
        self._table = vocabulary.tables["date"]
        self._kinds = {kind: frozenset(words) for kind, words in self._table["words"].items()}

    def read(self, asked: Asked) -> Reading:
        found = self.find(asked)
        if isinstance(found, str):
            return Unreadable(found)
        if found.sure and len(found.days) == 1:
            return Read(found.days[0].isoformat())
        return DidYouMean(tuple((day.isoformat(), label(day, asked.language)) for day in found.days))

    def find(self, asked: Asked) -> Found:
        text = self._words.idiom("date", joined_until(_TIME.sub("", plain(asked.text))))
        if _ISO.fullmatch(text):
            return self._written.read(asked, text.split("-"), [])
        dotted = _DOTTED.fullmatch(text)
        if dotted:
            # A time is written like this, so it is asked back even where it could be a day.
            found = day_and_month(asked, int(dotted[1]), int(dotted[2]))
            return Days(found.days, sure=False) if isinstance(found, Days) else "not_a_date"
        if ":" in text:
            return "not_a_date"
        words = self._words.words(text)
        return self._said(asked, words) or self._counted(asked, words)

    def _said(self, asked: Asked, words: tuple[str, ...]) -> Found | None:
        """Days told from today, without a figure that names a day."""
        offsets = self._table["offsets"].get(" ".join(word for word in words if word not in self._kinds["polite"]))
        if offsets is not None:
            return Days(tuple(asked.today + timedelta(days=offset) for offset in offsets))
        kept = [word for word in words if word not in self._kinds["drop"]]
        offsets = self._table["offsets"].get(" ".join(kept), ())
        if len(offsets) == 1:
            return Days((asked.today + timedelta(days=offsets[0]),))
        if self._kinds["vague"] & set(kept):
            return "approximate"
        return self._ago(asked, kept) or self._week(kept) or self._weekday_said(asked, words)

    def _ago(self, asked: Asked, words: list[str]) -> Found | None:
        """`3 hari lalu`, `dua minggu yang lalu`, `seminggu lalu`; with `depan` it is ahead."""
        if len(words) < 2 or words[-1] not in self._kinds["ago"] | self._kinds["next"]:
            return None
        sign = -1 if words[-1] in self._kinds["ago"] else 1
        if len(words) == 2 and words[0] in self._kinds["a_week"]:
            return Days((asked.today + timedelta(days=7 * sign),))
        tokens: list[Token] = [_token(word) for word in words[:-2]]
        numbers, rest = self._spoken.numbers(tokens)
        if len(numbers) != 1 or rest or numbers[0] > 366:
            return "needs_a_day" if words[0] in self._kinds["a_month"] else None
        if words[-2] in self._kinds["month"] | self._kinds["year"]:
            return "needs_a_day"
        length = 1 if words[-2] in self._kinds["day"] else 7 if words[-2] in self._kinds["week"] else 0
        return Days((asked.today + timedelta(days=int(numbers[0]) * length * sign),)) if length else None

    def _week(self, words: list[str]) -> Found | None:
        """`minggu` is the week and Sunday."""
        turn = self._kinds["ago"] | self._kinds["this"] | self._kinds["next"]
        if len(words) == 2 and {words[0]} <= self._kinds["week"] and words[1] in turn:
            return "ambiguous_week"
        english = len(words) == 2 and words[0] in turn and words[1] in self._kinds["week"]
        return "ambiguous_week" if english else None

    def _weekday_said(self, asked: Asked, words: tuple[str, ...]) -> Found | None:
        """A weekday with at most a `lalu`, `ini`, `depan` or `minggu lalu`."""
        kept = [word for word in words if word not in self._kinds["drop"] | self._kinds["day"]]
        if not kept or not all(self._tells_weekday(word) for word in kept):
            return None
        weekday = self._weekday(kept)
        if weekday is None:
            return None
        back = timedelta(days=(asked.today.weekday() - weekday) % 7)
        eve = self._eve(words)
        nearest = asked.today - back
        rest = kept[1:] if kept[0] in self._table["weekdays"] else kept[:-1]
        if eve:
            return Days((nearest - timedelta(days=1), nearest), sure=False)
        return self._turned(asked, nearest, rest) if rest else self._bare_weekday(asked, nearest, words)

    def _bare_weekday(self, asked: Asked, nearest: date, words: tuple[str, ...]) -> Found:
        if nearest == asked.today:
            return Days((nearest, nearest - timedelta(days=7)), sure=False)
        return Days((nearest,), sure=words not in (("minggu",), ("week",)))

    def _turned(self, asked: Asked, nearest: date, rest: list[str]) -> Found | None:
        monday = asked.today - timedelta(days=asked.today.weekday())
        in_week = monday + timedelta(days=nearest.weekday())
        ago, following = self._kinds["ago"] & set(rest), self._kinds["next"] & set(rest)
        week = timedelta(days=7)
        if not (ago or following or self._kinds["this"] & set(rest)):
            return Days((nearest,))
        if self._kinds["week"] & set(rest):
            return Days((in_week - week if ago else in_week + week if following else in_week,))
        if ago:
            return Days((nearest if nearest < asked.today else nearest - week,))
        if following:
            return Days((nearest + week,))
        return Days((in_week,))

    def _tells_weekday(self, word: str) -> bool:
        turns = self._kinds["ago"] | self._kinds["this"] | self._kinds["next"] | self._kinds["week"]
        return word in self._table["weekdays"] or word in turns

    def _weekday(self, words: list[str]) -> int | None:
        """The first that is told; `minggu` only counts where no other is (`senin minggu lalu`)."""
        told = [self._table["weekdays"][word] for word in words if word in self._table["weekdays"]]
        return next((day for day in told if day != _SUNDAY), told[0] if told else None)

    def _eve(self, words: tuple[str, ...]) -> bool:
        """`malam minggu` is the evening before."""
        return len(words) == 2 and words[0] in self._table["eve"]["words"] and words[1] in self._table["weekdays"]

    def _counted(self, asked: Asked, words: tuple[str, ...]) -> Found:
        """Days by figures, in figures or words, with the month's name or without."""
        numbers, months, rest = self.parted(words)
        if len(numbers) > 1 and self._kinds["between"] & set(words):
            return "more_than_one_date"
        told = [word for word in rest if word in self._table["weekdays"]]
        strange = self._strange(rest)
        if not numbers and not months:
            return "needs_a_day" if not strange and self._kinds["month"] & set(words) else "not_a_date"
        if strange and not (numbers and months) and len(numbers) < 3:
            return "not_a_date"
        found = self._told_twice(asked, numbers, months, words) or self._of_month(asked, numbers, months, words)
        found = found or self._written.read(asked, numbers, months)
        if isinstance(found, str):
            return found
        disagrees = bool(told) and found.days[0].weekday() != self._weekday(told)
        return Days(found.days, sure=found.sure and not strange and not disagrees)

    def _told_twice(
        self, asked: Asked, numbers: list[str], months: list[tuple[int, int]], words: tuple[str, ...]
    ) -> Found | None:
        """`kemarin tanggal 3`, where yesterday was the third."""
        offsets = self._table["offsets"].get(words[0], ())
        if months or len(numbers) != 1 or len(offsets) != 1:
            return None
        told = asked.today + timedelta(days=offsets[0])
        return Days((told,)) if told.day == int(numbers[0]) else None

    def _of_month(
        self, asked: Asked, numbers: list[str], months: list[tuple[int, int]], words: tuple[str, ...]
    ) -> Found | None:
        """`tanggal 5 bulan lalu`."""
        if months or len(numbers) != 1 or not self._kinds["month"] & set(words):
            return None
        if int(numbers[0]) > 31:
            return None
        first = asked.today.replace(day=1)
        if self._kinds["ago"] & set(words):
            return bare_day(_within(asked, first - timedelta(days=1)), int(numbers[0]))
        return bare_day(_within(asked, first), int(numbers[0])) if self._kinds["this"] & set(words) else None

    def parted(self, words: tuple[str, ...]) -> tuple[list[str], list[tuple[int, int]], list[str]]:
        """(figures, (month, figures before it), other words)."""
        numbers: list[str] = []
        months: list[tuple[int, int]] = []
        rest: list[str] = []
        for run in self._runs(words):
            month = self._written.month(run[0]) if len(run) == 1 else None
            if month is not None:
                months.append((month, len(numbers)))
            elif run[0].isdigit():
                numbers.append(run[0])
            else:
                spoken, left = self._spoken.numbers(list(run))
                numbers += [str(number) for number in spoken]
                rest += left
        return numbers, months, rest

    def _runs(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Figures and months alone, the words between them together, so that "dua belas" stays one."""
        runs: list[tuple[str, ...]] = []
        joining = False
        for word in words:
            alone = word.isdigit() or self._written.month(word) is not None
            if joining and not alone:
                runs[-1] = (*runs[-1], word)
            else:
                runs.append((word,))
            joining = not alone
        return runs

    def _strange(self, rest: list[str]) -> bool:
        known = frozenset[str]().union(*(self._kinds[kind] for kind in self._kinds if kind not in ("vague", "between")))
        return any(word not in known and word not in self._table["weekdays"] for word in rest)


def label(day: date, language: str) -> str:
    return format_date(day, "EEEE, d MMMM y", locale=language)


def _token(word: str) -> Token:
    return Decimal(word) if word.isdigit() else word


def _within(asked: Asked, day: date) -> Asked:
    return Asked(asked.prompt, asked.text, asked.today, f"{day:%Y-%m}", asked.language, asked.zone)
