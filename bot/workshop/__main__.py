"""The process that reads one form: bytes in, JSON out. Started by `workshop.read`, which is where to look."""

from __future__ import annotations

import json
import signal
import sys

from bot.workshop.confinement import OutOfTime, confine


def main() -> None:
    """Limits itself before it loads anything that could be attacked."""
    order = json.loads(sys.argv[1])
    confine(order["memory"], order["seconds"])
    if hasattr(signal, "SIGXCPU"):
        signal.signal(signal.SIGXCPU, _out_of_time)
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read(), order["name"]))


def _answer(content: bytes, name: str) -> bytes:
    from bot.workshop.wire import Read, written
    from forms.cells import Cells
    from forms.check import check
    from forms.intake import xform_text
    from forms.problems import FormErrors
    from forms.xlsform import read_xlsform

    problems = check(content, name)
    if any(one.severity == "error" for one in problems):
        return written(Read("", Cells(), problems))
    try:
        if name.lower().endswith(".xml"):
            return written(Read(xform_text(content), Cells(), problems))
        sheet = read_xlsform(content, name)
        return written(Read(sheet.xform, sheet.cells, problems))
    except FormErrors as errors:
        return written(Read("", Cells(), errors.problems))


def _out_of_time(_signal: int, _frame: object) -> None:
    raise OutOfTime


if __name__ == "__main__":
    main()
