"""A table as somebody keeps it: .xlsx, or .csv with commas, semicolons or tabs; read into rows of plain texts.

A cell is named as a spreadsheet names it (C7). What a program made of a text is undone as far as it can be: 812.0
becomes 812, a date its ISO form, TRUE "ya".
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.texts import Texts

LARGEST = 20_000_000  # bytes of a file; 20,000 kampung with every column are some 8 MB
UNPACKED = 400_000_000  # bytes of a workbook's parts: more is no list of a programme
MOST_ROWS = 50_000
BLANK = 200_000  # where reading stops: programs format rows down to the last of a sheet


class FileFault(Exception):
    """The file can't be read as a list. `code` names the reason's word, `told` is what it is about."""

    def __init__(self, code: str, **told: Any) -> None:
        super().__init__(code)
        self.code = code
        self.told = told


class CellFault(Exception):
    """What one cell says can't be taken; the same parts."""

    def __init__(self, code: str, **told: Any) -> None:
        super().__init__(code)
        self.code = code
        self.told = told


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which cell; `row` counts as a spreadsheet does, the header being 1."""

    row: int
    column: str
    code: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that are not blank, by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """`letters` are those of each column that the file has."""

    letters: Mapping[str, str]
    rows: tuple[Row, ...]

    def said(self, texts: Texts, language: str, fault: Fault) -> str:
        """The fault in one line: its cell, its column, its reason."""
        cell = f"{self.letters.get(fault.column, '')}{fault.row}"
        return f"{cell} ({fault.column}): {reason(texts, language, fault.code, fault.told)}"


def reason(texts: Texts, language: str, code: str, told: Mapping[str, Any]) -> str:
    return texts.word(language, f"import_{code}", **told)


def read(name: str, content: bytes, columns: Mapping[str, str], needed: Sequence[str]) -> Table:
    """The rows of the file, blank ones left out. `columns` maps every spelling of a header to the column's name.
    Raises FileFault."""
    if len(content) > LARGEST:
        raise FileFault("too_large", most=LARGEST // 1_000_000)
    lines = _sheet(content) if name.lower().endswith(".xlsx") else _csv(content)
    header = _header(next(lines, []), columns)
    missing = [column for column in needed if column not in header]
    if missing:
        raise FileFault("columns_missing", columns=", ".join(missing))
    return Table({column: letter(at) for at, column in enumerate(header) if column}, tuple(_rows(lines, header)))


def letter(at: int) -> str:
    """The name of a column by its place: 0 is A, 26 AA."""
    high, low = divmod(at, 26)
    return (letter(high - 1) if high else "") + chr(ord("A") + low)


def _header(cells: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    names = [" ".join(cell.split()).casefold() for cell in cells]
    unknown = [name for name in names if name and name not in columns]
    if unknown:
        raise FileFault("columns_unknown", columns=", ".join(unknown))
    header = [columns[name] if name else "" for name in names]
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        raise FileFault("columns_twice", columns=", ".join(twice))
    return header


def _rows(lines: Iterable[Sequence[str]], header: Sequence[str]) -> Iterator[Row]:
    found = 0
    for number, cells in enumerate(lines, start=2):
        told = {column: text for column, cell in zip(header, cells, strict=False) if column and (text := cell.strip())}
        found += bool(told)
        if found > MOST_ROWS or number > BLANK:
            raise FileFault("too_many_rows", most=MOST_ROWS)
        if told:
            yield Row(number, told)


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileFault("not_utf8") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)  # Indonesian spreadsheets write semicolons
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise FileFault("not_csv") from None


def _sheet(content: bytes) -> Iterator[list[str]]:
    from reporting.imports.sheet import NoWorkbook, lines  # here, since only a workbook needs openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise FileFault("too_large", most=UNPACKED // 1_000_000)
            yield from lines(packed)
    # zipfile says of a locked file RuntimeError, of packing that it does not know NotImplementedError.
    except (zipfile.BadZipFile, NoWorkbook, NotImplementedError, RuntimeError):
        raise FileFault("not_xlsx") from None
