"""Markdown forms: text of one encoding, in lines and tables of a size that pyxform reads in time."""

from __future__ import annotations

import re

from forms.intake.limits import MAX_CELL_TEXT, MAX_HASHES, MAX_LINES, MAX_TEXT_FILE
from forms.intake.refusal import FORMATS, refused, too_much

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # XML 1.0, 2.2: no form can carry them
_LONG_LINE = 20 * MAX_CELL_TEXT
_CSV = "Move long lists into a CSV file beside the form (select_one_from_file)."
_LOOKS_AT = 5_000  # characters: as many as pyxform looks at


def look_through(data: bytes) -> None:
    """Raises FormErrors unless `data` is a Markdown form within the limits."""
    if len(data) > MAX_TEXT_FILE:
        raise too_much("The text has", MAX_TEXT_FILE, "bytes", _CSV)
    text = _decoded(data)
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise refused("control_character", f"Line {line} has the control character U+{ord(found[0]):04X}.",
                      "No XForm can carry it.", "Delete it; it is mostly pasted along unseen.", row=line)  # fmt: skip
    _look_at_lines(text.split("\n"))
    if text[:_LOOKS_AT].count("|") < 5:
        raise _no_table(text)


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise refused("encoding", f"Byte {error.start + 1} is not UTF-8.", "Letters would come out wrong.",
                      "Save the file as UTF-8 text.") from None  # fmt: skip


def _look_at_lines(lines: list[str]) -> None:
    if len(lines) > MAX_LINES:
        raise too_much("The text has", MAX_LINES, "lines", _CSV)
    for number, line in enumerate(lines, start=1):
        if len(line) > _LONG_LINE:
            raise too_much(f"Line {number} has", _LONG_LINE, "characters", _CSV, row=number)
        if len(line) > MAX_HASHES and line.count("#") > MAX_HASHES:
            raise too_much(f"Line {number} has", MAX_HASHES, "times the sign #", "Shorten the line.", row=number)


def _no_table(text: str) -> Exception:
    looks = text[:_LOOKS_AT]
    if looks.count(",") >= 4 or looks.count(";") >= 4:
        return refused("unknown_format", "This looks like a CSV file.",
                       "A form has several sheets, which a CSV file can't tell apart.",
                       f"Save the form as .xlsx. {FORMATS}")  # fmt: skip
    return refused("unknown_format", "This is text without a Markdown table.", "There is no form in it.",
                   f"{FORMATS} A sheet in Markdown is a table: | survey |, then | | type | name |.")  # fmt: skip
