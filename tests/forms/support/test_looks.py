"""Each appearance: the question is asked as it would be without, unless the page says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from forms import load
from forms.check import check
from forms.prompt import Choice
from reporting.filling.looking import opening
from reporting.reading import Read, Reader, load_vocabulary
from reporting.screens.keys import Asking, answer_rows
from tests.forms.scenario import SETTINGS, Person
from tests.forms.support.claims import COLOURS
from tests.forms.support.looks import LOOKS

GROUPED = """| survey |
| | type | name | label | appearance |
| | begin group | g | G | {} |
| | select_one warna | a | A | |
| | select_one warna | b | B | |
| | end group | | | |
"""


def markdown(kind: str, look: str) -> str:
    parameters = "start=1 end=5" if kind == "range" else ""
    head = "| survey |\n| | type | name | label | appearance | parameters |\n"
    return f"{head}| | {kind} | q | Q | {look} | {parameters} |\n{COLOURS}{SETTINGS}"


def names(state: str) -> list[tuple[str, str]]:
    return [(one.kind, name) for one in LOOKS if one.state == state for name in one.names]


@pytest.mark.parametrize(("kind", "look"), names("ignored"))
def test_a_look_changes_nothing(kind: str, look: str) -> None:
    plain, dressed = (Person(load(markdown(kind, one), "uji.md")).prompt for one in ("", look))
    assert (dressed.kind, dressed.bounds, dressed.choices) == (plain.kind, plain.bounds, plain.choices)
    assert dressed.appearance == look


@pytest.mark.parametrize(
    ("look", "typed", "stored"), [("month-year", "oktober 2026", "2026-10-01"), ("year", "2025", "2025-01-01")]
)
def test_months_and_years_may_be_typed(look: str, typed: str, stored: str) -> None:
    prompt = Person(load(markdown("date", look), "uji.md")).prompt
    assert Reader(load_vocabulary()).read(prompt, typed, date(2026, 11, 2), "", "id") == Read(stored)


@pytest.mark.parametrize(("look", "columns"), [("columns-3", 3), ("columns-pack", 3), ("likert", 3), ("columns", 2)])
def test_options_stand_side_by_side(look: str, columns: int) -> None:
    prompt = Person(load(markdown("select_one warna", look), "uji.md")).prompt
    prompt = replace(prompt, choices=tuple(Choice(name, name) for name in "abc"))
    asking = Asking(lambda key, **_: key, lambda _, value: value, date(2026, 11, 2))
    assert len(answer_rows(prompt, asking)[0]) == columns


@pytest.mark.parametrize("look", ["minimal", "autocomplete", "minimal likert"])
def test_a_long_list_opens_with_its_search(look: str) -> None:
    prompt = Person(load(markdown("select_one warna", look), "uji.md")).prompt
    assert opening(prompt, (), ("m",)) is None
    prompt = replace(prompt, choices=tuple(Choice(f"n{at}", f"Desa {at}") for at in range(1, 12)), value="n11")
    assert opening(prompt, (), ()) == (10,)
    assert opening(prompt, (), ("n3", "n11", "gone")) == (10, 2)
    assert opening(replace(prompt, value=""), (), ()) == ()
    assert opening(replace(prompt, appearance="likert"), (), ()) is None


def test_the_header_of_a_table_is_not_asked() -> None:
    assert Person(load(markdown("select_one warna", "label"), "uji.md")).at == "end"
    assert Person(load(markdown("select_one warna", "list-nolabel"), "uji.md")).at == "q"


@pytest.mark.parametrize("look", ["field-list", "table-list"])
def test_a_page_of_questions_is_asked_one_by_one(look: str) -> None:
    person = Person(load(GROUPED.format(look) + COLOURS + SETTINGS, "uji.md"))
    assert [person.at, person.say("m").at, person.say("b").at] == ["a", "b", "end"]


@pytest.mark.parametrize(("kind", "look"), names("refused"))
def test_what_is_drawn_is_refused_where_it_is_required(kind: str, look: str) -> None:
    form = (
        markdown(kind, look)
        .replace("| appearance |", "| appearance | required |")
        .replace(f"| {look} |", f"| {look} | yes |")
    )
    assert "required_not_in_chat" in {one.code for one in check(form, "uji.md")}
    assert Person(load(markdown(kind, look), "uji.md")).skip().at == "end"
