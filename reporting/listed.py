"""Lists that somebody prepares in a spreadsheet: CSV with a header, read as cells by column."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which cell; `row` counts as a spreadsheet does, the header being 1."""

    row: int
    column: str
    message: str


def read(text: str, columns: Sequence[str]) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """(row, cells without spaces around them) of each row after the header, or what the header lacks."""
    lines = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text))
    missing = [column for column in columns if column not in (lines.fieldnames or ())]
    if missing:
        return [], [Problem(1, missing[0], f"the first row needs the columns {', '.join(columns)}")]
    told = [{column: (line[column] or "").strip() for column in columns} for line in lines]
    return list(enumerate(told, start=2)), []


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","
