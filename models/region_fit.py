"""How well what somebody typed fits places: a name, then the district, the regency, the province, or the other way
round; whatever lies above may be missing, each part misspelt, and words may be joined or torn.

Pure. The measure is how many letters must change, swap, come or go (optimal string alignment), spaces not counted, over
the best way to divide the words among the place and those above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from models.region_index import KINDS, RegionIndex, Rows
from models.region_words import Spellings

Costs = npt.NDArray[np.float32]
MOST_WORDS = 12  # of what was typed; whoever writes more has said enough
LONGEST = 6  # words of one name
MOST_READINGS = 8  # of one part
ABOVE = 0.8  # a letter of what lies above counts less than one of the name
OTHER_KIND = 2.0  # "kec. solok" is hardly a regency
READ = 0.3  # an abbreviation is a little less sure than the word
DROPPED = 0.9  # a letter of a word that nothing explains
LEVEL_DROPPED = 0.25
TURNED = 0.5  # "bogor ciawi sukamaju" is rarer than the other way round


@dataclass(frozen=True, slots=True)
class Part:
    """Words from `start` to `end` as one text, read in one way; `kind` if a level word before them says it."""

    start: int
    end: int
    text: str
    kind: str | None
    cost: float


def texts(spellings: Spellings, words: Sequence[str]) -> list[Sequence[str]]:
    """The words, the same without level words, and what single ones may mean."""
    names = [word for word in words if word not in spellings.levels]
    meant = [other.split() for word in names for other in spellings.meant.get(word, ())]
    return [words, names or words, *meant]


def costs(index: RegionIndex, spellings: Spellings, words: Sequence[str], rows: Rows) -> Costs:
    """For each row how many letters lie between the words and the place; 0 is a perfect fit."""
    lines = [rows]
    for _ in range(3):
        lines.append(index.parents[lines[-1]])
    places, where = np.unique(np.concatenate(lines), return_inverse=True)
    table = _table(index, places, list(_parts(spellings, words)), len(words))
    own, *above = (table[part] for part in np.split(where, 4))
    drops = [LEVEL_DROPPED if word in spellings.levels else DROPPED * len(word) for word in words]
    return np.minimum(_downward(own, above, drops), _upward(own, above, drops))


def letters(spellings: Spellings, words: Sequence[str]) -> int:
    """How many letters of the words are not those of level words."""
    return sum(len(word) for word in words if word not in spellings.levels) or sum(len(word) for word in words)


def _table(index: RegionIndex, places: Rows, parts: Sequence[Part], count: int) -> Costs:
    """Cost of each place for each part, places x starts x ends; infinite for what is no part, or no place."""
    there = places < index.nowhere
    inside = np.where(there, places, 0)
    numbers, of = np.unique(np.concatenate([index.spoken[inside], index.formal[inside]]), return_inverse=True)
    distances = cdist(index.names(numbers), [part.text for part in parts], scorer=OSA.distance, dtype=np.float32)
    nearest = np.minimum(distances[of[: len(places)]], distances[of[len(places) :]])
    kinds = index.kinds[places]
    table = np.full((len(places), count, count + 1), np.inf, dtype=np.float32)
    for at, part in enumerate(parts):
        cost = nearest[:, at] + np.float32(part.cost)
        if part.kind is not None:
            cost += np.float32(OTHER_KIND) * (kinds != KINDS.index(part.kind))
        np.minimum(table[:, part.start, part.end], cost, out=table[:, part.start, part.end])
    table[~there] = np.inf
    return table


def _downward(own: Costs, above: Sequence[Costs], drops: Sequence[float]) -> Costs:
    """The name first, maybe after a word of no use, then what lies above, the nearest first."""
    count = len(drops)
    rest = np.zeros((len(own), count + 1), dtype=np.float32)
    rest[:] = [sum(drops[start:]) for start in range(count + 1)]
    for table in reversed(above):
        upper, rest = rest, rest.copy()
        for start in reversed(range(count)):
            named = (ABOVE * table[:, start, start + 1 :] + upper[:, start + 1 :]).min(axis=1)
            rest[:, start] = np.minimum(np.minimum(upper[:, start], drops[start] + rest[:, start + 1]), named)
    best: Costs = (own[:, 0, 1:] + rest[:, 1:]).min(axis=1)
    if count > 1:
        best = np.minimum(best, drops[0] + (own[:, 1, 2:] + rest[:, 2:]).min(axis=1))
    return best


def _upward(own: Costs, above: Sequence[Costs], drops: Sequence[float]) -> Costs:
    """What lies above, the highest first, then the name."""
    count = len(drops)
    before = np.zeros((len(own), count + 1), dtype=np.float32)
    before[:] = [sum(drops[:end]) for end in range(count + 1)]
    for table in reversed(above):
        upper, before = before, before.copy()
        for end in range(1, count + 1):
            named = (ABOVE * table[:, :end, end] + upper[:, :end]).min(axis=1)
            before[:, end] = np.minimum(np.minimum(upper[:, end], drops[end - 1] + before[:, end - 1]), named)
    best: Costs = TURNED + (before[:, :count] + own[:, :, count]).min(axis=1)
    return best


def _parts(spellings: Spellings, words: Sequence[str]) -> list[Part]:
    found = []
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            said = words[start:end]
            found += [Part(start, end, text, None, cost) for text, cost in _readings(spellings, said)]
            levels = next((at for at, word in enumerate(said) if word not in spellings.levels), len(said) - 1)
            if levels:
                kind = spellings.levels[said[levels - 1]]
                found += [Part(start, end, text, kind, cost) for text, cost in _readings(spellings, said[levels:])]
    return found


def _readings(spellings: Spellings, words: Sequence[str]) -> list[tuple[str, float]]:
    """The words as one text, in the ways in which they may be meant, with what each costs."""
    choices = [[(word, 0.0), *((meant, READ) for meant in spellings.meant.get(word, ()))] for word in words]
    return [
        ("".join(text for text, _ in chosen).replace(" ", ""), sum(cost for _, cost in chosen))
        for chosen in islice(product(*choices), MOST_READINGS)
    ]
