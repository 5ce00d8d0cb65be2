"""Runs in a process of its own, with the limits of the workshop: tries what is hostile and says what came of it.

`python -m tests.forms.hostile.driver files` or `... patterns`; one JSON object a line.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from bot.workshop.confinement import confine
from forms import FormErrors, FormProblem, load
from forms.xpath import Node, Scope, compile
from tests.forms.hostile.all_cases import all_cases
from tests.forms.hostile.patterns import Pattern, patterns
from tests.forms.hostile.workbooks import book, zipped

MEMORY, SECONDS = 768 * 1024 * 1024, 120
_PARSERS = {"pyxform", "openpyxl", "xlrd.book"}


def main() -> None:
    confine(MEMORY, SECONDS)
    for told in files() if sys.argv[1] == "files" else regexes():
        print(json.dumps(told), flush=True)


def files() -> Iterator[dict[str, Any]]:
    """What came of each file: the code it was refused with, and the parsers that had been loaded by then."""
    for case in all_cases():
        content = case.make()
        before = time.process_time()
        code = _code(content, case.file)
        seconds = time.process_time() - before
        yield {"id": case.id, "code": code, "seconds": seconds, "parsers": sorted(_PARSERS & sys.modules.keys())}


def _code(content: bytes, name: str) -> str:
    try:
        load(content, name)
    except FormErrors as errors:
        codes = {one.code for one in errors.problems}
        return codes.pop() if len(codes) == 1 else f"several: {sorted(codes)}"
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return ""


def regexes() -> Iterator[dict[str, Any]]:
    """The cell that each pattern was refused at, or the time that its attack took."""
    known = list(patterns())
    refused = {problem.row: problem for problem in _problems(known)}
    good = [one for row, one in enumerate(known, start=2) if row not in refused]
    assert not _problems(good)
    for row, one in enumerate(known, start=2):
        yield {"pattern": one.source, **(_refusal(refused[row]) if row in refused else _attacked(one))}


def _problems(known: Sequence[Pattern]) -> tuple[FormProblem, ...]:
    """A form with a question for each pattern, the first in row 2."""
    header = ("type", "name", "label", "constraint")
    rows = [("text", f"q{n}", "Q", escape(one.constraint)) for n, one in enumerate(known)]
    try:
        load(zipped(book([header, *rows])), "form.xlsx")
    except FormErrors as errors:
        return errors.problems
    return ()


def _refusal(problem: FormProblem) -> dict[str, Any]:
    return {"cell": [problem.sheet, problem.row, problem.column], "why": problem.message}


def _attacked(one: Pattern) -> dict[str, Any]:
    node = Node("q", text=one.attack)
    before = time.process_time()
    compile(one.constraint).boolean(Scope(node=node, root=Node(kind="document")))
    return {"seconds": time.process_time() - before}


if __name__ == "__main__":
    main()
