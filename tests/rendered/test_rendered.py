"""Every text with what really stands in it: short, plain, and with nothing left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jinja2 import Environment, meta, nodes

from reporting.fitting import plain
from reporting.texts import LANGUAGES, filters, templates_folder
from tests.messages import ALLOWED, LONGEST, LONGEST_PAGE, blemishes, too_long
from tests.rendered.cards import CARDS, TOGETHER
from tests.rendered.choices import Choices, read_by, variants
from tests.rendered.delivery import DELIVERY
from tests.rendered.digests import DIGESTS
from tests.rendered.figures import FIGURES
from tests.rendered.privacy import PRIVACY
from tests.rendered.publishing import PUBLISHING
from tests.rendered.recap import RECAP
from tests.rendered.refiling import REFILING
from tests.rendered.registry import REGISTRY
from tests.rendered.rooms import ROOMS
from tests.rendered.schedules import SCHEDULES
from tests.rendered.summaries import SUMMARIES
from tests.rendered.values import ANYWHERE, TOLD, Value
from tests.reporting.desk import TEXTS

FOLDER = templates_folder()
GREETED = "enrolling/letter"  # to somebody whom Kabar does not know yet, sent by a person
# Read by coordinators, or a page of answers: up to 900 letters.
PAGES = re.compile(
    r"(coordinate|figures|publishing|recap|schedules|reviewing|summaries)/|asking/(answering|already|preview|queue|own)|notices/ticket|filling/review"
)
# Their screens measure them, and take less when they are too long (tests/rendered/test_fitted.py).
FITTED = (
    "coordinate/delivery",
    "coordinate/missing",
    "filling/batch",
    "filling/burst",
    "filling/question",
    "filling/review",
    "filling/review_correction",
    "groups/weekly",
    "publishing/faulty",
    "publishing/trial",
    "reviewing/card",
    "starting/questions",
    "summaries/weekly",
)
LEFT_OVER = re.compile(
    r"(?<!\")None(?! yet)|Undefined|\{\{|\{%|[^ \n] {2,}[^ ]| [,.;:?](?:\s|$)|\(\)|\n{4,}|[,·;]\s*$|(?<!\.)\.\.(?!\.)",
    re.M,
)
GLUED = re.compile(rf"[\w.)\"…][{''.join(sorted(ALLOWED - {'●'}))}]")
TAGS = re.compile(r"<(/?)(\w+)[^>]*>")


@cache
def parsed(name: str) -> nodes.Template:
    """The Indonesian text: the English one decides on the same facts (tests/test_messages.py)."""
    environment = Environment(trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(filters(LANGUAGES[0]))
    return environment.parse((FOLDER / LANGUAGES[0] / name).read_text("utf-8"))


@cache
def names() -> list[str]:
    folder = FOLDER / LANGUAGES[0]
    return sorted(path.relative_to(folder).as_posix().removesuffix(".html.j2") for path in folder.rglob("*.html.j2"))


def values(variable: str, *names: str) -> Value | None:
    """What stands there, by the text itself or by the one that takes it in, by their rooms, or wherever it is."""
    for name in (one.removeprefix("discreet/").removesuffix(".html.j2") for one in names):
        for place in (name, name.partition("/")[0]):
            for table in (
                CARDS,
                ROOMS,
                FIGURES,
                REGISTRY,
                REFILING,
                DELIVERY,
                PUBLISHING,
                RECAP,
                DIGESTS,
                SCHEDULES,
                PRIVACY,
                SUMMARIES,
            ):
                if variable in table.get(place, {}):
                    return table[place][variable]
    return ANYWHERE.get(variable)


def needed(name: str) -> dict[str, Value]:
    """Everything the text and those that it includes take, but what the table does not know."""
    wanted, seen = [f"{name}.html.j2"], set[str]()
    found: dict[str, Value] = {}
    while wanted:
        one = wanted.pop()
        if one in seen:
            continue
        seen.add(one)
        told = {variable: values(variable, name, one) for variable in read_by(parsed(one))}
        found |= {variable: value for variable, value in told.items() if value is not None}
        wanted += [other for other in meta.find_referenced_templates(parsed(one)) if other]
    return found


@cache
def fillings(name: str) -> list[dict[str, Any]]:
    """The usual one first, then the worst, then the worst with one thing changed."""
    told = needed(name)
    usual = {variable: value.usual for variable, value in told.items()}
    worst = {variable: value.worst for variable, value in told.items()}
    others = [worst | {variable: other} for variable, value in told.items() for other in value.also]
    others += [worst | together for together in TOGETHER.get(name, ())]
    return [usual, worst, *others, *variants(worst, Choices(parsed).read(f"{name}.html.j2"), TOLD)]


def faults(language: str, name: str, html: str) -> Iterator[str]:
    text = plain(html)
    yield from blemishes(language, text)
    if name not in FITTED:
        yield from too_long(text, LONGEST_PAGE if PAGES.match(name) else LONGEST)
    for found in (*LEFT_OVER.finditer(text.strip()), *GLUED.finditer(text)):
        yield f"{found[0]!r} is left over: …{text[max(0, found.start() - 40) : found.end() + 20]!r}"
    if not balanced(html):
        yield f"tags that Telegram refuses: {html[:80]}"


def balanced(html: str) -> bool:
    """Whether every tag is closed, and in its order: else Telegram refuses the message."""
    stack: list[str] = []
    for closing, tag in TAGS.findall(html):
        if not closing:
            stack.append(tag)
        elif not stack or stack.pop() != tag:
            return False
    return not stack


def unknown(names: list[str]) -> set[str]:
    """What these texts read and no table says."""
    read = {(name, variable) for name in names for variable in read_by(parsed(f"{name}.html.j2"))}
    return {f"{name}: {variable}" for name, variable in read if values(variable, name) is None}


def test_the_table_knows_what_every_text_reads() -> None:
    assert unknown(names()) == set(), (
        "tests/rendered/values.py, rooms.py, cards.py, figures.py or registry.py must say what stands there"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_reads_well_with_what_stands_in_it(language: str) -> None:
    found = dict[str, set[str]]()
    for name in (one for one in names() if one != GREETED):
        for filling in fillings(name):
            for fault in faults(language, name, TEXTS.render(language, name, **filling)):
                found.setdefault(name, set()).add(fault)
    assert found == {}
