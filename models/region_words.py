"""The words of a place as they are compared: lower case, no accents, one spelling of numbers and abbreviations.

Pure. What is typed and what is stored go through the same rules; what only somebody who types may mean is `readings`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

SPELLINGS = Path(__file__).parent / "data" / "spellings.toml"
# What nobody says: Kota Administrasi Jakarta Selatan, Daerah Istimewa Yogyakarta.
FORMAL_WORDS = frozenset({"kabupaten", "kota", "administrasi", "adm", "daerah", "khusus", "ibukota", "istimewa"})
WORD = re.compile(r"[a-z]+|[0-9]+")
ROMAN = re.compile(r"x{0,2}(ix|iv|v?i{0,3})")
FIGURES = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Spellings:
    """`levels` leads from a word to the kind of place it says, `same` from a spelling to the word that stands for it,
    `meant` to what else may be meant by it, each in as many words as it has."""

    levels: dict[str, str]
    same: dict[str, str]
    meant: dict[str, tuple[str, ...]]

    @classmethod
    def load(cls) -> Spellings:
        told = tomllib.loads(SPELLINGS.read_text("utf-8"))
        meant = defaultdict(list)
        for words, spellings in told["meant"].items():
            for spelling in spellings.split():
                meant[spelling].append(words)
        return cls(
            _turned(told["levels"]),
            _turned(told["same"]),
            {spelling: tuple(found) for spelling, found in meant.items()},
        )

    def words(self, text: str) -> list[str]:
        """ "Kec. Lubuk-Sikarah II" -> ["kec", "lubuk", "sikarah", "2"]."""
        return [_figure(self.same.get(word, word)) for word in WORD.findall(plain(text))]

    def kind(self, level: str, name: str) -> str:
        """The kind of place, as level words say it: a regency is a kabupaten or a kota, others their level."""
        return ("kota" if name.startswith("Kota") else "kabupaten") if level == "regency" else level


def spoken(text: str) -> list[str]:
    """The words as they are, in lower case: "Kec. Lubuk-Sikarah II" -> ["kec", "lubuk", "sikarah", "ii"]."""
    return re.findall(r"[^\W_]+", text.casefold())


def plain(text: str) -> str:
    """Lower case ASCII; what stands within a word (Jum'at, Moro'o) is left out."""
    folded = unicodedata.normalize("NFKD", text.casefold()) if not text.isascii() else text.lower()
    return folded.replace("'", "").encode("ascii", "ignore").decode()


def informal(level: str, words: list[str]) -> list[str]:
    """["kota", "solok"] -> ["solok"]. Only of regencies and provinces: the district Kota Agung is called that."""
    if level not in ("regency", "province"):
        return words
    return [word for word in words if word not in FORMAL_WORDS] or words


def _turned(lists: dict[str, str]) -> dict[str, str]:
    return {spelling: word for word, spellings in lists.items() for spelling in spellings.split()}


def _figure(word: str) -> str:
    if not word.isdigit() and not ROMAN.fullmatch(word):
        return word
    if word.isdigit():
        return str(int(word))
    values = [FIGURES[letter] for letter in word]
    return str(sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)))
