"""Where JavaRosa and Kabar differ on purpose or by JavaRosa's fault: each with its reason, none that is mended."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """`line` is found in the differences of the form in file `form`."""

    form: str
    line: str
    reason: str


DIFFERENCES = (
    Known(
        "getodk__socio-economic-survey-v20240515.xlsx",
        r"SEClass.*: '' here, '\[itext:\]' there",
        "The text with a blank id is blank; JavaRosa writes the id in brackets.",
    ),
)
# Forms that JavaRosa does not load, with its words.
REFUSED: tuple[Known, ...] = ()


def unexplained(form: str, lines: list[str]) -> list[str]:
    """The differences that nothing here explains."""
    explained = [re.compile(one.line) for one in DIFFERENCES if one.form == form]
    return [line for line in lines if not any(one.search(line) for one in explained)]


def mended(form: str, lines: list[str]) -> list[Known]:
    """What is listed here and no longer happens."""
    return [one for one in DIFFERENCES if one.form == form and not any(re.search(one.line, line) for line in lines)]


def refused(form: str, words: str) -> bool:
    return any(one.form == form and re.search(one.line, words) for one in REFUSED)
