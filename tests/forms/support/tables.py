"""The tables of the page, from the claims and from the code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from forms.xpath.library import TOPICS
from forms.xpath.signature import MANY, Form, Function
from tests.forms.support.claims import WORDS
from tests.forms.support.looks import LOOKS
from tests.forms.support.other_columns import OTHERS
from tests.forms.support.survey_columns import SURVEY
from tests.forms.support.types import TYPES, names_of

PAGE = Path(__file__).parents[3] / "docs" / "xlsform-support.md"
TOPIC_NAMES = ("logic", "text", "numbers", "nodes", "dates", "choices", "places", "digests")


def written(page: str) -> str:
    """The page with its tables as they have to be. Each stands between two comments that name it."""
    for name, lines in (
        ("types", types()),
        ("columns", columns()),
        ("functions", functions()),
        ("appearances", looks()),
    ):
        begin, end = f"<!-- {name}: made by python -m tests.forms.support -->\n", f"<!-- end of {name} -->"
        before, mark, rest = page.partition(begin)
        assert mark, f"the page has no {begin!r}"
        page = before + mark + "\n".join(lines) + "\n" + end + rest.partition(end)[2]
    return page


def types() -> Iterator[str]:
    yield from _head("type", "state", "in the chat")
    for one in TYPES:
        name = f"begin {one.name}" if "begin @" in one.rows else one.name
        yield _line(_names([name, *names_of(one)[1:]]), WORDS[one.state], one.text)


def columns() -> Iterator[str]:
    yield from _head("sheet", "column", "state", "what it does")
    for one in (*SURVEY, *OTHERS):
        yield _line(one.sheet, _names([one.name, *one.also]), WORDS[one.state], one.text)


def functions() -> Iterator[str]:
    yield from _head("about", "functions, with the number of their arguments")
    for name, topic in zip(TOPIC_NAMES, TOPICS, strict=True):
        yield _line(name, " ".join(f"`{one}`\u00a0{_arity(found)}" for one, found in sorted(topic.items())))


def looks() -> Iterator[str]:
    yield from _head("appearance", "state", "in the chat")
    for one in LOOKS:
        yield _line(" ".join(f"`{name}`" for name in one.names), WORDS[one.state], one.text)


def _names(names: list[str]) -> str:
    """The name to use, and the others small beside it."""
    first, *others = names
    shown = f"`{first}`" if re.fullmatch(r"[\w:.' -]+", first) else first
    return f"{shown} ({', '.join(others)})" if others else shown


def _arity(one: Function | Form) -> str:
    if one.fewest == one.most:
        return str(one.fewest)
    return f"{one.fewest}+" if one.most >= MANY else f"{one.fewest}\u2013{one.most}"


def _head(*names: str) -> Iterable[str]:
    return (_line(*names), "|" + "---|" * len(names))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
