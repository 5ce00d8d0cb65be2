"""Which of a form's languages a person reads: "id" is "Indonesia (id)", "Bahasa Indonesia (id)" or "id"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CODE = re.compile(r"\(([^()]+)\)\s*$")


def pick(wanted: str, languages: Sequence[str], default: str) -> tuple[str, ...]:
    """The form's languages in the order in which a text is looked for: the wanted one, the default, the rest."""
    match = next((one for one in languages if code(one) == wanted.lower()), None)
    match = match or next((one for one in languages if one.lower() == wanted.lower()), None)
    first = [one for one in (match, default) if one is not None]
    return tuple(dict.fromkeys((*first, "", *languages)))


def code(language: str) -> str:
    """The language code in brackets at the end of a language's name, or the name itself, in lower case."""
    found = _CODE.search(language)
    return (found[1] if found else language).strip().lower()
