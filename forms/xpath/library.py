"""All functions, by the name they are called by: XPath 1.0, chapter 4, and ODK XForms, "XPath Functions"."""

from __future__ import annotations

from forms.xpath.functions_dates import DATES
from forms.xpath.functions_digest import DIGESTS
from forms.xpath.functions_geo import GEO
from forms.xpath.functions_logic import LOGIC
from forms.xpath.functions_nodes import NODES
from forms.xpath.functions_numbers import NUMBERS
from forms.xpath.functions_selects import SELECTS
from forms.xpath.functions_strings import STRINGS
from forms.xpath.names import JAVAROSA, Names
from forms.xpath.signature import Form, Function

IMPURE = frozenset(("random", "uuid", "now", "today", "once", "randomize"))

TOPICS = (LOGIC, STRINGS, NUMBERS, NODES, DATES, SELECTS, GEO, DIGESTS)


def find(name: str, names: Names) -> Function | Form | None:
    """The function of that name. A prefix counts by its namespace, and only JavaRosa's has functions."""
    prefix, _, local = name.rpartition(":")
    if prefix:
        if names.bound.get(prefix, JAVAROSA if prefix == "jr" else "") != JAVAROSA:
            return None
        name = f"jr:{local}"
    return next((topic[name] for topic in TOPICS if name in topic), None)


def known_functions() -> tuple[str, ...]:
    """All names, in the order of their topics."""
    return tuple(name for topic in TOPICS for name in topic)
