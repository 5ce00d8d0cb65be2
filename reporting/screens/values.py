"""How an answer is to be read: what kind of thing its text is to a person."""

from __future__ import annotations

import re
from collections.abc import Mapping

from forms.prompt import Line, Prompt

_YEAR = re.compile(r"(?:^|[^a-z])(?:tahun|thn|year)(?:$|[^a-z])")
_YEARS = (1900, 2199)
CHOSEN = ("select_one", "select_multiple", "rank")


def reads_as(asked: Prompt | Line) -> str:
    """The kind, or "month" and "year" for a date of which only that is asked, and for a whole number that is a year."""
    looks = asked.appearance.split()
    if asked.kind == "date" and "month-year" in looks:
        return "month"
    if asked.kind == "date" and "year" in looks:
        return "year"
    return "year" if asked.kind == "integer" and _is_year(asked) else asked.kind


def with_labels(prompt: Prompt, value: str, labels: Mapping[str, str]) -> str:
    """A value with the labels of what was chosen, anything else as it is."""
    if prompt.kind not in CHOSEN:
        return value
    names = [value] if prompt.kind == "select_one" else value.split()
    return ", ".join(labels.get(name, name) for name in names)


def _is_year(asked: Prompt | Line) -> bool:
    """By its limits, or by its name where no limit says that it is none. A line has its name alone, and its value."""
    if isinstance(asked, Line):
        value, name = _number(asked.value), asked.path.rsplit("/", 1)[-1]
        return value is not None and _YEARS[0] <= value <= _YEARS[1] and _YEAR.search(name.lower()) is not None
    limits = [number for bound in (asked.bounds.minimum, asked.bounds.maximum) if (number := _number(bound))]
    if any(not _YEARS[0] <= limit <= _YEARS[1] for limit in limits):
        return False
    return len(limits) == 2 or _YEAR.search(asked.name.lower()) is not None


def _number(bound: str | None) -> float | None:
    try:
        return float(bound or "")
    except ValueError:
        return None
