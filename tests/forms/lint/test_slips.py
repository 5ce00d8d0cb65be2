"""A slip in an expression is told as it stands in the cell, with what most likely mends it."""

from __future__ import annotations

import pytest

from forms.slips import as_written
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
