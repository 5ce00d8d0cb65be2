"""Whether a pattern can be matched in exponentially many ways, which stalls engines that backtrack.

The pattern becomes its position automaton (Glushkov): a state for each letter or class, an edge for each way to go on.
It is exponential if and only if from some state two different ways lead back to it over the same text (Weber and
Seidl, "On the degree of ambiguity of finite automata", 1991). Two edges between the same states are two ways: that is
what a loop in a loop, `(a+)+`, comes to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from forms.check.pattern import Alternatives, Letters, Loop, Part, Sequence, parse

MOST_STATES = 120  # longer patterns are left alone,
MOST_STEPS = 300_000  # and so are those whose automaton has too many pairs of ways: a third of a second


@dataclass(slots=True)
class _Ends:
    """Of a part of the pattern: where it may begin and end, and whether it may be empty."""

    first: list[int]
    last: list[int]
    empty: bool


@dataclass(slots=True)
class _Automaton:
    letters: list[frozenset[int]] = field(default_factory=list)
    edges: list[tuple[int, int]] = field(default_factory=list)

    def read(self, part: Part) -> _Ends:
        match part:
            case Letters(signs):
                self.letters.append(signs)
                return _Ends([len(self.letters) - 1], [len(self.letters) - 1], False)
            case Sequence(parts):
                return self._sequence(parts)
            case Alternatives(parts):
                sides = [self.read(one) for one in parts]
                return _Ends(
                    [at for one in sides for at in one.first],
                    [at for one in sides for at in one.last],
                    any(one.empty for one in sides),
                )
            case Loop(inner, least, endless):
                ends = self.read(inner)
                if endless:
                    self.edges += [(start, end) for start in ends.last for end in ends.first]
                return _Ends(ends.first, ends.last, ends.empty or not least)

    def _sequence(self, parts: Iterable[Part]) -> _Ends:
        whole = _Ends([], [], True)
        for part in parts:
            ends = self.read(part)
            self.edges += [(start, end) for start in whole.last for end in ends.first]
            whole = _Ends(
                whole.first + (ends.first if whole.empty else []),
                ends.last + (whole.last if ends.empty else []),
                whole.empty and ends.empty,
            )
        return whole


def is_exponential(pattern: str) -> bool:
    """False also for patterns that can't be read or are too long to tell."""
    part = parse(pattern)
    if part is None:
        return False
    automaton = _Automaton()
    automaton.read(part)
    return len(automaton.letters) <= MOST_STATES and _is_exponential(automaton)


def _is_exponential(automaton: _Automaton) -> bool:
    follow: dict[int, list[int]] = defaultdict(list)
    for start, end in automaton.edges:
        follow[start].append(end)
    loops = {state: _reachable(state, follow) for state in range(len(automaton.letters))}
    for state, ends in follow.items():
        twice = {end for end in ends if ends.count(end) > 1}
        if any(state in loops[end] or state == end for end in twice):
            return True
    search = _Search(follow, automaton.letters)
    return any(search.returns_apart(state) for state in loops if state in loops[state])


def _reachable(state: int, follow: dict[int, list[int]]) -> set[int]:
    seen: set[int] = set()
    stack = list(follow[state])
    while stack:
        at = stack.pop()
        if at not in seen:
            seen.add(at)
            stack.extend(follow[at])
    return seen


class _Search:
    """Follows two ways at a time, as long as they may read the same text."""

    def __init__(self, follow: dict[int, list[int]], letters: list[frozenset[int]]) -> None:
        self._follow = follow
        self._letters = letters
        self._steps = MOST_STEPS

    def returns_apart(self, state: int) -> bool:
        """Whether two different ways lead from the state back to itself over the same text."""
        home = (state, state, True)
        seen = {(state, state, False)}
        stack = list(seen)
        while stack and home not in seen:
            new = set(self._onwards(*stack.pop())) - seen
            seen |= new
            stack.extend(new)
        return home in seen

    def _onwards(self, left: int, right: int, apart: bool) -> Iterator[tuple[int, int, bool]]:
        for one in self._follow[left]:
            self._steps -= len(self._follow[right])
            if self._steps < 0:
                return
            for other in self._follow[right]:
                if self._letters[one] & self._letters[other]:
                    yield one, other, apart or one != other
