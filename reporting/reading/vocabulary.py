"""The words people type, loaded from `templates/reading.toml` once and handed to the reader."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_UNSEEN = ("Mn", "Me", "Cf")  # what turns a digit into a key, and signs of no width
_INFORMATION = "\N{INFORMATION SOURCE}"  # of a button; it would be normalised to the letter i
_LONG = re.compile(r"([^\W\d])\1{2,}")
_UNTIL = re.compile(r"\bs\s?[/.]\s?d\b\.?")
_APART = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`tables` is the file as it stands; `spelling` maps a misspelt word to its right form. Neither is ever changed."""

    tables: dict[str, Any]
    spelling: dict[str, str]
    doubled: re.Pattern[str]  # "laki2" is one word, and no number
    idioms: dict[str, tuple[tuple[re.Pattern[str], str], ...]]  # ways to say it, by table, with what they mean

    def folded(self, text: str) -> str:
        """`text` as `plain` makes it, with doubled words written once, and numbers without what only joins them."""
        return self.idiom("number", self.doubled.sub(r"\1", plain(text)))

    def idiom(self, table: str, text: str) -> str:
        """`text` (plain) with the idioms of the table said plainly: "half past two" is "two past 30"."""
        for pattern, meant in self.idioms[table]:
            text = pattern.sub(meant, text)
        return text

    def says(self, text: str, table: str, key: str = "words") -> bool:
        """Whether `text` is one of these phrases, with words of courtesy around it or without."""
        words, phrases = self.words(text), self.list(table, key)
        polite = self.list("polite")
        return not phrases.isdisjoint((" ".join(words), " ".join(word for word in words if word not in polite)))

    def words(self, text: str) -> tuple[str, ...]:
        """Words and figures of `text` in lower case, letters and digits apart, each in its right spelling."""
        found = _WORDS.findall(_LONG.sub(r"\1", self.folded(text)))
        return tuple(self.spelling.get(word, word) for word in found)

    def phrase(self, text: str) -> str:
        return " ".join(self.words(text))

    def list(self, table: str, key: str = "words") -> frozenset[str]:
        return frozenset(self.tables[table][key])

    def map(self, table: str, key: str) -> dict[str, Any]:
        values: dict[str, Any] = self.tables[table][key]
        return values


@cache
def load_vocabulary() -> Vocabulary:
    tables = tomllib.loads((files("templates") / "reading.toml").read_text(encoding="utf-8"))
    spelling = {wrong: right for right, wrongs in tables["spelling"].items() for wrong in wrongs}
    doubled = re.compile(rf"\b({'|'.join(tables['doubled']['words'])})2\b")
    return Vocabulary(tables, spelling, doubled, {name: _idioms(tables, name) for name in ("number", "date", "time")})


def _idioms(tables: dict[str, Any], name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b{typed}"), meant) for typed, meant in tables[name]["idioms"].items())


def joined_until(text: str) -> str:
    """`text` with "s/d" and "s.d." as the one word "sd"."""
    return _UNTIL.sub(" sd ", text)


def plain(text: str) -> str:
    """Lower case, one kind of digit, of space and of dash; apostrophes go, since "Jum'at" is "Jumat"."""
    normal = unicodedata.normalize("NFKC", text.replace(_INFORMATION, " ")).casefold()
    folded = "".join(sign for sign in normal if unicodedata.category(sign) not in _UNSEEN)
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in folded)
    return re.sub(r"['`’‘]", "", re.sub(r"[‐‑‒–—−]", "-", digits)).strip()


def squashed(text: str) -> str:
    """`text` without anything between its letters and digits: "PIK-R" and "pikr" are the same."""
    return _APART.sub("", text)
