"""Where ODK's engines and Kabar differ on purpose or by their fault: each with its reason, none that is mended."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """`line` is a pattern found in the differences of the form in file `form` beside `engine`."""

    engine: str
    form: str
    line: str
    reason: str


KNOWN = (
    Known(
        "javarosa",
        "getodk__socio-economic-survey-v20240515.xlsx",
        r"SEClass.*: '' here, '\[itext:\]' there",
        "The text with a blank id is blank; JavaRosa writes the id in brackets.",
    ),
    Known(
        "xforms-engine",
        "bulanan_kkb.md",
        r"not played: .*syntax error: instance\('agregat'\)",
        "Web Forms writes the key of pulldata() into an expression, where a quote in an answer ends it.",
    ),
)


def unexplained(engine: str, form: str, lines: list[str]) -> list[str]:
    """The differences that nothing here explains."""
    return [line for line in lines if not any(re.search(one.line, line) for one in _of(engine, form))]


def mended(engine: str, form: str, lines: list[str]) -> list[Known]:
    """What is listed here and no longer happens."""
    return [one for one in _of(engine, form) if not any(re.search(one.line, line) for line in lines)]


def _of(engine: str, form: str) -> list[Known]:
    return [one for one in KNOWN if (one.engine, one.form) == (engine, form)]
