"""Which options of a question were meant: exact words first, guarded likeness last, and a question back when unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from forms.prompt import Choice
from reporting.reading.vocabulary import Vocabulary, squashed

# On the programme's own words, "spiral" (IUD) is 72 like "MAL" and "steril" 72 like "pil": below 88 nothing is taken
# unasked, and a rival must be 12 points behind.
_SURE, _NEAR, _AHEAD = 88, 70, 12
_TYPO_FROM = 4  # in a word of three letters every slip makes another word: BKB and BKL, MOW and MOP
_MOST = 5  # more than that is not asked back: the question itself is shown again
_PIECES = re.compile(r"[/(),:&]| - | – ")


@dataclass(frozen=True, slots=True)
class _Option:
    """A choice as it may be typed, in normalised phrases; `vague` are those that may mean others too.

    `tiers` are the same without spaces, in the order of their right: label, name, all keys, vague.
    """

    index: int
    label: str
    name: str
    keys: frozenset[str]
    vague: frozenset[str]
    tiers: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Words of the programme for one and the same thing; `vague` ones may mean another group too."""

    words: frozenset[str]
    vague: frozenset[str]


class Programme:
    """The groups of `templates/reading.toml`, by each of their words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        groups = [_Group(frozenset(t["words"]), frozenset(t.get("vague", ()))) for t in vocabulary.tables["programme"]]
        self._by_word = {word: group for group in groups for word in group.words}
        self.known = frozenset(self._by_word).union(*(group.vague for group in groups))

    def words_of(self, *phrases: str) -> tuple[frozenset[str], frozenset[str]]:
        """All words, and all vague words, of the groups that one of `phrases` stands in."""
        groups = [self._by_word[phrase] for phrase in phrases if phrase in self._by_word]
        none = frozenset[str]()
        return none.union(*(group.words for group in groups)), none.union(*(group.vague for group in groups))


class Options:
    """The choices of one prompt, ready to be matched. `find` gives positions: none, one, or those to choose between."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        programme: Programme,
        choices: tuple[Choice, ...],
        about: frozenset[str] = frozenset(),
    ) -> None:
        """`about` are the words of the question itself: beside a yes or no they say nothing."""
        self._words, self._programme = vocabulary, programme
        self._fillers = vocabulary.list("fillers")
        self._yes, self._no = vocabulary.list("yes"), vocabulary.list("no")
        self._negations = vocabulary.list("negations")
        self._beside = (about | self._fillers) - {word for one in self._yes | self._no for word in one.split()}
        self._options = tuple(self._option(index, choice) for index, choice in enumerate(choices))

    def find(self, text: str) -> tuple[tuple[int, ...], bool]:
        """(positions, sure): one position and True is an answer, anything else is to be asked or refused."""
        typed = self._words.words(text)
        if not typed:
            return (), False
        whole = " ".join(typed)
        bare = self._without(typed, self._fillers) or self._without(typed, self._fillers - self._yes) or whole
        exact = self._exactly(whole) or self._by_number(typed) or self._exactly(bare)
        exact = exact or self._by_yes_or_no(whole, bare, self._without(typed, self._beside))
        if exact:
            return exact, len(exact) == 1 and not self._is_vague(bare, self._options[exact[0]])
        if self._belongs_elsewhere(bare):
            return (), False
        return self._inside(bare) or self._by_likeness(bare)

    def names(self, word: str) -> bool:
        """Whether it is an option's very name, label or alias."""
        phrase = self._words.phrase(word)
        found = self._exactly(phrase)
        return len(found) == 1 and not self._is_vague(phrase, self._options[found[0]])

    def _without(self, typed: tuple[str, ...], dropped: frozenset[str]) -> str:
        return " ".join(word for word in typed if word not in dropped)

    def nothing(self) -> int | None:
        """The option that says "none of these", if there is one."""
        words = self._words.list("several", "none")
        return next((o.index for o in self._options if o.label in words or o.name == "tidak ada"), None)

    def _option(self, index: int, choice: Choice) -> _Option:
        phrase = self._words.phrase
        label, name = phrase(choice.label), "" if choice.name.isdigit() else phrase(choice.name)
        aliases = {phrase(alias) for alias in choice.aliases}
        pieces = {phrase(piece) for piece in _PIECES.split(choice.label)}
        # A figure alone is the number that stands before the option on the screen.
        own = {key for key in aliases | pieces | {name} if key and not key.isdigit()} | {label}
        known, vague = self._programme.words_of(label, name)
        keys = frozenset(own) | known
        tiers = ({label}, {name} - {""}, keys, vague)
        return _Option(index, label, name, keys, vague, tuple(frozenset(map(squashed, tier)) for tier in tiers))

    def _exactly(self, phrase: str) -> tuple[int, ...]:
        """The label beats the name, and both beat what is only an alias or a piece of a label."""
        typed = squashed(phrase)
        for tier in range(4):
            found = tuple(o.index for o in self._options if typed in o.tiers[tier])
            if found:
                return self._with_vague(found, phrase)
        return ()

    def _with_vague(self, found: tuple[int, ...], phrase: str) -> tuple[int, ...]:
        vague = tuple(o.index for o in self._options if phrase in o.vague)
        return found if not vague else tuple(sorted({*found, *vague}))

    def _is_vague(self, phrase: str, option: _Option) -> bool:
        return phrase in option.vague and phrase not in option.keys

    def _by_number(self, typed: tuple[str, ...]) -> tuple[int, ...]:
        """`2`, `nomor 2`, `dua`, and `2. BKR` as it is copied from the list; `1 3` names two."""
        dropped = self._words.list("fillers", "ordinals") | self._words.list("several", "and")
        words = [word for word in typed if word not in dropped]
        numbers = [self._position(word) for word in words]
        if words and all(number is not None for number in numbers):
            return tuple(sorted({number for number in numbers if number is not None}))
        if len(words) < 2 or not words[0].isdigit() or words[0] not in typed[:2]:
            return ()
        named = self._exactly(" ".join(typed[typed.index(words[0]) + 1 :]))
        first = () if numbers[0] is None else (numbers[0],)
        return tuple(sorted({*named, *first})) if named else ()

    def _position(self, word: str) -> int | None:
        values = self._words.map("number", "values")
        number = int(word) if word.isdigit() and len(word) < 4 else values.get(word, 0)
        return number - 1 if 1 <= number <= len(self._options) else None

    def _by_yes_or_no(self, *phrases: str) -> tuple[int, ...]:
        """The words for yes and no count only where the options hold both a yes and a no."""
        yeses = tuple(o.index for o in self._options if {o.label, o.name} & self._yes)
        noes = tuple(o.index for o in self._options if {o.label, o.name} & self._no and o.index not in yeses)
        if not yeses or not noes:
            return ()
        if any(phrase in self._yes for phrase in phrases):
            return yeses
        return noes if any(phrase in self._no for phrase in phrases) else ()

    def _belongs_elsewhere(self, phrase: str) -> bool:
        """A word of the programme that none of these options stands for: it must not turn into its neighbour."""
        return phrase in self._programme.known

    def _inside(self, phrase: str) -> tuple[tuple[int, ...], bool] | None:
        """Options named within a longer answer ("susuk suntik"), or whose label holds all that was typed."""
        named = self._named(phrase.split())
        words = set(phrase.split())
        if any(self._negates(phrase) in map(self._negates, self._options[index].keys) for index in named):
            first = self._options[min(named)]
            alone = len(named) == 1 and words <= first.keys | set(first.label.split())
            return self._ask(sorted(named), sure=alone)
        holding = [o for o in self._options if words <= set(o.label.split())]
        starting = len(holding) == 1 and holding[0].label.startswith(f"{phrase} ") and len(phrase) >= _TYPO_FROM
        sure = starting and self._agrees(phrase, {holding[0].label}) and not words <= self._negations
        return self._ask([o.index for o in holding], sure=sure) if holding else None

    def _named(self, words: list[str]) -> set[int]:
        """The options that stand in it. A word counts once: "tidak ada" is not "ada" as well."""
        found, used = set[int](), set[int]()
        for run in _runs(len(words)):
            named = () if used & set(run) else self._exactly(" ".join(words[run.start : run.stop]))
            found |= set(named)
            used |= set(run) if named else set()
        return found

    def _by_likeness(self, phrase: str) -> tuple[tuple[int, ...], bool]:
        ranked = sorted(((self._likeness(phrase, o), o.index) for o in self._options), key=lambda r: (-r[0], r[1]))
        if len(phrase) < _TYPO_FROM or not ranked or ranked[0][0] < _NEAR:
            return (), False
        best = ranked[0][0]
        rivals = [index for score, index in ranked if score >= _NEAR and score > best - _AHEAD]
        alone = len(ranked) == 1 or ranked[1][0] <= best - _AHEAD
        return self._ask(rivals, sure=best >= _SURE and alone)

    def _likeness(self, phrase: str, option: _Option) -> float:
        keys = [key for key in option.keys | {option.label} if len(key) >= _TYPO_FROM and self._agrees(phrase, {key})]
        scores = [max(fuzz.ratio(phrase, key), fuzz.token_sort_ratio(phrase, key)) for key in keys]
        return max(scores, default=0.0)

    def _agrees(self, phrase: str, keys: frozenset[str] | set[str]) -> bool:
        """A negation or a figure on one side only makes it another answer: "tidak cukup" is not "cukup"."""
        return any(self._turns(phrase) == self._turns(key) for key in keys)

    def _turns(self, phrase: str) -> tuple[bool, tuple[str, ...]]:
        return self._negates(phrase), tuple(word for word in phrase.split() if word.isdigit())

    def _negates(self, phrase: str) -> bool:
        return not self._negations.isdisjoint(phrase.split())

    def _ask(self, found: list[int], *, sure: bool) -> tuple[tuple[int, ...], bool]:
        return (tuple(found), sure) if len(found) <= _MOST else ((), False)


def _runs(count: int) -> Iterator[range]:
    """Places of up to three words in a row, the longer first."""
    for length in (3, 2, 1):
        for start in range(count - length + 1):
            yield range(start, start + length)
