"""Regions as CSV files: the ones that come with Kabar (data/regions/README.md) and any other with `code,name`."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

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
    opened = gzip.open if file.suffix == ".gz" else open
    try:
        with opened(file, "rt", encoding="utf-8-sig", newline="") as lines:
            yield from _rows(file, csv.DictReader(lines))
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
