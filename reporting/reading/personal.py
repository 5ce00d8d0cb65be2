"""Data of persons that must not be stored: told from figures, sums and dates by their shape."""

from __future__ import annotations

import re
from typing import Literal

from reporting.reading.vocabulary import plain

Personal = Literal["nik", "phone", "email"]

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}")
_RUN = re.compile(r"(?<!\d)\d{16}(?!\d)")
_APART = re.compile(r"(?<![\d.,])\d+(?:[ .-]{1,3}\d+)+(?!\d)")
_SUM = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?!\d)")
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}([-/. ])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A mobile number is 08xx or 628xx and 6 to 9 digits more; a gap after the first group keeps 08.30-11.00 apart from it.
_MOBILE = re.compile(r"(?<![\d.,])(?:\+?62[ .-]?\(?0?\)?|\(?0)8[1-9]\d\)?[ .-]?\d{3,4}[ .-]?\d{2,6}(?!\d)")
_LANDLINE = re.compile(
    r"(?<![\d.,])(?:\(0[2-9]\d{1,2}\)[ -]?|0[2-9]\d{1,2}[ -]|\+62[ -]?[2-9]\d{1,2}[ -]?)\d{3,4}[ .-]?\d{2,4}(?!\d)"
)


def personal_data(text: str) -> Personal | None:
    """What kind of personal data `text` holds, the gravest first: a NIK (16 digits), a phone number, a mail address."""
    folded = plain(text)
    if _RUN.search(folded) or _has_parted_nik(folded):
        return "nik"
    if _MOBILE.search(folded) or _LANDLINE.search(folded):
        return "phone"
    return "email" if _MAIL.search(folded) else None


def _has_parted_nik(text: str) -> bool:
    rest = _DATE.sub(" / ", _SUM.sub(" / ", text))
    return any(_is_parted_nik(re.findall(r"\d+", found[0]), found[0]) for found in _APART.finditer(rest))


def _is_parted_nik(groups: list[str], written: str) -> bool:
    number = "".join(groups)
    if len(number) != 16 or all(_YEAR.fullmatch(group) for group in groups):
        return False
    lengths = {len(group) for group in groups}
    if lengths == {4} or [len(group) for group in groups] in ([6, 6, 4], [8, 8]):
        return True
    # Eight figures of two digits with spaces between are an answer to eight questions.
    return _could_be_nik(number) and (" " not in written or (len(lengths) > 1 and max(lengths) > 2) or lengths == {1})


def _could_be_nik(number: str) -> bool:
    """A NIK is region (6), day, month and year of birth (6; a woman's day is 40 more) and serial (4)."""
    day, month = int(number[6:8]), int(number[8:10])
    return int(number[:2]) >= 11 and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12
