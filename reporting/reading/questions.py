"""Is this a question, asked in the middle of a report, rather than an answer?"""

from __future__ import annotations

from reporting.reading.vocabulary import Vocabulary, plain

_FEWEST = 3  # words before a question mark that make a question: "12?" and "ya bu?" are answers given with doubt


class Questions:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        table = vocabulary.tables["question"]
        self._openers = tuple(tuple(opener.split()) for opener in table["openers"])
        self._inside = tuple(tuple(phrase.split()) for phrase in table["inside"])
        self._asking = frozenset(word for phrases in table.values() for phrase in phrases for word in phrase.split())
        self._doubtful = frozenset(table["doubtful"])
        self._polite = frozenset(table["polite"])

    def is_one(self, text: str) -> bool:
        """By its first words, a phrase in it ("apa itu", "maksudnya apa"), or a question mark behind a sentence."""
        words = tuple(word for word in self._words.words(text) if word not in self._polite)
        if len(words) < 2:
            return False
        if any(words[: len(opener)] == opener for opener in self._openers) or self._holds(words):
            return True
        return self.ends_as_one(text) and (len(words) >= _FEWEST or words[0] in self._doubtful)

    def about(self, text: str) -> frozenset[str]:
        """The words that say what is asked about, without those that only ask."""
        return frozenset(self._words.words(text)) - self._asking

    @staticmethod
    def ends_as_one(text: str) -> bool:
        """Whether a question mark ends it."""
        return plain(text).rstrip(' ".!').endswith("?")

    def _holds(self, words: tuple[str, ...]) -> bool:
        return any(
            words[at : at + len(phrase)] == phrase
            for phrase in self._inside
            for at in range(len(words) - len(phrase) + 1)
        )
