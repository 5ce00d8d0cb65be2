"""What people type, as the words that articles are found by: chat spelling undone, stop words gone, stemmed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WORD = re.compile(r"[a-z0-9]+")
DOUBLED = re.compile(r"\b([a-z]{3,})2(?=[a-z]*\b)")  # "langkah2" is langkah-langkah; "k2" is not doubled
STRETCHED = re.compile(r"([a-z])\1{2,}")  # "tolooong"


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of `templates/articles/words.toml`."""

    stop: frozenset[str]
    asking: frozenset[str]
    phrases: tuple[tuple[re.Pattern[str], str], ...]
    chat: dict[str, tuple[str, ...]]
    same: dict[str, tuple[str, ...]]

    def split(self, text: str) -> list[str]:
        """The words of the text as its author would spell them with care; nothing is left out yet."""
        plain = unicodedata.normalize("NFKD", text.lower())
        plain = STRETCHED.sub(r"\1", DOUBLED.sub(r"\1 ", plain.encode("ascii", "ignore").decode()))
        for pattern, replacement in self.phrases:
            plain = pattern.sub(replacement, plain)
        return [word for typed in WORD.findall(plain) for word in self.chat.get(typed, (typed,))]

    def meant(self, word: str) -> tuple[str, ...]:
        """The words that stand for this one in the index; none for a stop word."""
        return tuple(each for each in self.same.get(word, (word,)) if each not in self.stop)

    def spelled(self) -> Iterable[str]:
        """Every word the tables know, as it is typed."""
        return self.stop | self.asking | self.chat.keys() | self.same.keys()


@cache
def load() -> Words:
    """The tables that come with Kabar."""
    tables = tomllib.loads((files("templates") / "articles" / "words.toml").read_text(encoding="utf-8"))
    longest_first = sorted(tables["phrases"].items(), key=lambda pair: (-len(pair[0]), pair[0]))
    return Words(
        stop=frozenset(tables["stop"]),
        asking=frozenset(tables["asking"]),
        phrases=tuple((re.compile(rf"\b{re.escape(typed)}\b"), meant) for typed, meant in longest_first),
        chat={typed: tuple(meant.split()) for typed, meant in tables["chat"].items()},
        same={typed: tuple(meant.split()) for typed, meant in tables["same"].items()},
    )
