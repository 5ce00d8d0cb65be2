"""Regions as CSV files: the ones that come with Kabar (data/regions/README.md) and any other with `code,name`."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

SHIPPED = Path(__file__).parent / "data" / "regions"
CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")


class RegionRow(NamedTuple):
    """A region as written: its Kemendagri code (dotted) and its name."""

    code: str
    name: str


class RegionFileError(Exception):
    """A file can't be used; the message names file, line and fix."""


def shipped() -> Iterator[RegionRow]:
    """All 91,599 regions of Indonesia, those above before those below."""
    for name in ("provinces", "regencies", "districts", "villages"):
        yield from read(SHIPPED / f"{name}.csv.gz")


def read(file: Path) -> Iterator[RegionRow]:
    """Rows of a CSV file (.csv, .csv.gz; UTF-8) with the columns `code` and `name`; others are ignored.

    Raises RegionFileError at the first line that is wrong.
    """
    with _opened(file) as lines:
        yield from _rows(file, csv.DictReader(lines))


def columns(file: Path) -> list[str]:
    """What the first line names, in lower case. Raises RegionFileError."""
    return [name.strip().lower() for name in next(_lines(file), [])]


def cells(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a list of changes with their number, the header being 1: cells by column. Raises RegionFileError."""
    lines = _lines(file)
    header = [name.strip().lower() for name in next(lines, [])]
    for number, line in enumerate(lines, start=2):
        if any(cell.strip() for cell in line):
            yield number, dict(zip(header, line, strict=False))


def _lines(file: Path) -> Iterator[list[str]]:
    """Commas or semicolons, whichever the header has: Indonesian spreadsheets write semicolons."""
    with _opened(file) as lines:
        first = lines.readline()
        told = ";" if first.count(";") > first.count(",") else ","
        yield from csv.reader([first], delimiter=told)
        yield from csv.reader(lines, delimiter=told)


@contextmanager
def _opened(file: Path) -> Iterator[IO[str]]:
    opened = gzip.open if file.suffix == ".gz" else open
    try:
        with opened(file, "rt", encoding="utf-8-sig", newline="") as lines:
            yield lines
    except OSError as error:
        raise RegionFileError(f"{file}: can't be read ({error.strerror or error})") from None
    except (UnicodeDecodeError, EOFError):
        raise RegionFileError(f"{file}: not a CSV file in UTF-8") from None


def _rows(file: Path, lines: csv.DictReader[str]) -> Iterator[RegionRow]:
    if not {"code", "name"} <= set(lines.fieldnames or ()):
        raise RegionFileError(f"{file}: line 1 should name the columns code and name")
    for line in lines:
        code, name = (line["code"] or "").strip(), (line["name"] or "").strip()
        if not CODE.fullmatch(code):
            raise RegionFileError(f"{file}: line {lines.line_num}: {code!r} is no code; write it as 13.72.01.1004")
        if not name:
            raise RegionFileError(f"{file}: line {lines.line_num}: {code} has no name")
        yield RegionRow(code, name)
