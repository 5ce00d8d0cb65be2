"""Several numbers in one message: whose each is. What can't be told is said back, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from forms.prompt import Prompt
from reporting.reading.batch_words import Figure, Names, Naming, Part, Scanner, Sign, Stray, Sum
from reporting.reading.choices import Programme
from reporting.reading.results import Read, Reading, Reason, Unreadable
from reporting.reading.vocabulary import Vocabulary

_LONGEST = 600  # letters: ten full labels with their figures are fewer
BREAK, DASH, REST = Sign("|"), Sign("-"), Sign("*")
_JOINED = re.compile(r"\d+(?:,\d+)+|\d+(?:-\d+){2,}")  # two with a dash between are from one to the other

Trouble = Literal[
    "no_item",  # a word that is no name of a question
    "several_items",  # a name that fits more than one
    "twice",  # two different figures for one question
    "spare",  # a figure for which there is no question
    "not_clear",  # a figure with two readings, as 12,5 where whole numbers are asked
    "sum",  # the sum that was told is another
]


@dataclass(frozen=True, slots=True)
class Slip:
    """What of a message was not taken: about the question at that position, or about none."""

    received: str
    reason: Reason | Trouble
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a message with numbers comes to.

    `values` are lexical, by position of the question. `loose` are figures in their order, as typed, that are too few or
    too many to tell whose they are; then there are no values.
    """

    values: dict[int, str] = field(default_factory=dict)
    loose: tuple[str, ...] = ()
    slips: tuple[Slip, ...] = ()


class BatchReader:
    """`read` reads one figure as an answer to one prompt."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._programme = Programme(vocabulary)
        self._scanner = Scanner(vocabulary)

    def read(
        self, items: Sequence[Prompt], waiting: Sequence[int], text: str, read: Callable[[Prompt, str], Reading]
    ) -> Figures:
        """`waiting` are the positions without an answer: figures alone are theirs, or everybody's, by their count."""
        if len(text) > _LONGEST:
            return Figures(slips=(Slip("", "too_long"),))
        names = Names(self._words, self._programme, items)
        parts = self._scanner.parts(text, names, len(items))
        told = [part for part in parts if not isinstance(part, Sum)]
        sums = [part.raw for part in parts if isinstance(part, Sum)]
        named = any(isinstance(part, Naming) for part in told) or REST in told
        given = _named(told, waiting) if named else _placed(told, waiting, len(items))
        found = assigned(items, given.pairs, read)
        slips = (*given.slips, *found.slips, *_sums(sums, found.values, len(items)))
        return Figures(found.values, given.loose, slips)


def assigned(
    items: Sequence[Prompt], pairs: Sequence[tuple[int, str]], read: Callable[[Prompt, str], Reading]
) -> Figures:
    """The figures, each as an answer to the question at its position."""
    values: dict[int, str] = {}
    slips: list[Slip] = []
    for at, raw in pairs:
        match read(items[at], raw):
            case Read(value):
                if values.setdefault(at, value) != value:
                    slips.append(Slip(raw, "twice", at))
            case Unreadable(reason):
                slips.append(Slip(raw, reason, at))
            case _:
                slips.append(Slip(raw, "not_clear", at))
    for slip in slips:
        if slip.reason == "twice":
            values.pop(slip.item or 0, None)
    return Figures(values, (), tuple(slips))


@dataclass(slots=True)
class _Given:
    """Figures with the position of their question; `loose` those without."""

    pairs: list[tuple[int, str]] = field(default_factory=list)
    loose: tuple[str, ...] = ()
    slips: list[Slip] = field(default_factory=list)


def _placed(parts: Sequence[Part], waiting: Sequence[int], count: int) -> _Given:
    """Figures alone: as many as wait, or as many as there are."""
    strays = [Slip(part.raw, "no_item") for part in parts if isinstance(part, Stray)]
    figures = _separated(parts, (len(waiting), count))
    if strays or not figures:
        return _Given(loose=() if strays else tuple(figures), slips=strays)
    for places in (list(waiting), list(range(count))):
        if len(figures) == len(places):
            return _Given(pairs=list(zip(places, figures, strict=True)))
    return _Given(loose=tuple(figures))


def _separated(parts: Sequence[Part], counts: Sequence[int]) -> list[str]:
    """The figures. A dash is one that says none, or a mark between all of them; a comma within them parts them only
    where every piece is a whole number and their count fits."""
    figures = [part.raw for part in parts if isinstance(part, Figure)]
    dashed = [
        part.raw if isinstance(part, Figure) else "0" for part in parts if isinstance(part, Figure) or part == DASH
    ]
    if len(figures) not in counts:
        figures = dashed
    pieces = [piece for raw in figures for piece in re.split(r"[,-]", raw)]
    whole = all(raw.isdigit() or _JOINED.fullmatch(raw) for raw in figures)
    return pieces if whole and len(figures) not in counts and len(pieces) in counts else figures


def _named(parts: Sequence[Part], waiting: Sequence[int]) -> _Given:
    """Figures with names before them ("iud 2"), or all behind them ("2 iud")."""
    told = _without_dashes(parts)
    figures = sum(isinstance(part, Figure) for part in told)
    if isinstance(told[0], Figure) and not isinstance(told[-1], Figure) and 2 * figures == len(told):
        return _Pairing(waiting).of(told[::-1])
    return _Pairing(waiting).of(_without_numbering(told))


def _without_dashes(parts: Sequence[Part]) -> list[Part]:
    """Names, figures and strays. A dash after a name and before no figure says none."""
    told: list[Part] = []
    for part, following in zip(parts, [*parts[1:], BREAK], strict=True):
        says_none = part == DASH and told and isinstance(told[-1], Naming) and not isinstance(following, Figure)
        if says_none:
            told.append(Figure("0"))
        elif not isinstance(part, Sign) or part == REST:
            told.append(part)
    return told


def _without_numbering(told: Sequence[Part]) -> list[Part]:
    """Without the numbers that stand before names as on the card: "1 IUD 2", "2 MOW 0"."""
    kept: list[Part] = []
    for at, part in enumerate(told):
        name, figure = (*told[at + 1 : at + 3], None, None)[:2]
        numbers = isinstance(part, Figure) and isinstance(name, Naming) and isinstance(figure, Figure)
        counts = not kept or isinstance(kept[-1], Figure)  # what follows a name is its figure
        if counts and numbers and part.raw.isdigit() and name.items == {int(part.raw) - 1}:  # type: ignore[union-attr]
            continue
        kept.append(part)
    return kept


class _Pairing:
    """Gives each figure to the name before it."""

    def __init__(self, waiting: Sequence[int]) -> None:
        self._waiting = waiting
        self._given = _Given()
        self._name: Naming | Stray | Sign | None = None

    def of(self, told: Sequence[Part]) -> _Given:
        for part in told:
            if isinstance(part, Figure):
                self._figure(part)
            elif isinstance(part, Stray):
                self._stray(part)
            elif isinstance(part, Naming | Sign):
                self._named(part)
        if isinstance(self._name, Stray):
            self._slip(self._name.raw, "no_item")
        return self._given

    def _named(self, part: Naming | Sign) -> None:
        before = self._name
        if isinstance(before, Stray):
            self._slip(before.raw, "no_item")
        numbered = isinstance(before, Naming) and before.raw.isdigit() and isinstance(part, Naming)
        if numbered and not before.items & part.items:  # type: ignore[union-attr]
            self._slip(f"{before.raw} {part.raw}", "several_items")  # type: ignore[union-attr]
            part = Naming(frozenset(), "")
        self._name = part

    def _stray(self, part: Stray) -> None:
        if isinstance(self._name, Naming | Stray):
            self._slip(part.raw, "no_item")
        else:
            self._name = part

    def _figure(self, part: Figure) -> None:
        match self._name:
            case Naming(items, raw):
                self._give(items, raw, part.raw)
            case Stray(raw):
                self._slip(f"{raw} {part.raw}", "no_item")
            case Sign() if part.raw == "0":
                given = {at for at, _ in self._given.pairs}
                self._given.pairs += [(at, "0") for at in self._waiting if at not in given]
            case _:
                self._slip(part.raw, "spare")
        self._name = None

    def _give(self, items: frozenset[int], name: str, figure: str) -> None:
        if len(items) == 1:
            self._given.pairs.append((min(items), figure))
        elif items:
            self._slip(f"{name} {figure}", "several_items")

    def _slip(self, received: str, reason: Trouble) -> None:
        self._given.slips.append(Slip(received, reason))


def _sums(told: Sequence[str], values: dict[int, str], count: int) -> list[Slip]:
    """A sum that was told and is another, where all figures are there."""
    if len(values) < count:
        return []
    total = sum(map(Decimal, values.values()))
    return [Slip(raw, "sum") for raw in told if re.sub(r"[.,]", "", raw) != str(total)]
