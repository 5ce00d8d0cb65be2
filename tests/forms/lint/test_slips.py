"""A slip in an expression is told as it stands in the cell, with what most likely mends it."""

from __future__ import annotations

import pytest

from forms.sheet.slips import as_written
from tests.forms.lint.sheets import form, found


@pytest.mark.parametrize(
    ("written", "told", "cure"),
    [
        ("${a} > 3 and", "${a} > 3 and is not XPath: unexpected end.", "missing at its end"),
        ("${a} == 1", "${a} == 1 is not XPath: unexpected '=' at \"= 1\".", "single ="),
        ("${a} = 1 & ${a} = 2", 'at "& ${a} = 2".', "the word and"),
        ("(${a} = 1", "unexpected end", "1 opening and 0 closing brackets"),
        ("${a} = 'ya", "is not XPath", "A quote is not closed"),
        ("${a} => 1", "is not XPath", ">="),
        ("${a} 5", "is not XPath", "Check brackets"),
        ("${a} = '1' AND ${a} != 'x'", "unexpected 'AND'", "in small letters"),
        ("{a} = 'ya'", "is not XPath", "with a dollar sign"),
        ("${a} in ('ya', 'tidak')", "is not XPath", "There is no in"),
        ("${a} / ${a} > 'x'", "is not XPath", "the word div"),
        ("(${a} + 1) / 2 > 3", "is not XPath", "the word div"),
        ("${a} > 10,5", "is not XPath", "with a point"),
        ("${a} ≥ 3", "is not XPath", "Write >="),
        ("${a} == 'a & b AND {c}'", "is not XPath", "single ="),
        ("${a} 'x & y'", "is not XPath", "Check brackets"),
    ],
)
def test_each_slip_has_its_cure(written: str, told: str, cure: str) -> None:
    source = form(f"type; name; label; relevant\ninteger; a; A?\nbegin_group; g; G\ntext; b; B?; {written}\nend_group")
    [one] = found(source, "syntax")
    assert (one.row, one.column) == (4, "relevant")
    assert told in one.message
    assert cure in one.advice


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (" /data/g/a  > 3", "${a} > 3"),
        (". <=  ../pus ", ". <= ${pus}"),
        ("count( /data/rep ) > 1", "count(${rep}) > 1"),
        ("/data/a > 1", "/data/a > 1"),
        ("6 div 2", "6 div 2"),
        ("instance('l')/root/item[name =  /data/a ]/label", "instance('l')/root/item[name = ${a}]/label"),
    ],
)
def test_paths_are_told_as_names(source: str, written: str) -> None:
    assert as_written(source) == written


@pytest.mark.parametrize(
    ("written", "code", "cure"),
    [
        ("$a = 1", "expression", "Write ${a}"),
        ("sum(${a}, ${a}) > 3", "expression", "${a} + ${b}"),
        ("if(${a} = 1, 2)", "expression", "what else"),
        ("selected(${a}, 'x', 'y')", "expression", "joined with or"),
        ("regex(${a}, '(?=1)')", "expression", "look-ahead"),
        ("round(1, 2, 3) = 1", "expression", ""),
        ("contain(${a}, '1')", "unknown_function", "Did you mean contains()?"),
        ("NOT(${a} = 1)", "unknown_function", "Did you mean not()?"),
        ("ISBLANK(${a})", "unknown_function", "${name} = ''"),
        ("len(${a}) > 3", "unknown_function", "string-length()"),
        ("batas(${a})", "unknown_function", "docs.getodk.org"),
    ],
)
def test_a_call_that_can_not_be_has_its_cure(written: str, code: str, cure: str) -> None:
    [one] = found(form(f"type; name; label; relevant\ninteger; a; A?\ntext; b; B?; {written}"), code)
    assert (one.row, one.column) == (3, "relevant")
    assert (cure in one.advice) if cure else not one.advice
