"""Which of a form's languages a person reads: "id" is "Indonesia (id)", "Bahasa Indonesia (id)" or "id"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

_CODE = re.compile(r"\(([^()]+)\)\s*$")


def pick(wanted: str, languages: Sequence[str], default: str) -> tuple[str, ...]:
    """The form's languages in the order in which a text is looked for: the wanted one, the default, the rest."""
    match = [one for one in languages if code(one) == wanted.lower()]  # several where sheets name it in other words
    match = match or [one for one in languages if one.lower() == wanted.lower()]
    first = [one for one in (*match, default) if one is not None]
    return tuple(dict.fromkeys((*first, "", *languages)))


def covers(present: Collection[str], language: str) -> bool:
    """Whether one of the languages that are there is `language`, by its code, or a text for all of them ("")."""
    return "" in present or any(code(one) == code(language) for one in present)


def short(attributes: Mapping[str, str], language: str) -> str:
    """The short label in that language (`kabar:short_en`), or the one that stands for all of them (`kabar:short`)."""
    return attributes.get(f"short_{code(language)}") or attributes.get("short", "")


def code(language: str) -> str:
    """The language code in brackets at the end of a language's name, or the name itself, in lower case."""
    found = _CODE.search(language)
    return (found[1] if found else language).strip().lower()
