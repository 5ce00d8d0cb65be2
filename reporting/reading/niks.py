"""NIK in what people type: the number of a person, 16 figures, in one piece or in parts.

UU 24/2013 on population administration: region (6), day, month and year of birth (6; a woman's day is 40 more), serial
(4). A family card has as many figures, built alike. In one piece 16 figures are always taken for one: no report asks
for a number of that size. In parts they may be the answers to several questions, so there its inner rules count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]

LENGTH = 16
# First two figures of a region code (Permendagri 58/2021 and the four new provinces of Papua).
_PROVINCES = frozenset(
    (*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98))
)
_UNSEEN = "·"  # signs of no width, and what makes a key of a digit
_RUN = re.compile(r"(?<!\d)\d(?:·*\d){15}(?!·*\d)")
_GROUPS = re.compile(r"(?<![\d.,])\d+(?:[ ./_~·-]{1,3}\d+)+(?![.,]?\d)")
_GROUP = re.compile(r"\d+")
_SUM = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3}){1,4}(?![\d.])")
_ONE_DATE = (
    r"(?:(?:0?[1-9]|[12]\d|3[01])(?P<{0}>[-/. ])(?:0?[1-9]|1[0-2])(?P={0})(?:19|20)\d\d"
    r"|(?:19|20)\d\d(?P<{1}>[-/. ])(?:0[1-9]|1[0-2])(?P={1})(?:0[1-9]|[12]\d|3[01]))(?!\d)"
)
_DATE = re.compile(rf"(?<!\d)(?<!\d[-/. ]){_ONE_DATE.format('a', 'b')}(?:[ ~-]{{1,3}}{_ONE_DATE.format('c', 'd')})*")
_VILLAGE = re.compile(r"(?<!\d)(?<!\d\.)\d\d\.\d\d\.\d\d\.\d{4}(?![.\d])")
_PLACE = re.compile(r"(?<![\d.,])\d{1,3}\.\d{3,15}[ ~-]{1,3}\d{1,3}\.\d{3,15}(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d"
)
# "KK" alone are households, and a figure of them is in every report.
_CUE = re.compile(r"\bnik\b|\b(?:no|nomor)\.? ?(?:kk|ktp|kartu keluarga|induk)\b")
# How people cut it, by its meaning or by what is easy to read out; 4-4-4-4 apart.
_CUTS = frozenset({(6, 6, 4), (8, 8), (6, 10), (12, 4), (4, 12), (2, 2, 2, 6, 4), (6, 2, 2, 2, 4), (4, 4, 8)})


def nik_spans(text: str) -> list[Span]:
    """Where `text` holds a NIK: beginnings and ends, in order and apart from one another."""
    folded = _folded(text)
    if sum(map(str.isdigit, folded)) < LENGTH:
        return []
    found = [match.span() for match in _RUN.finditer(folded)]
    has_cue = bool(_CUE.search(folded))
    rest = _blanked(folded, found)
    for figures in (_SUM, _DATE, _PLACE, _VILLAGE):
        rest = figures.sub(lambda match: "|" * len(match[0]), rest)
    for candidate in _GROUPS.finditer(rest):
        found += _in_parts(candidate, has_cue)
    return sorted(found)


def _in_parts(candidate: re.Match[str], has_cue: bool) -> Iterator[Span]:
    """The parted ones in a line of groups; after one the search goes on behind it."""
    groups = list(_GROUP.finditer(candidate.string, *candidate.span()))
    taken = 0
    for first in range(len(groups)):
        last = _sixteen(groups, first)
        if first < taken or last is None:
            continue
        parts = groups[first : last + 1]
        between = candidate.string[parts[0].start() : parts[-1].end()]
        if _is_nik([part[0] for part in parts], between, has_cue, len(parts) == len(groups)):
            taken = last + 1
            yield parts[0].start(), parts[-1].end()


def _sixteen(groups: list[re.Match[str]], first: int) -> int | None:
    """The group at which 16 figures are full, counted from the first."""
    figures = 0
    for at in range(first, len(groups)):
        figures += len(groups[at][0])
        if figures >= LENGTH:
            return at if figures == LENGTH else None
    return None


def _is_nik(groups: list[str], written: str, has_cue: bool, is_alone: bool) -> bool:
    cut = tuple(map(len, groups))
    if all(map(_YEAR.fullmatch, groups)) or all(map(_DAY.fullmatch, groups)):
        return False
    # A figure has no leading zero, and several figures have a space or a line between them.
    padded = any(len(group) > 1 and group.startswith("0") for group in groups)
    is_one = padded or not re.search("[ ~/]", written)
    if has_cue and is_alone:
        return True
    if cut == (4, 4, 4, 4):
        return _fits(groups) or (is_alone and is_one)
    if cut in _CUTS:
        return _fits(groups) or (is_alone and (is_one or _is_odd(groups)))
    return _fits(groups) and (is_one or set(cut) == {1})


def _is_odd(groups: list[str]) -> bool:
    """Of a region, and no sum of money: those are round."""
    return int(groups[0][:2]) in _PROVINCES and not any(group.endswith("00") for group in groups)


def _fits(groups: list[str]) -> bool:
    number = "".join(groups)
    day, month = int(number[6:8]), int(number[8:10])
    return int(number[:2]) in _PROVINCES and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def _blanked(text: str, spans: list[Span]) -> str:
    """The text with "|" in the spans."""
    ends = [0, *(place for span in spans for place in span), len(text)]
    pieces = (text[a:b] if i % 2 == 0 else "|" * (b - a) for i, (a, b) in enumerate(pairwise(ends)))
    return "".join(pieces)


def _folded(text: str) -> str:
    """The text sign by sign, as long as before: one kind of digit, of space, of dash, small letters."""
    return "".join(map(_sign, text)) if not text.isascii() else text.lower().translate(_ASCII)


def _sign(sign: str) -> str:
    if (digit := unicodedata.digit(sign, None)) is not None:
        return str(digit)
    if sign in "\n\r\v\f\u2028\u2029":
        return "~"
    category = unicodedata.category(sign)
    if sign.isspace():
        return " "
    if category in ("Mn", "Me", "Cf"):
        return _UNSEEN
    if category == "Pd" or sign == "−":
        return "-"
    lower = sign.lower()
    return lower if len(lower) == 1 else sign


_ASCII = str.maketrans({"\t": " ", "\n": "~", "\r": "~", "\v": "~", "\f": "~"})
