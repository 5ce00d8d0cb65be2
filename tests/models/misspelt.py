"""Names of villages as people type them: with what lies above to tell them, and with mistakes of the thumb and the ear.

Nothing in here is shared with the search: what people abbreviate is written down anew.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.region_files import RegionRow

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
VOWELS = {"a": "eo", "e": "ia", "i": "ey", "o": "ua", "u": "o"}
SHORT = {
    "tanjung": ("tj.", "tj", "tjg", "tg."), "sungai": ("sei", "sei.", "s."), "gunung": ("gn", "gn.", "gng"),
    "kampung": ("kp.", "kp"), "pondok": ("pd.", "pd"), "padang": ("pdg", "pd."), "batu": ("bt.",),
    "bukit": ("bkt", "bt."), "simpang": ("sp.", "sp"), "pasar": ("ps.", "psr"), "lubuk": ("lb.", "lbk"),
    "karang": ("kr.", "krg"),
    "muara": ("ma.", "muaro"), "teluk": ("tl.", "tlk"), "pulau": ("p.", "pl."), "selatan": ("slt", "sel."),
    "utara": ("utr", "ut."), "barat": ("brt", "bar."), "timur": ("tmr", "tim."), "tengah": ("tgh",), "baru": ("br",),
    "bandung": ("bdg",), "jakarta": ("jkt",), "surabaya": ("sby",), "semarang": ("smg",), "medan": ("mdn",),
    "yogyakarta": ("yogya", "jogja", "yk"), "bogor": ("bgr",), "malang": ("mlg",), "bekasi": ("bks",),
    "tangerang": ("tng",), "palembang": ("plg",), "makassar": ("mks",), "banjarmasin": ("bjm",),
    "tasikmalaya": ("tasik",), "rejo": ("rj",), "satu": ("1",), "dua": ("2",), "tiga": ("3",),
}  # fmt: skip
SHORT_PROVINCES = {
    "jawa barat": "jabar", "jawa tengah": "jateng", "jawa timur": "jatim", "sumatera barat": "sumbar",
    "sumatera utara": "sumut", "sumatera selatan": "sumsel", "sulawesi selatan": "sulsel", "sulawesi utara": "sulut",
    "sulawesi tengah": "sulteng", "sulawesi tenggara": "sultra", "kalimantan barat": "kalbar",
    "kalimantan selatan": "kalsel", "kalimantan tengah": "kalteng", "kalimantan timur": "kaltim",
    "nusa tenggara timur": "ntt", "nusa tenggara barat": "ntb", "kepulauan riau": "kepri",
}  # fmt: skip
FIGURES = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
FRONTS = ("suka", "sumber", "karang", "sido", "marga", "mekar", "purwo", "bumi", "tanjung", "banjar", "kali", "wono")
FORMAL = re.compile(
    r"^(kabupaten|kota administrasi|kabupaten administrasi|kota|daerah khusus|daerah istimewa|dki) +", re.I
)
NAGARI, GAMPONG = "13", "11"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, and the codes either of which is right: of two villages with one name in one district none
    can be told from the other."""

    text: str
    codes: frozenset[str]


class Typist:
    """Writes queries for villages drawn by chance; the same seed writes the same."""

    def __init__(self, rows: Iterable[RegionRow], seed: int) -> None:
        self._names = {row.code: row.name for row in rows}
        self._villages = [code for code in self._names if code.count(".") == 3]
        self._called: dict[str, list[str]] = defaultdict(list)
        for code, name in self._names.items():
            self._called[told(code, name)].append(code)
        self._chance = random.Random(seed)

    def queries(self, count: int) -> Iterator[Asked]:
        for _ in range(count):
            yield self.query(self._chance.choice(self._villages))

    def query(self, code: str) -> Asked:
        """The village with as much of what lies above it as tells it, misspelt once or twice."""
        above, with_level = self._telling(code)
        parts = [self._part(code, with_level or self._often(0.3))]
        parts += [self._part(one, self._often(0.3)) for one in above]
        parts = self._mistaken(parts, self._chance.choice((1, 1, 1, 2, 2)))
        between = self._chance.choice((" ", " ", " ", ", ", ",", " - "))
        text = between.join(self._written(part) for part in parts)
        text = self._chance.choice((text, text, text, text.title(), text.upper()))
        return Asked(text, frozenset(self._fitting(code, [code[:8]])[0]))

    def _telling(self, code: str) -> tuple[list[str], bool]:
        """What lies above, in the order in which it is written, and whether the kind of place must be said too."""
        district, regency, province = code[:8], code[:5], code[:2]
        first = self._chance.choice(([district], [regency], [district, regency], [regency, province]))
        for above in (first, [district, regency], [district, regency, province]):
            villages, others = self._fitting(code, above)
            if len({one[:8] for one in villages}) == 1:
                return above, bool(others)
        return above, True

    def _fitting(self, code: str, above: list[str]) -> tuple[list[str], list[str]]:
        """The villages, and the places of other kinds, that are called so and lie below places called like it."""
        wanted = [told(one, self._names[one]) for one in above]
        villages, others = [], []
        for one in self._called[told(code, self._names[code])]:
            line = [told(upper, self._names[upper]) for upper in _above(one)]
            if all(name in line for name in wanted):
                (villages if one.count(".") == 3 else others).append(one)
        return villages, others

    def _part(self, code: str, with_level: bool) -> list[str]:
        """Words of a name; those that end in "|" are not the place for a mistake."""
        words = said(code, self._names[code]).split()
        if code.count(".") == 0 and " ".join(words) in SHORT_PROVINCES and self._often(0.5):
            return [SHORT_PROVINCES[" ".join(words)] + "|"]
        words = [self._shortened(word) for word in words]
        if code.count(".") == 3 and self._often(0.08):
            words = self._joined(words)
        return [self._level(code) + "|", *words] if with_level else words

    def _shortened(self, word: str) -> str:
        if word in FIGURES and self._often(0.5):
            return FIGURES[word] + "|"
        if word in SHORT and self._often(0.12):
            return self._chance.choice(SHORT[word]) + "|"
        return word

    def _joined(self, words: list[str]) -> list[str]:
        """Two words written as one, or one as two."""
        if len(words) > 1 and not any(word.endswith("|") for word in words[:2]):
            return ["".join(words[:2]), *words[2:]]
        front = next((front for front in FRONTS if words[0].startswith(front) and len(words[0]) > len(front) + 2), None)
        return [front, words[0][len(front) :], *words[1:]] if front else words

    def _level(self, code: str) -> str:
        if code.count(".") < 3:
            kind = ("prov. provinsi", "kab. kab kabupaten", "kec. kec kecamatan")[code.count(".")]
            return "kota" if self._names[code].startswith("Kota ") else self._chance.choice(kind.split())
        local = {NAGARI: " nagari", GAMPONG: " gampong"}.get(code[:2], "")
        kind = "kel. kel kelurahan" if code[9] == "1" else "ds. desa ds desa" + local
        return self._chance.choice(kind.split())

    def _mistaken(self, parts: list[list[str]], mistakes: int) -> list[list[str]]:
        places = [
            (part, word) for part, words in enumerate(parts) for word, text in enumerate(words)
            for _ in text if len(text) > 2 and text.isalpha()
        ]  # fmt: skip
        for _ in range(mistakes if places else 0):
            part, word = self._chance.choice(places)
            parts[part][word] = self._slip(parts[part][word])
        return parts

    def _slip(self, word: str) -> str:
        """One mistake: a key beside the right one, two letters swapped, one left out, one twice, another vowel."""
        at = self._chance.randrange(len(word))
        match self._chance.choice(("near", "swap", "drop", "double", "vowel")):
            case "swap" if at + 1 < len(word) and word[at] != word[at + 1]:
                return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            case "drop" if len(word) > 3:
                return word[:at] + word[at + 1 :]
            case "double":
                return word[:at] + word[at] + word[at:]
            case "vowel" if word[at] in VOWELS:
                return word[:at] + self._chance.choice(VOWELS[word[at]]) + word[at + 1 :]
        return word[:at] + self._near(word[at]) + word[at + 1 :]

    def _near(self, letter: str) -> str:
        row = next((row for row in KEYS if letter in row), KEYS[0])
        at = max(row.find(letter), 0)
        return self._chance.choice(row[max(at - 1, 0) : at] + row[at + 1 : at + 2])

    def _written(self, words: list[str]) -> str:
        return " ".join(word.removesuffix("|") for word in words)

    def _often(self, share: float) -> bool:
        return self._chance.random() < share


def said(code: str, name: str) -> str:
    """The name in lower case without what nobody says: Kota Administrasi Jakarta Selatan -> jakarta selatan."""
    spoken = FORMAL.sub("", name) if len(code) < 8 else name
    return " ".join(re.sub(r"[^\w\s]+", " ", spoken.replace("'", "")).casefold().split())


def told(code: str, name: str) -> str:
    """The same without spaces: nobody hears them, so they tell no place from another."""
    return said(code, name).replace(" ", "")


def _above(code: str) -> Iterator[str]:
    while "." in code:
        code = code.rpartition(".")[0]
        yield code
