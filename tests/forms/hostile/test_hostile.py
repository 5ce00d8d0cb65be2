"""524 hostile files and 309 hostile patterns: each refused or bounded, by a process that lives within its limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from forms.intake import admit
from tests.forms.hostile.all_cases import all_cases
from tests.forms.hostile.case import Case
from tests.forms.hostile.patterns import Pattern, patterns
from tests.forms.hostile.workbooks import book, zipped

CASES = list(all_cases())
PATTERNS = list(patterns())
# Where a file may be read as well as refused: what it is refused with when it is. A path over everything reads itself.
MAYBE = ("", "damaged", "no_survey", "syntax", "zip_bomb", "too_large", "cycle")
# What only shows once pyxform has read the rows.
AFTER_READING = ("groups", "cycle", "deep", "long", "rows", "xls forged", "columns", "tag")


def run(what: str) -> list[dict[str, Any]]:
    """Everything tried one after the other in one process: whatever ended it would leave the rest untold."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.forms.hostile.driver", what],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def files() -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in run("files")}


@pytest.fixture(scope="module")
def regexes() -> dict[str, dict[str, Any]]:
    return {one["pattern"]: one for one in run("patterns")}


def test_there_are_as_many_as_promised() -> None:
    assert len(CASES) == len({one.id for one in CASES}) >= 300
    assert len(PATTERNS) >= 300


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_hostile_file_is_refused_or_bounded(case: Case, files: dict[str, dict[str, Any]]) -> None:
    code = files[case.id]["code"]
    if case.code:
        assert code == case.code
    else:
        assert code in MAYBE


def test_files_are_refused_before_a_parser_is_loaded(files: dict[str, dict[str, Any]]) -> None:
    """The order is that of the cases: until one must be read, no parser is there to be attacked."""
    read = [at for at, one in enumerate(CASES) if one.family in AFTER_READING]
    assert min(read) > 120
    assert [one.id for one in CASES[: min(read)] if files[one.id]["parsers"]] == []


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.source)
def test_a_hostile_pattern_is_refused_with_its_cell_or_linear(
    pattern: Pattern, regexes: dict[str, dict[str, Any]]
) -> None:
    told = regexes[pattern.source]
    if "cell" in told:
        assert told["cell"] == ["survey", PATTERNS.index(pattern) + 2, "constraint"]
        assert "can't be used" in told["why"]
    else:
        assert pattern.family not in ("look-around", "back-references")


def test_honest_files_pass() -> None:
    admit(zipped(book()))
    for path in sorted(Path("templates/forms").glob("*.md")):
        admit(path.read_bytes())


@pytest.mark.skipif("KABAR_FORMS" not in os.environ, reason="KABAR_FORMS names no folder of forms")
def test_forms_of_the_field_pass() -> None:
    for path in sorted(Path(os.environ["KABAR_FORMS"]).glob("*.xls*")):
        admit(path.read_bytes())
