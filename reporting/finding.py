"""Finding the article that answers a question typed in a chat: BM25 over stemmed Indonesian words."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from reporting import article_words

# Calibrated on the articles' own questions, each asked while it was out of the index, and on questions that no
# article answers (tests/reporting/test_articles.py): lower shares or a closer second answer wrongly too often.
SURE_SHARE = 0.55
SURE_LEAD = 0.8
LEAST_SHARE = 0.25  # below it even a suggestion is noise


class Findable(Protocol):
    """What the Finder reads of an article: a file's or a stored one."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def questions(self) -> Sequence[str]: ...
    @property
    def body(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Match:
    """`score` (0 to 1): how much of what was asked the article speaks of, rare words weighing more. `confident`:
    good enough to be given as the answer; otherwise it is one to choose from."""

    slug: str
    score: float
    confident: bool


class Finder:
    """An index over the articles given, built at once (30 ms for a hundred) and never changed: make a new one when
    articles change. May be asked from several threads."""

    def __init__(self, articles: Iterable[Findable]) -> None:
        self._words = article_words.load()
        listed = tuple(articles)
        self._slugs = [article.slug for article in listed]
        self._index = _Index(listed, self._words) if listed else None

    def find(self, text: str, limit: int = 3) -> tuple[Match, ...]:
        """The articles that speak of what the text asks, best first; empty if there is none. Only the first can be
        `confident`: it covers the question, clearly before the second, and is asked for by a word of its topic; or its
        title names just that."""
        if self._index is None:
            return ()
        asked = self._index.read(text)
        shares = self._index.shares(asked)
        order = sorted(range(len(shares)), key=lambda i: -shares[i])
        best, second = order[0], shares[order[1]] if len(order) > 1 else 0.0
        sure = shares[best] >= SURE_SHARE and second <= SURE_LEAD * shares[best] and self._index.is_topic(best, asked)
        sure = sure or self._index.is_title(best, asked)
        return tuple(
            Match(self._slugs[i], round(shares[i], 3), sure and i == best)
            for i in order[:limit]
            if shares[i] >= LEAST_SHARE
        )


class _Index:
    """BM25 over one document an article: its title, the questions people ask, and its body."""

    def __init__(self, articles: Sequence[Findable], words: article_words.Words) -> None:
        import bm25s  # numpy with it: 20 MB and 0.2 s that only who searches pays

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # its import opens it for every debug line
        self._words = words
        stem = _stemmer()
        self._weak = {stem(word) for word in words.asking}
        self._heads = [self._stems(" ".join([a.title, *a.questions]), stem) for a in articles]
        self._titles = [frozenset(self._stems(a.title, stem)) - self._weak for a in articles]
        bodies = [self._stems(a.body, stem) for a in articles]
        self._bm25 = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        self._bm25.index([h + b for h, b in zip(self._heads, bodies, strict=True)], show_progress=False)
        self._most = _most_per_word(self._bm25)
        self._rarest = max(self._most.values())
        self._spelled = set(words.spelled())
        self._by_letter = self._spellings(articles)

    def read(self, text: str) -> list[str]:
        """The stems asked for, each once; typing errors go to the nearest word known."""
        stem = _stemmer()
        asked: dict[str, None] = {}
        for word in self._words.split(text):
            for meant in self._words.meant(word):
                asked.update(dict.fromkeys(self._known(meant, stem)))
        return list(asked)

    def shares(self, asked: Sequence[str]) -> list[float]:
        """For each article its score, divided by what an article with every word asked could reach."""
        known = [word for word in asked if word in self._most]
        if not known:
            return [0.0] * len(self._heads)
        possible = sum(self._most.get(word, self._rarest) for word in asked)
        return [float(score) / possible for score in self._bm25.get_scores(known)]

    def is_topic(self, article: int, asked: Iterable[str]) -> bool:
        """Does its title or one of its questions hold a word asked that is more than a question word or number?"""
        head = set(self._heads[article])
        return any(word in head and word not in self._weak and not word.isdigit() for word in asked)

    def is_title(self, article: int, asked: Iterable[str]) -> bool:
        """Is what is asked all that its title names, and of no other's?"""
        named = frozenset(asked) - self._weak
        return bool(named) and [at for at, title in enumerate(self._titles) if title == named] == [article]

    def _stems(self, text: str, stem: Callable[[str], str]) -> list[str]:
        return [stem(meant) for word in self._words.split(text) for meant in self._words.meant(word)]

    def _known(self, word: str, stem: Callable[[str], str]) -> list[str]:
        if stem(word) in self._most or word in self._spelled:
            return [stem(word)]
        near = _nearest(word, self._by_letter[word[0]])
        return [stem(word)] if near is None else self._stems(near, stem)

    def _spellings(self, articles: Iterable[Findable]) -> defaultdict[str, list[str]]:
        texts = (" ".join([a.title, *a.questions, a.body]) for a in articles)
        written = {word for text in texts for word in self._words.split(text)}
        by_letter: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(written | self._spelled):
            by_letter[word[0]].append(word)
        return by_letter


def _nearest(word: str, candidates: Sequence[str]) -> str | None:
    """One slip of the finger in a word of five letters or more, two from eight on; the first letter is right."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < 5 or word.isdigit():
        return None
    slips = 1 if len(word) < 8 else 2
    found = process.extractOne(word, candidates, scorer=OSA.distance, score_cutoff=slips)
    return None if found is None or len(found[0]) < 4 else found[0]


def _most_per_word(bm25: Any) -> dict[str, float]:
    """The highest score that each word of the index gives to any document."""
    data, ends = bm25.scores["data"], bm25.scores["indptr"]
    return {word: float(data[ends[at] : ends[at + 1]].max(initial=0.0)) for word, at in bm25.vocab_dict.items() if word}


def _stemmer() -> Callable[[str], str]:
    """A stemmer of its own for each call: it keeps its state between steps and is not safe to share."""
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer("indonesian").stemWord
    return stem
