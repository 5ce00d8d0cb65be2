"""XForms broken by chance: each is refused with a reason, or can be filled. None is a crash."""

from __future__ import annotations

import copy
import random
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from forms import Context, FormErrors, Session, compile_form
from tests.forms.traces.recorded import traces

NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)
ODDITIES = (
    "", "/", "//", ".", "..", "/data", "/data/", "@x", "/data/@x", "current()", "[", "x y", "true()", "1", "-1", "1e9",
    "jr:itext('a')", "jr:itext(", "/a/b/c/d", "*", "/data/*", "-",
)  # fmt: skip

Damage = Callable[[random.Random, list[ET.Element]], None]


def test_a_broken_form_is_refused_or_works() -> None:
    campaign(seed=1, mutants=400)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 7))
def test_many_broken_forms_are_refused_or_work(seed: int) -> None:
    campaign(seed, mutants=10_000)


def campaign(seed: int, mutants: int) -> None:
    chance = random.Random(seed)
    forms = sorted({one.form for one in traces() if len(one.form) < 8000})
    loaded = sum(fills(chance, broken(chance, chance.choice(forms))) for _ in range(mutants))
    assert mutants / 3 < loaded < mutants, "else they are broken too much, or too little"


def fills(chance: random.Random, xform: str) -> bool:
    """Whether the form loads; if so, a few answers are given."""
    try:
        form = compile_form(xform)
    except FormErrors as refused:
        assert all(one.message for one in refused.problems)
        return False
    session = Session.open(form, Context(now=NOW))
    for _ in range(8):
        before = session.prompt
        names = [one.name for one in before.choices] or ["1", "x", "2026-01-01", "1 1", "10:00", "OK", "yes", "no"]
        session.answer(chance.choice(names), NOW)
        if session.prompt.path == before.path:
            session.skip(NOW)
    Session.resume(form, session.draft).finish(NOW)
    return True


def broken(chance: random.Random, xform: str) -> str:
    root = ET.fromstring(xform)
    elements = list(root.iter())
    for _ in range(chance.randint(1, 4)):
        chance.choice(DAMAGES)(chance, elements)
    return ET.tostring(root, encoding="unicode")


def _without_a_child(chance: random.Random, elements: list[ET.Element]) -> None:
    parent = chance.choice(elements)
    if len(parent):
        parent.remove(chance.choice(list(parent)))


def _without_an_attribute(chance: random.Random, elements: list[ET.Element]) -> None:
    element = chance.choice(elements)
    if element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]


def _with_an_odd_attribute(chance: random.Random, elements: list[ET.Element]) -> None:
    element = chance.choice(elements)
    if element.attrib:
        element.set(chance.choice(list(element.attrib)), chance.choice(ODDITIES))


def _with_an_odd_text(chance: random.Random, elements: list[ET.Element]) -> None:
    chance.choice(elements).text = chance.choice(ODDITIES)


def _with_a_copy(chance: random.Random, elements: list[ET.Element]) -> None:
    chance.choice(elements).append(copy.deepcopy(chance.choice(elements)))


def _with_another_name(chance: random.Random, elements: list[ET.Element]) -> None:
    chance.choice(elements).tag = chance.choice(elements).tag


DAMAGES: tuple[Damage, ...] = (
    _without_a_child, _without_an_attribute, _with_an_odd_attribute, _with_an_odd_text, _with_a_copy,
    _with_another_name,
)  # fmt: skip
