"""The sheets of an .xlsx as they pass: rows, cells and characters are counted before a reader makes objects of them."""

from __future__ import annotations

import re
from array import array
from collections import Counter

from forms.intake.limits import (
    EXCEL_COLUMNS,
    EXCEL_ROWS,
    MAX_CELL_TEXT,
    MAX_CELLS,
    MAX_FORMULA,
    MAX_ROWS,
    MAX_SHEET_ELEMENTS,
    MAX_TEXT,
)
from forms.intake.markup import Watcher
from forms.intake.refusal import damaged, refused, too_much

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# `cmd|'/C calc'!A0` starts a program, the functions fetch or call something outside the workbook.
_ACTIVE = re.compile(
    r"\b\w+\s*\|\s*'|\b(?:WEBSERVICE|FILTERXML|RTD|CALL|REGISTER(?:\.ID)?|EXEC|DDE|DDEINITIATE)\s*\(", re.IGNORECASE
)
_CSV = "Keep the rows that the form needs; move long lists into a CSV file beside it (select_one_from_file)."


class Sheets:
    """Counts over all sheets of one workbook."""

    def __init__(self) -> None:
        self._lengths = array("L")  # of the shared strings, by their number
        self._shared: Counter[str] = Counter()  # how many cells name each
        self._rows = self._cells = self._text = 0

    def strings(self) -> Watcher:
        """Looks at the shared strings: texts that cells name by number."""
        return _Strings(self._lengths)

    def sheet(self, name: str) -> Watcher:
        return _Sheet(self, name)

    def row(self) -> None:
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise too_much("The workbook has", MAX_ROWS, "rows", _CSV)

    def cell(self) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise too_much("The workbook has", MAX_CELLS, "cells", _CSV)

    def characters(self, count: int) -> None:
        self._text += count
        if self._text > MAX_TEXT:
            raise too_much("The workbook's cells have", MAX_TEXT, "characters of text", _CSV)

    def shared(self, number: str) -> None:
        """A cell names a shared string."""
        self._shared[number] += 1

    def finish(self) -> None:
        """When all parts have passed: a text that stands in many cells counts in each of them."""
        for number, count in self._shared.items():
            at = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1
            if 0 <= at < len(self._lengths):  # readers see to numbers that name none
                self.characters(count * self._lengths[at])


class _Strings(Watcher):
    reads_text = True

    def __init__(self, lengths: array[int]) -> None:
        super().__init__(MAX_SHEET_ELEMENTS)
        self._lengths = lengths
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._length = 0
            if len(self._lengths) >= MAX_CELLS:
                raise too_much("The workbook has", MAX_CELLS, "texts", _CSV)

    def text(self, data: str) -> None:
        self._length += len(data)
        if self._length > MAX_CELL_TEXT:
            raise _long("a cell", MAX_CELL_TEXT)

    def end(self, name: str) -> None:
        if name == "si":
            self._lengths.append(self._length)


class _Sheet(Watcher):
    reads_text = True

    def __init__(self, sheets: Sheets, name: str) -> None:
        super().__init__(MAX_SHEET_ELEMENTS)
        self._sheets = sheets
        self._name = name
        self._is_shared = False
        self._pieces: list[str] = []
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._sheets.cell()
            self._is_shared = attributes.get("t") == "s"
            if "r" in attributes:
                self._place(attributes["r"])
        elif name == "row":
            self._sheets.row()
            self._row(attributes.get("r", "1"))
        if name in ("v", "t", "f"):
            self._pieces = []
            self._length = 0

    def text(self, data: str) -> None:
        self._length += len(data)
        if self._length > MAX_CELL_TEXT:
            raise _long("a cell", MAX_CELL_TEXT)
        self._pieces.append(data)

    def end(self, name: str) -> None:
        if name == "v" and self._is_shared:
            self._sheets.shared("".join(self._pieces).strip())
        elif name in ("v", "t"):
            self._sheets.characters(self._length)
        elif name == "f":
            self._formula("".join(self._pieces))

    def _place(self, place: str) -> None:
        """Readers make room up to the column that a cell claims."""
        found = _PLACE.fullmatch(place)
        if found is None or _column(found[1]) > EXCEL_COLUMNS or int(found[2]) > EXCEL_ROWS:
            raise damaged("workbook", f"{self._name} has a cell at {place[:40]!r}, where Excel has none")

    def _row(self, number: str) -> None:
        if not (number.isascii() and number.isdigit() and len(number) <= 7 and 1 <= int(number) <= EXCEL_ROWS):
            raise damaged("workbook", f"{self._name} has a row numbered {number[:40]!r}, where Excel has none")

    def _formula(self, formula: str) -> None:
        if len(formula) > MAX_FORMULA:
            raise _long("a formula", MAX_FORMULA)
        if _ACTIVE.search(formula):
            raise refused(
                "active_formula",
                f"{self._name} has a formula that reaches outside the workbook: {formula[:60]!r}.",
                "Such formulas start programs or fetch things on the machine of whoever opens the form.",
                "Replace the formula by its value.",
            )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _long(what: str, most: int) -> Exception:
    return too_much(f"The workbook has {what} of", most, "characters", "Shorten it; a label needs less than 240.")
