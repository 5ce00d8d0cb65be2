"""Whole numbers and decimals, with both marks people use for thousands and for fractions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from itertools import pairwise

from babel.numbers import NumberFormatError, format_decimal, parse_decimal

from reporting.reading.results import Asked, DidYouMean, Read, Reading, Unreadable
from reporting.reading.spoken import Spoken, Token
from reporting.reading.vocabulary import Vocabulary, plain

_OTHER_MARKS = {"id": "en", "en": "id"}
_SPACED = re.compile(r"(?<![\w.,-])\d{1,3}(?: \d{3})+(?![\w.,])")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SLIP = re.compile(r"(?<![^\W_])([^\W\d_])(?=\d)|(?<=\d)([^\W\d_])(?![^\W_])|(?<=\d)([^\W\d_])(?=\d)")
_MINUS = re.compile(r"\W*-(?=\d)")
_ABOUT = re.compile(r"[±~≈<>]|\d\s*\+\W*$")
_RUPIAH_TAIL = re.compile(r"[.,]\s*-+\W*$")
_BARE_FRACTION = re.compile(r"(?<![\d.,])[.,](?=\d)")
_LONGEST = 20  # signs of a figure: no count is longer, and a Decimal is exact up to 28 digits
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Figure:
    """The one number in an answer. `readings`: by the marks of the person's language, and by the other's.

    `known` is whether the words beside it are units, fillers or words of the question.
    """

    readings: tuple[Decimal | None, Decimal | None]
    known: bool


class Numbers:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._spoken = Spoken(vocabulary)

    def integer(self, asked: Asked) -> Reading:
        if self._says_none(asked) or re.fullmatch(r"-+", plain(asked.text)):
            return Read("0")
        if self._says_not(asked):
            return DidYouMean((("0", "0"),))
        figure = self._figure(asked)
        if isinstance(figure, Unreadable):
            return figure
        return self._settle(asked, _whole(figure.readings), figure)

    def _says_none(self, asked: Asked) -> bool:
        """`nihil`, `tidak ada`, and `tidak ada peserta` where the question is about them."""
        words, zero = self._words.words(self._words.folded(asked.text)), self._words.list("number", "zero")
        if " ".join(words) in zero or self._words.says(asked.text, "number", "unknown"):
            return " ".join(words) in zero
        return self._without_its_thing(asked, words) in zero

    def _says_not(self, asked: Asked) -> bool:
        """`belum rapat` where meetings are counted: most likely none, but that is asked."""
        words = self._words.words(self._words.folded(asked.text))
        return len(words) > 1 and self._without_its_thing(asked, words) in self._words.list("number", "not_yet")

    def _without_its_thing(self, asked: Asked, words: tuple[str, ...]) -> str:
        """What is left without units, fillers and what the question is about."""
        none = self._words.list("number", "zero") | self._words.list("number", "not_yet")
        meaning = {word for phrase in none for word in phrase.split()}
        beside = self._words.list("number", "units") | self._words.list("number", "fillers") | self._asked_about(asked)
        return " ".join(word for word in words if word not in beside - meaning)

    def decimal(self, asked: Asked) -> Reading:
        figure = self._figure(asked)
        if isinstance(figure, Unreadable):
            return figure
        return self._settle(asked, _fractional(figure.readings, asked), figure)

    def _settle(self, asked: Asked, values: list[Decimal], figure: _Figure) -> Reading:
        if len(values) == 1 and figure.known:
            return Read(_lexical(values[0]))
        return DidYouMean(tuple((_lexical(value), self._label(value, asked, values)) for value in values))

    def _label(self, value: Decimal, asked: Asked, rivals: list[Decimal]) -> str:
        """Figures; and words where two readings differ only by their mark."""
        figures = format_decimal(value, locale=asked.language, decimal_quantization=False)
        alike = len({_lexical(rival).replace(".", "") for rival in rivals}) < len(rivals)
        words = self._spoken.write(value, asked.language) if alike else ""
        return f"{figures} ({words})" if words else str(figures)

    def _figure(self, asked: Asked) -> _Figure | Unreadable:
        text = self._words.folded(asked.text)
        words = self._words.words(text)
        if self._words.says(text, "number", "unknown"):
            return Unreadable("not_known")
        if self._says_very(words):
            return Unreadable("not_a_number")
        if _ABOUT.search(text) or self._words.list("number", "approximate") & set(words):
            return Unreadable("approximate")
        # "l2" and "1O" are slips of a digit.
        units = self._words.list("number", "units") | self._words.map("number", "thousands").keys()
        if any("".join(found.groups("")) not in units for found in _SLIP.finditer(text)):
            return Unreadable("not_a_number")
        # Fractions and powers in one sign ("½", "2²") would turn into other digits below.
        if any(unicodedata.category(sign) in ("No", "Nl") for sign in asked.text):
            return Unreadable("not_a_number")
        negative = bool(_MINUS.match(text)) or (bool(words) and words[0] in self._words.list("number", "minus"))
        return self._counted(asked, _tidied(text), -1 if negative else 1)

    def _says_very(self, words: Sequence[str]) -> bool:
        known = self._words.list("number", "fillers") | self._words.list("number", "units")
        return any(
            word in self._words.list("number", "very") and before not in known for before, word in pairwise(words)
        )

    def _counted(self, asked: Asked, text: str, sign: int) -> _Figure | Unreadable:
        found = _TOKEN.findall(text)
        numerals = [token for token in found if token[0].isdigit()]
        if any(_readings(numeral, asked.language) == (None, None) or len(numeral) > _LONGEST for numeral in numerals):
            return Unreadable("not_a_number")
        values, rest = self._values([self._token(token, asked.language) for token in found])
        if len(set(values)) != 1:
            return Unreadable("more_than_one_number" if values else "not_a_number")
        readings: tuple[Decimal | None, Decimal | None] = (values[0], None)
        if len(numerals) == 1 and values[0] in _readings(numerals[0], asked.language):
            readings = _readings(numerals[0], asked.language)
        own, other = (None if value is None else sign * value for value in readings)
        return _Figure((own, other), self._explains(asked, rest))

    def _values(self, tokens: list[Token]) -> tuple[list[Decimal], list[str]]:
        """Numbers and leftover words; "satu setengah" and "dua koma lima" are one number each."""
        halves, points = self._words.list("number", "half"), self._words.list("number", "point")
        at = next((index for index, token in enumerate(tokens) if token in points), None)
        if at is not None:
            return self._around_point(tokens[:at], tokens[at + 1 :])
        if (of_scale := self._half_of_scale(tokens)) is not None:
            return of_scale
        values, rest = self._spoken.numbers([token for token in tokens if token not in halves])
        if any(token in halves for token in tokens) and len(values) < 2:
            values = [sum(values, _HALF)]
        return values, rest

    def _half_of_scale(self, tokens: list[Token]) -> tuple[list[Decimal], list[str]] | None:
        """ "setengah juta" and "satu setengah juta"; None for anything else."""
        halves, scales = self._words.list("number", "half"), self._words.map("number", "thousands")
        pairs = enumerate(pairwise(tokens))
        at = next((index for index, (half, scale) in pairs if half in halves and scale in scales), None)
        if at is None:
            return None
        before, rest = self._spoken.numbers(tokens[:at])
        after, more = self._spoken.numbers(tokens[at + 2 :])
        value = sum(before, _HALF) * scales[str(tokens[at + 1])]
        return [value] if len(before) < 2 and not after else [value, *before, *after], rest + more

    def _around_point(self, left: list[Token], right: list[Token]) -> tuple[list[Decimal], list[str]]:
        whole, before = self._spoken.numbers(left)
        digits, after = self._spoken.numbers(right)
        if len(whole) != 1 or not digits or any(number % 1 for number in (*whole, *digits)):
            return whole + digits, before + after
        return [Decimal(f"{whole[0]}.{''.join(str(digit) for digit in digits)}")], before + after

    def _token(self, token: str, language: str) -> Token:
        if not token[0].isdigit():
            return self._words.phrase(token)
        own, other = _readings(token, language)
        return own if own is not None else other or Decimal(0)

    def _explains(self, asked: Asked, rest: list[str]) -> bool:
        known = self._words.list("number", "fillers") | self._words.list("number", "units")
        known |= self._words.list("number", "minus")
        return set(rest) <= known | self._asked_about(asked)

    def _asked_about(self, asked: Asked) -> frozenset[str]:
        alias = asked.prompt.attributes.get("alias", "").replace("|", " ")
        return frozenset(self._words.words(f"{asked.prompt.label} {asked.prompt.short} {alias}"))


def _tidied(text: str) -> str:
    joined = _SPACED.sub(lambda found: found[0].replace(" ", ""), _RUPIAH_TAIL.sub("", text))
    return _BARE_FRACTION.sub("0.", joined)


def _readings(numeral: str, language: str) -> tuple[Decimal | None, Decimal | None]:
    return _parsed(numeral, language), _parsed(numeral, _OTHER_MARKS.get(language, "en"))


def _parsed(numeral: str, language: str) -> Decimal | None:
    try:
        return parse_decimal(numeral, locale=language, strict=True)
    except (NumberFormatError, InvalidOperation):
        return None


def _whole(readings: tuple[Decimal | None, Decimal | None]) -> list[Decimal]:
    """A count never has three places behind a mark: `1.234` and `1,234` are both 1234. `12,5` is 12 or 13."""
    values = [value for value in readings if value is not None]
    whole = [value for value in values if value == value.to_integral_value()]
    if whole:
        return [max(whole, key=abs)]
    return [values[0].to_integral_value(rounding) for rounding in (ROUND_FLOOR, ROUND_CEILING)]


def _fractional(readings: tuple[Decimal | None, Decimal | None], asked: Asked) -> list[Decimal]:
    """The mark for fractions of the person's own language is taken at its word, `1.234` is 1234 or 1,234."""
    own, other = readings
    if own is None or other is None or own == other or abs(own) < abs(other):
        return [value for value in (own, other) if value is not None][:1]
    return [value for value in (own, other) if _fits(value, asked)] or [own, other]


def _fits(value: Decimal, asked: Asked) -> bool:
    low, high = asked.prompt.bounds.minimum, asked.prompt.bounds.maximum
    try:
        return (low is None or Decimal(low) <= value) and (high is None or value <= Decimal(high))
    except InvalidOperation:
        return True


def _lexical(value: Decimal) -> str:
    text = format(value.normalize() + 0, "f")
    return "0" if text == "-0" else text
