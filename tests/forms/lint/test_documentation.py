"""docs/form-check.md is written by the code, and no code is missing from it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from forms.check import RULES
from forms.check.documentation import table

LOGGED = ("log.add", "log.warn", "self.add")
ROOT = Path(__file__).parents[3]
START, END = "tests/forms/lint/test_documentation.py -->\n", "<!-- /rules -->"


def test_the_page_holds_the_table_of_the_code() -> None:
    """To write it anew: put the output of `python -m forms.check.documentation` between the two marks."""
    page = (ROOT / "docs" / "form-check.md").read_text(encoding="utf-8")
    assert page[page.index(START) + len(START) : page.index(END)] == table()


def test_each_code_stands_for_one_rule() -> None:
    assert [code for code, times in Counter(rule.code for rule in RULES).items() if times > 1] == []


def test_each_rule_says_what_why_and_how_to_mend() -> None:
    assert [rule.code for rule in RULES if not (rule.what.endswith(".") and rule.why.endswith("."))] == []
    assert [rule.code for rule in RULES if rule.severity != "info" and not rule.mend] == []


def test_every_problem_that_the_code_tells_of_has_its_rule() -> None:
    told = {code for folder in ("forms", "reporting") for code in _codes(ROOT / folder)}
    assert told - {rule.code for rule in RULES} == set()
    assert {"syntax", "cycle", "version_taken"} <= told


def _codes(folder: Path) -> Iterator[str]:
    """The codes written in calls of FormProblem, ProblemLog.add and ProblemLog.warn."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _tells(node.func):
                given = [one.value for one in node.keywords if one.arg == "code"] or node.args[:1]
                yield from (one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str))


def _tells(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in ("FormProblem", "refused")
    return isinstance(function, ast.Attribute) and ast.unparse(function).endswith(LOGGED)
