"""Names of places in arrays, searched by groups of three letters: which places may be meant by what was typed.

Pure: entries in, rows out. Which of them is meant best is for `models.region_fit` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]
Scores = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
KINDS = ("province", "kabupaten", "kota", "district", "village")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789^$"  # the last two begin and end a word
ABOVE = (0.55, 0.5, 0.2)  # what a name one, two, three levels up counts for, beside the name itself
WORTH = (0.6, 0.4, 0.2)  # of the best score; most places have less, and need no sorting
MOST_BELOW = 1500  # more than the villages of any regency


class Entry(NamedTuple):
    """A name that leads to the region with that code. Both names in plain letters without spaces: `spoken` as people
    say it, `formal` as it is written in full; `kind` is one of KINDS."""

    code: str
    spoken: str
    formal: str
    kind: str


class RegionIndex:
    """Never changes once it is made. Rows are numbers of entries; `nowhere` stands above those at the top."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Those above before those below; what lies above an entry is the first one with its code but for the last
        part."""
        codes, kinds, names, formal = list[bytes](), bytearray(), list[bytes](), dict[int, bytes]()
        for row, entry in enumerate(entries):
            codes.append(entry.code.encode())
            kinds.append(KINDS.index(entry.kind))
            names.append(entry.spoken.encode())
            if entry.formal != entry.spoken:
                formal[row] = entry.formal.encode()
        self.nowhere = len(names)
        self.kinds = np.frombuffer(bytes(kinds) + b"\xff", dtype=np.int8)
        self._codes = np.array(codes, dtype="S")
        self._names, numbers = np.unique(np.array([*names, *formal.values()], dtype="S"), return_inverse=True)
        self.spoken = numbers[: self.nowhere].copy()
        self.formal = self.spoken.astype(np.int32)
        self.formal[list(formal)] = numbers[self.nowhere :]
        lowest = max((code.count(b".") for code in codes), default=0)
        self._upper = sum(code.count(b".") < lowest for code in codes)
        self.parents = self._lines()
        self._post()

    def _lines(self) -> Rows:
        codes = [str(code, "ascii") for code in self._codes.tolist()]
        row_of = {codes[row]: row for row in reversed(range(self._upper))}
        above = [row_of.get(code.rpartition(".")[0], self.nowhere) for code in codes]
        return np.array([*above, self.nowhere], dtype=np.intp)

    def _post(self) -> None:
        """For each group of letters the names that have it; for each group and name how much it weighs."""
        text = b"".join(b"^%s$" % name for name in self._names.tolist())
        owners = np.repeat(np.arange(len(self._names), dtype=np.int32), np.char.str_len(self._names) + 2)
        numbers = _numbers(text)
        groups = (numbers[:-2] * len(LETTERS) + numbers[1:-1]) * len(LETTERS) + numbers[2:]
        within = owners[:-2] == owners[2:]
        groups, owners = groups[within], owners[:-2][within]
        counts = np.bincount(groups, minlength=len(LETTERS) ** 3)
        self._postings = owners[np.argsort(groups, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self._rarity = np.log((len(self._names) + 1) / (counts + 1)).astype(np.float32)
        weights = np.bincount(owners, weights=self._rarity[groups], minlength=len(self._names))
        self._weights = np.maximum(weights, 1).astype(np.float32)

    def hear(self, texts: Iterable[Sequence[str]]) -> Hearing:
        """How well each place, and what lies above it, is named in the texts, which are words each."""
        own = self._shares(sorted({group for words in texts for group in groups(words)}))[self.spoken]
        line = np.zeros(self.nowhere + 1)
        upper, parents = own[: self._upper], self.parents[: self._upper]
        for share in reversed(ABOVE):
            line[: self._upper] = share * upper + line[parents]
        return Hearing(own, line[self.parents[:-1]])

    def _shares(self, wanted: Sequence[int]) -> Scores:
        """How much of each name is in the groups of letters, 0 to 1."""
        lists = [self._postings[self._starts[group] : self._starts[group + 1]] for group in wanted]
        found = np.concatenate(lists) if lists else self._postings[:0]
        weights = np.repeat(self._rarity[list(wanted)], [len(one) for one in lists])
        said: Scores = np.bincount(found, weights=weights, minlength=len(self._names)) / self._weights
        return said

    def inside(self, areas: Sequence[str]) -> Mask:
        """Which rows lie in one of the areas (codes; "" is everything)."""
        mask = np.zeros(self.nowhere, dtype=np.bool_)
        for area in areas:
            mask |= np.char.startswith(self._codes, f"{area}.".encode() if area else b"") | (
                self._codes == area.encode()
            )
        return mask

    def from_level(self, level: int) -> Mask:
        """Which rows stand so many levels below the provinces, or deeper."""
        return np.char.count(self._codes, b".") >= level

    def names(self, numbers: npt.NDArray[Any]) -> list[str]:
        """The names with those numbers (those of `spoken` and `formal`)."""
        return [str(name, "ascii") for name in self._names[numbers].tolist()]

    def code(self, row: int) -> str:
        return str(self._codes[row], "ascii")

    def size(self) -> int:
        """Bytes held."""
        return sum(held.nbytes for held in vars(self).values() if isinstance(held, np.ndarray))


@dataclass(frozen=True, slots=True)
class Hearing:
    """What of a text is in each row's own name, and in the names above it."""

    own: Scores
    above: Scores

    def likely(self, limit: int, allowed: Mask | None = None) -> Rows:
        """The rows that have most in common with the text."""
        return _highest(self.own + self.above, limit, allowed)

    def with_below(self, rows: Rows, allowed: Mask | None = None) -> Rows:
        """The rows, and all that lies below the places that the text names most clearly, whatever it is called."""
        return np.union1d(rows, _highest(self.above, MOST_BELOW, allowed))


def groups(words: Sequence[str]) -> set[int]:
    """Groups of three letters of the words as one, and of where each of them begins and ends."""
    joined = f"^{''.join(words)}$"
    edges = [edge for word in words for edge in (f"^{word[:2]}", f"{word[-2:]}$") if len(word) > 1]
    texts = [joined[at : at + 3] for at in range(len(joined) - 2)] + edges
    numbers = (tuple(map(LETTERS.index, text)) for text in texts)
    return {(first * len(LETTERS) + second) * len(LETTERS) + third for first, second, third in numbers}


def _highest(scores: Scores, limit: int, allowed: Mask | None) -> Rows:
    if allowed is not None:
        scores = np.where(allowed, scores, -1.0)
        limit = min(limit, int(allowed.sum()))
    if limit == 0 or not len(scores):
        return np.zeros(0, dtype=np.intp)
    rows, best = np.arange(0), scores.max()
    for share in (*WORTH, -1.0):
        if len(rows) < limit:
            rows = np.flatnonzero(scores >= best * share)
    limit = min(limit, len(rows))
    return rows[np.argpartition(-scores[rows], limit - 1)[:limit]]


def _numbers(text: bytes) -> npt.NDArray[np.int32]:
    table = np.zeros(128, dtype=np.int32)
    for number, letter in enumerate(LETTERS.encode()):
        table[letter] = number
    return table[np.frombuffer(text, dtype=np.uint8)]
