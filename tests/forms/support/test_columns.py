"""Each column in a tiny form: what the page claims of it is so."""

from __future__ import annotations

import pytest
from pyxform.aliases import list_header, settings_header, survey_header

from forms import load
from tests.forms.scenario import SETTINGS, Person
from tests.forms.support.claims import ColumnClaim
from tests.forms.support.other_columns import OTHERS
from tests.forms.support.survey_columns import SURVEY

COLUMNS = (*SURVEY, *OTHERS)


@pytest.mark.parametrize("claim", COLUMNS, ids=lambda one: f"{one.sheet} {one.name}")
def test_the_column_does_what_is_claimed(claim: ColumnClaim) -> None:
    assert claim.holds(_person(claim.form))


@pytest.mark.parametrize(("claim", "name"), [(one, name) for one in COLUMNS for name in one.also])
def test_its_other_names_do_the_same(claim: ColumnClaim, name: str) -> None:
    before, mark, sheet = claim.form.rpartition(f"| {claim.sheet} |")
    assert claim.holds(_person(before + mark + sheet.replace(f"| {claim.name} |", f"| {name} |", 1)))


def _person(form: str) -> Person:
    return Person(load(form if "| settings |" in form else form + SETTINGS, "uji.md"))


@pytest.mark.parametrize(
    ("sheet", "known"), [("survey", survey_header), ("choices", list_header), ("settings", settings_header)]
)
def test_every_column_that_pyxform_renames_is_on_the_page(sheet: str, known: dict[str, object]) -> None:
    told = {name for one in COLUMNS if one.sheet == sheet for name in (one.name, *one.also)}
    assert set(known) - told == set()
