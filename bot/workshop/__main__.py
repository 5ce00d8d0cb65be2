"""The process that reads one form: bytes in, JSON out. Started by `workshop.read`, which is where to look."""

from __future__ import annotations

import json
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.workshop.confinement import OutOfTime, confine

if TYPE_CHECKING:
    from bot.workshop.wire import Read


def main() -> None:
    """Limits itself before it loads anything that could be attacked."""
    order = json.loads(sys.argv[1])
    confine(order["memory"], order["seconds"])
    if hasattr(signal, "SIGXCPU"):
        signal.signal(signal.SIGXCPU, _out_of_time)
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read(), order["name"]))


def _answer(content: bytes, name: str) -> bytes:
    from bot.workshop.wire import Read, written
    from forms.check import check
    from forms.problems import FormErrors

    problems = check(content, name)
    if any(one.severity == "error" for one in problems):
        return written(Read(problems=problems))
    try:
        return written(replace(_read(content, name), problems=problems))
    except FormErrors as errors:
        return written(Read(problems=errors.problems))


def _read(content: bytes, name: str) -> Read:
    """Opens the form once, too: what it computes then, every chat that opens it would wait for."""
    from bot.workshop.wire import Read
    from forms import Context, compile_form, read_xlsform, start
    from forms.intake import xform_text

    if name.lower().endswith(".xml"):
        read = Read(xform_text(content))
    else:
        sheet = read_xlsform(content, name)
        read = Read(sheet.xform, sheet.cells, sheet.itemsets)
    start(compile_form(read.xform, read.cells), Context(now=datetime.now(UTC)))
    return read


def _out_of_time(_signal: int, _frame: object) -> None:
    raise OutOfTime


if __name__ == "__main__":
    main()
