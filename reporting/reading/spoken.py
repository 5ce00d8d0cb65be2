"""Numbers in words: read ("dua belas", "12 ribu 500") and written out."""

from __future__ import annotations

from decimal import Decimal

from reporting.reading.vocabulary import Vocabulary

Token = Decimal | str
_NO_LIMIT = Decimal("Infinity")


class Spoken:
    def __init__(self, vocabulary: Vocabulary) -> None:
        number = vocabulary.tables["number"]
        self._values: dict[str, int] = number["values"]
        self._scales: dict[str, int] = number["scales"]
        self._teen = frozenset(number["teen"]["words"])
        self._thousands: dict[str, int] = number["thousands"]
        self._whole: dict[str, int] = number["one_thousand"]
        scales = (*self._teen, *self._scales, *self._thousands, *self._whole)
        self._known = tuple(dict.fromkeys(sorted((*self._values, *scales), key=len, reverse=True)))
        self._spell: dict[str, dict[str, str]] = vocabulary.tables["spell"]

    def numbers(self, tokens: list[Token]) -> tuple[list[Decimal], list[str]]:
        """(every number that is spoken, the words left over), in order. "dua tiga" is two numbers."""
        found: list[Decimal] = []
        rest: list[str] = []
        left = [part for token in tokens for part in self._apart(token)]
        while left:
            value, used = self._number(left)
            if used:
                found.append(value)
            else:
                rest.append(str(left[0]))
            left = left[max(used, 1) :]
        return found, rest

    def _number(self, tokens: list[Token]) -> tuple[Decimal, int]:
        """The number that `tokens` begin with, and how many of them it takes."""
        total, at, below = Decimal(0), 0, _NO_LIMIT
        while at < len(tokens):
            value, used = self._thousand(tokens[at:])
            if not used or value >= below:
                break
            total, at = total + value, at + used
            below = Decimal(1000 ** ((len(str(int(value))) - 1) // 3))
            if below == 1:
                break
        return total, at

    def _thousand(self, tokens: list[Token]) -> tuple[Decimal, int]:
        """`seribu`, `dua belas ribu`, or what is below a thousand."""
        if tokens[0] in self._whole:
            return Decimal(self._whole[str(tokens[0])]), 1
        value, used = self._group(tokens)
        following = tokens[used] if 0 < used < len(tokens) else None
        if following in self._thousands:
            return value * self._thousands[str(following)], used + 1
        return value, used

    def _group(self, tokens: list[Token]) -> tuple[Decimal, int]:
        total, at, below = Decimal(0), 0, _NO_LIMIT
        while at < len(tokens):
            value, scale, used = self._component(tokens[at:])
            if not used or value >= below:
                break
            total, at, below = total + value, at + used, scale
        return total, at

    def _component(self, tokens: list[Token]) -> tuple[Decimal, Decimal, int]:
        """(value, the scale that the next component must stay below, tokens used): "dua puluh" is 20, 10, 2."""
        first, following = tokens[0], tokens[1] if len(tokens) > 1 else None
        value = first if isinstance(first, Decimal) else Decimal(self._values.get(first, -1))
        if value < 0:
            return value, Decimal(0), 0
        if following in self._teen:
            return value + 10, Decimal(0), 2
        if following in self._scales:
            scale = Decimal(self._scales[str(following)])
            return value * scale, scale, 2
        spelt_ten = isinstance(first, str) and value >= 20
        return value, Decimal((100 if value >= 100 else 10) if spelt_ten else 0), 1

    def _apart(self, token: Token) -> list[Token]:
        """ "duabelas" as two words, "duapuluhlima" as three."""
        if isinstance(token, Decimal) or token in self._known:
            return [token]
        return [*(self._cut(token) or [token])]

    def _cut(self, word: str) -> list[str] | None:
        """The words of numbers that the word is made of; None where there is anything else in it."""
        if not word:
            return []
        for head in self._known:
            if len(head) > 1 and word.startswith(head) and (rest := self._cut(word[len(head) :])) is not None:
                return [head, *rest]
        return None

    def write(self, number: Decimal, language: str) -> str:
        """`number` below a million in words: "seribu dua ratus"; "" in a language without the words."""
        if language not in self._spell or not 0 <= number < 1_000_000:
            return ""
        words = self._spell[language]
        fraction = format(number, "f").partition(".")[2]
        digits = [words["small"][int(digit)] for digit in fraction]
        return " ".join([*_written(int(number), words), *([words["point"], *digits] if digits else [])])


def _written(number: int, words: dict[str, str]) -> list[str]:
    if number < 12:
        return [words["small"][number]]
    if number < 20:
        return [words["small"][number - 10], words["teen"]]
    scale, name = next(step for step in ((1000, "thousand"), (100, "hundred"), (10, "ten")) if number >= step[0])
    count, rest = divmod(number, scale)
    one = words.get(f"one_{name}") if count == 1 else None
    head = [one] if one else [*_written(count, words), words[name]]
    return head + (_written(rest, words) if rest else [])
