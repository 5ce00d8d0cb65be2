"""Which patterns stall an engine that backtracks: told by their automaton, not by their looks."""

from __future__ import annotations

import string

import pytest

from forms.check.ambiguity import is_exponential
from tests.forms.lint.sheets import form, found, places

STALLING = [
    "(a+)+$", "(a*)*", "(a|a)*", "(a|aa)+$", "([a-z]+ ?)*$", r"(\w+\s?)*", "(.*)*x", "(a?a?)*b", "(x+x+)+y",
    r"^(([a-z])+.)+[A-Z]([a-z])+$", r"([\d\D]+)+", "((ab)*)*c", "(a{2,}){2,}", r"(?:[0-9]+-?)+", "(a|b|ab)*c",
    r"^(([0-9]{1})*[- .(]*([0-9]{3})[- .)]*[0-9]{3}[- .]*[0-9]{4})+$", r"(\s|\w|[ab])+!", "(é+)+",
]  # fmt: skip
HARMLESS = [
    "[0-9]{16}", "^08[0-9]{8,11}$", "([a-z]+,)*[a-z]+", r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$", "a*b*c*", "(a|b)*", "(ab?)*c",
    r"^(ya|tidak)$", r"(\d{1,3}\.)*\d{3}", "[^ ]+( [^ ]+)*", "(a+b)+", "(a{1,3}-)*", "", "(", r"\d+(,\d+)?",
    r"^[A-Z]{1,2} ?\d{1,4} ?[A-Z]{0,3}$", "(?i:rt) ?[0-9]+/(?i:rw) ?[0-9]+", r"(\p{L}+ )*\p{L}+", "[[:alpha:]]+",
]  # fmt: skip


@pytest.mark.parametrize("pattern", STALLING)
def test_two_ways_back_to_the_same_place_are_exponential(pattern: str) -> None:
    assert is_exponential(pattern)


@pytest.mark.parametrize("pattern", HARMLESS)
def test_one_way_is_not(pattern: str) -> None:
    assert not is_exponential(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["(" + "|".join(f"a{sign}" for sign in string.ascii_letters) + ")*", "(" * 5_000, "a?" * 130 + "(b+)+"],
)
def test_a_pattern_made_to_be_hard_is_left_alone(pattern: str) -> None:
    assert not is_exponential(pattern)


def test_the_cell_is_named() -> None:
    source = form("type; name; label; constraint; constraint_message\ntext; x; X; regex(., '(a+)+$'); a saja")
    assert places(found(source, "exponential_regex")) == [("survey", 2, "constraint")]


def test_what_re2_refuses_is_an_error_in_its_cell() -> None:
    source = form(r"type; name; label; constraint" "\n" r"text; x; X; regex(., '(a)\1')")
    [one] = [one for one in found(source) if one.severity == "error"]
    assert (one.code, one.row, one.column) == ("expression", 2, "constraint")
    assert "RE2" in one.why
