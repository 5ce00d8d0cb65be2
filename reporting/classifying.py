"""Classifying a Kampung KB: twelve scores, three indices, one of four classes, and what is lacking for a higher one.

The portal's computation (Portal Kampung KB, classification): five scores of input, three of process, four of output,
each 1 to 4, two of them to 3; an index is the mean of its scores, rounded to two decimals. All three indices at least
3: Berkelanjutan; output and one other: Mandiri; input and process: Berkembang; else Dasar. What it leaves to be desired
is not taken over: a fact that nobody told is missing, not 0 and not the best; and the family planning office and the
provincial BKKBN office are no other sectors. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product
from typing import Literal, NamedTuple

from models.classification import CLASSES

Dimension = Literal["input", "process", "output"]
DIMENSIONS: Mapping[Dimension, tuple[str, ...]] = {
    "input": ("pokja", "funds", "groups", "facilities", "support"),
    "process": ("data", "mechanisms", "agencies"),
    "output": ("participation", "cpr", "mkjp", "unmet"),
}
NAMES = tuple(name for names in DIMENSIONS.values() for name in names)
GOOD = 3  # what an index must reach
CENTS = Decimal("0.01")

# What must be reached for 2, 3 and 4 points: so many of what is counted.
COUNTS: Mapping[str, tuple[int, ...]] = {
    "pokja": (1, 2, 3),  # it exists, has members, was trained; existing counts first
    "funds": (1, 2, 5),
    "groups": (1, 3, 5),
    "facilities": (1, 2),
    "support": (1, 2),
    "data": (1, 2, 4),
    "mechanisms": (1, 3, 5),
    "agencies": (1, 4, 7),
}
# In percent, for 2, 3 and 4 points. Participation needs 10 itself for 2 points, and more than 20 and 30; so do the
# others with their first bound and the next two. Unmet need must not be above 12, 9, 6.
SHARES: Mapping[str, tuple[int, int, int]] = {
    "participation": (10, 20, 30),
    "cpr": (30, 40, 50),
    "mkjp": (20, 22, 24),
    "unmet": (12, 9, 6),
}
# What one more of it costs a kampung, to rank steps by: a judgement. To invite an agency takes a letter, to use another
# data set or hold another kind of meeting a plan; money, groups and rooms take months and other people's decisions;
# a percent of the couples takes a season of counselling.
EFFORT: Mapping[str, int] = {
    "agencies": 2,
    "data": 2,
    "mechanisms": 2,
    "pokja": 3,
    "funds": 5,
    "groups": 6,
    "support": 7,
    "facilities": 7,
    "participation": 4,
    "cpr": 4,
    "mkjp": 4,
    "unmet": 4,
}
RANK = tuple(EFFORT)  # of steps that cost the same


class Part(NamedTuple):
    """So many of so many. Of none there is no share: that is missing, as if it had not been told."""

    some: int
    all: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the scores are read off. None is missing. Counts are of different kinds, never of occasions."""

    pokja: bool | None = None
    members: int | None = None
    trained: bool | None = None
    funds: int | None = None
    groups: int | None = None  # of BKB, BKR, BKL, UPPKA, PIK-R
    facilities: int | None = None  # of a secretariat and a Rumah DataKu
    officer: bool | None = None  # a PKB or PLKB accompanies it
    regulation: bool | None = None
    data: int | None = None
    mechanisms: int | None = None  # of five
    agencies: int | None = None  # other sectors only
    participation: Fraction | None = None  # mean of the five groups, in percent
    cpr: Part | None = None  # users of all couples
    mkjp: Part | None = None  # users of long-acting methods of all users
    unmet: Part | None = None  # who wants no child now or ever and uses nothing, of all couples


class Step(NamedTuple):
    """What raises a score from `points` to `to`: `amount` more of what is counted. For shares of couples so many
    couples, for participation so many percent points (rounded up); 0 with points 1 -> 2 can't be."""

    name: str
    points: int
    to: int
    amount: int


@dataclass(frozen=True, slots=True)
class Classification:
    """`scores` by name, None where a fact is missing; an index needs all its scores, a class all indices. `name` is ""
    without one. `steps` is the cheapest way into a higher class, `higher`, the easiest first; () and "" in the
    highest, or without one."""

    scores: Mapping[str, int | None]
    indices: Mapping[Dimension, Decimal | None]
    name: str
    higher: str
    steps: tuple[Step, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The scores whose facts nobody told."""
        return tuple(name for name in NAMES if self.scores[name] is None)


def classify(facts: Facts) -> Classification:
    """The class of a kampung about which these facts are told."""
    scores = {name: _score(name, facts) for name in NAMES}
    indices = {dimension: _index([scores[name] for name in names]) for dimension, names in DIMENSIONS.items()}
    reached = {dimension: index >= GOOD for dimension, index in indices.items() if index is not None}
    if len(reached) < len(DIMENSIONS):
        return Classification(scores, indices, "", "", ())
    name = _class(frozenset(dimension for dimension, is_good in reached.items() if is_good))
    told = {one: score for one, score in scores.items() if score is not None}
    return Classification(scores, indices, name, *_steps(facts, told, reached, name))


def participation(parts: Iterable[Part | None]) -> Fraction | None:
    """The mean share in percent of the groups' members among those they are for; of a group that is not there, or that
    nobody could join, 0. None when nobody could join any."""
    told = list(parts)
    if not any(part and part.all for part in told):
        return None
    shares = [Fraction(100 * part.some, part.all) for part in told if part and part.all]
    return sum(shares, Fraction(0)) / len(told)


def share(facts: Facts, name: str) -> Fraction | None:
    """The share of an output score, in percent; None where it is missing. Where couples are and none of them uses
    anything, none uses a long-acting method either (form monev_klasifikasi)."""
    told: Fraction | Part | None = getattr(facts, name)
    if told is None or isinstance(told, Fraction):
        return told
    if told.all:
        return Fraction(100 * told.some, told.all)
    return Fraction(0) if name == "mkjp" and share(facts, "cpr") is not None else None


def count(facts: Facts, name: str) -> int | None:
    """What an input or process score counts; None where it is missing."""
    if name == "pokja":
        return _pokja(facts)
    if name == "support":
        both = (facts.officer, facts.regulation)
        return None if None in both else sum(map(bool, both))
    found: int | None = getattr(facts, name)
    return found


def _pokja(facts: Facts) -> int | None:
    if facts.pokja is False:
        return 0
    if facts.pokja is None or facts.members is None or facts.trained is None:
        return None
    return 1 + (facts.members > 0) + facts.trained


def _score(name: str, facts: Facts) -> int | None:
    if name in COUNTS:
        counted = count(facts, name)
        return None if counted is None else 1 + sum(counted >= bound for bound in COUNTS[name])
    told = share(facts, name)
    return None if told is None else 1 + sum(_reaches(name, told, points) for points in (2, 3, 4))


def _reaches(name: str, told: Fraction, points: int) -> bool:
    bound = SHARES[name][points - 2]
    if name == "unmet":
        return told <= bound
    return told >= bound if points == 2 else told > bound


def _index(scores: list[int | None]) -> Decimal | None:
    known = [score for score in scores if score is not None]
    if len(known) < len(scores):
        return None
    return (Decimal(sum(known)) / len(known)).quantize(CENTS, ROUND_HALF_UP)


def _class(good: frozenset[Dimension]) -> str:
    """By the dimensions whose index is at least 3."""
    if len(good) == len(DIMENSIONS):
        return "berkelanjutan"
    if len(good) < 2:
        return "dasar"
    return "mandiri" if "output" in good else "berkembang"


def _steps(
    facts: Facts, scores: Mapping[str, int], reached: Mapping[Dimension, bool], name: str
) -> tuple[str, tuple[Step, ...]]:
    """The cheapest way into any higher class, and which: raising one dimension or more of those that are below 3."""
    good = frozenset(dimension for dimension, is_good in reached.items() if is_good)
    ways = {dimension: _raise(facts, scores, DIMENSIONS[dimension]) for dimension in reached if dimension not in good}
    found = [
        (_class(good | frozenset(raised)), tuple(step for dimension in raised for step in ways[dimension]))
        for raised in _subsets(tuple(ways))
    ]
    up = [way for way in found if CLASSES.index(way[0]) > CLASSES.index(name)]
    higher, best = min(up, key=lambda way: _cost(way[1]), default=("", ()))
    return higher, tuple(sorted(best, key=lambda step: (EFFORT[step.name] * step.amount, RANK.index(step.name))))


def _subsets(dimensions: tuple[Dimension, ...]) -> list[tuple[Dimension, ...]]:
    kept = product((False, True), repeat=len(dimensions))
    return [tuple(one for one, is_in in zip(dimensions, chosen, strict=True) if is_in) for chosen in kept]


def _raise(facts: Facts, scores: Mapping[str, int], names: tuple[str, ...]) -> tuple[Step, ...]:
    """The cheapest steps after which these scores have a mean of 3: always there, since all can reach 3."""
    lacking = GOOD * len(names) - sum(scores[name] for name in names)
    options = [_options(facts, name, scores[name]) for name in names]
    enough = (
        tuple(step for step in chosen if step)
        for chosen in product(*options)
        if sum(step.to - step.points for step in chosen if step) >= lacking
    )
    return min(enough, key=_cost)


def _options(facts: Facts, name: str, points: int) -> list[Step | None]:
    """Nothing, or a step to each of the higher scores."""
    most = 1 + len(COUNTS.get(name, (2, 3, 4)))
    return [None, *(Step(name, points, to, _amount(facts, name, to)) for to in range(points + 1, most + 1))]


def _amount(facts: Facts, name: str, to: int) -> int:
    if name in COUNTS:
        return COUNTS[name][to - 2] - (count(facts, name) or 0)
    told, bound = getattr(facts, name), SHARES[name][to - 2]
    if isinstance(told, Fraction):  # to the bound, or to more than it
        return -(-(bound - told) // 1) if to == 2 else (bound - told) // 1 + 1
    if name == "unmet":  # so many fewer that 100 times the rest is at most the bound times all
        return int(told.some - bound * told.all // 100)
    least = -(-bound * told.all // 100) if to == 2 else bound * told.all // 100 + 1
    return max(1, int(least - told.some))


def _cost(steps: tuple[Step, ...]) -> tuple[int, int, list[int]]:
    """Effort first, then how many steps; the last only so that the same facts always give the same way."""
    return (
        sum(EFFORT[step.name] * step.amount for step in steps),
        len(steps),
        sorted(RANK.index(step.name) for step in steps),
    )
