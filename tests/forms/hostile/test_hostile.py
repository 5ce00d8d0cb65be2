"""Hostile files and patterns, hundreds of each: refused or bounded, by a process that lives within its limits."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from forms.intake import admit
from tests.forms import corpus
from tests.forms.hostile.all_cases import all_cases
from tests.forms.hostile.case import Case
from tests.forms.hostile.patterns import Pattern, patterns
from tests.forms.hostile.workbooks import book, zipped

# Where a file may be read as well as refused: what it is refused with when it is. A path over everything reads itself.
MAYBE = ("", "damaged", "no_survey", "syntax", "zip_bomb", "too_large", "cycle")
# What only shows once pyxform has read the rows.
AFTER_READING = ("groups", "cycle", "deep", "long", "rows", "xls forged", "tag")


def run(what: str) -> list[dict[str, Any]]:
    """Everything tried one after the other in one process: whatever ended it would leave the rest untold."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.forms.hostile.driver", what],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_hostile_files_are_refused_or_bounded() -> None:
    """All in one test, for the process that tries them takes seconds. No parser is loaded before one must be read."""
    cases = list(all_cases())
    told = {one["id"]: one for one in run("files")}
    assert [one.id for one in cases] == list(told)
    assert len(cases) >= 500
    assert {one.id: told[one.id]["code"] for one in cases if not _as_expected(one, told[one.id]["code"])} == {}
    first_read = min(at for at, one in enumerate(cases) if one.family in AFTER_READING)
    assert first_read > 120
    assert [one.id for one in cases[:first_read] if told[one.id]["parsers"]] == []


def _as_expected(case: Case, code: str) -> bool:
    return code == case.code if case.code else code in MAYBE


def test_hostile_patterns_are_refused_with_their_cell_or_linear() -> None:
    known = list(patterns())
    told = run("patterns")
    assert [one["pattern"] for one in told] == [one.source for one in known]
    assert len(known) >= 300
    assert {one.source: tell for one, tell in zip(known, told, strict=True) if not _refused_or_linear(one, tell)} == {}
    cells = {(row, *one["cell"]) for row, one in enumerate(told, start=2) if "cell" in one}
    assert len(cells) > 80
    assert all((sheet, row, column) == ("survey", expected, "constraint") for expected, sheet, row, column in cells)


def _refused_or_linear(pattern: Pattern, told: dict[str, Any]) -> bool:
    """What needs backtracking must be refused; the rest may be, else its attack ended."""
    if "cell" in told:
        return "can't be used" in told["why"]
    return "seconds" in told and pattern.family not in ("look-around", "back-references")


def test_honest_files_pass() -> None:
    """The programme's, the examples, and those of the folder in KABAR_FORMS."""
    admit(zipped(book()))
    for path in corpus.files():
        admit(path.read_bytes())
