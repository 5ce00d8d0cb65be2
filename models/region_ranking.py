"""How well what a person typed fits a region: typos, "kec. X", a place followed by what lies above it ("laing solok").

Pure: texts in, a number out. The search in `models.region` decides what is compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

# How people say which kind of place they mean. "kota" is also part of names (Kota Agung), hence both are tried.
LEVEL_WORDS = {
    "prov": "province",
    "provinsi": "province",
    "kab": "kabupaten",
    "kabupaten": "kabupaten",
    "kota": "kota",
    "kec": "district",
    "kecamatan": "district",
    "ds": "village",
    "desa": "village",
    "kel": "village",
    "kelurahan": "village",
}
# What nobody says: Kota Administrasi Jakarta Selatan, Daerah Istimewa Yogyakarta.
FORMAL_WORDS = {"kabupaten", "kota", "administrasi", "daerah", "khusus", "ibukota", "istimewa"}
ABOVE_SHARE = 0.35  # a name must fit better than what lies above it
OTHER_LEVEL = 20  # "kec. solok" is hardly a regency


def words(text: str) -> list[str]:
    """Lower case, without punctuation: "Kec. Lubuk-Sikarah" -> ["kec", "lubuk", "sikarah"]."""
    return re.findall(r"[^\W_]+", text.casefold())


def heads(text: str) -> list[str]:
    """What may be the name in the text: its first word, its first two, ... and the same without "kec." before it."""
    said = words(text)
    beginnings = [said]
    if len(said) > 1 and said[0] in LEVEL_WORDS:
        beginnings.append(said[1:])
    return [" ".join(start[:count]) for start in beginnings for count in range(1, len(start) + 1)]


def fit(text: str, level: str, name: str, above: Sequence[str]) -> float:
    """0 to 100: how well the text fits the region of that name and level, with the names of what lies above it."""
    said = words(text)
    names = {" ".join(words(name)), " ".join(_informal(level, words(name)))}
    region_above = " ".join(word for upper in above for word in words(upper))
    best = max(_split_fit(said, one, region_above) for one in names)
    if len(said) > 1 and said[0] in LEVEL_WORDS:
        malus = 0 if LEVEL_WORDS[said[0]] == _kind(level, name) else OTHER_LEVEL
        best = max(best, *(_split_fit(said[1:], one, region_above) - malus for one in names))
    return best


def _split_fit(said: Sequence[str], name: str, above: str) -> float:
    """The best over all ways to cut the words into a name and what lies above it."""
    best = fuzz.ratio(" ".join(said), name)
    for cut in range(1, len(said)):
        tail = " ".join(word for word in said[cut:] if word not in LEVEL_WORDS)
        if tail:
            head_fit, tail_fit = fuzz.ratio(" ".join(said[:cut]), name), fuzz.token_set_ratio(tail, above)
            best = max(best, head_fit * (1 - ABOVE_SHARE) + tail_fit * ABOVE_SHARE)
    return best


def _kind(level: str, name: str) -> str:
    """A regency is a kabupaten or a kota, which its name begins with; the others are what their level says."""
    return words(name)[0] if level == "regency" else level


def _informal(level: str, name: Sequence[str]) -> Sequence[str]:
    """ "Kota Solok" -> "solok". Only of regencies and provinces: the district Kota Agung is called that."""
    if level not in ("regency", "province"):
        return name
    return [word for word in name if word not in FORMAL_WORDS] or name
