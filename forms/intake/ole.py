"""Old Excel workbooks (.xls): the records of BIFF5 and BIFF8 walked once, before xlrd makes cells of them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import StringIO
from typing import Any

from forms.intake.limits import MAX_GRID, MAX_ROWS, MAX_SHEETS
from forms.intake.refusal import FORMATS, damaged, refused, too_much

_HEAD = struct.Struct("<HH")
_BOF, _BOUNDSHEET, _FILEPASS, _SUPBOOK = 0x0809, 0x0085, 0x002F, 0x01AE
_OLD_BOF = frozenset((0x0009, 0x0209, 0x0409))  # Excel 2 to 4
_OWN_SHEETS, _ADD_IN = 0x0401, 0x3A01  # what a SUPBOOK names when it is no other file ([MS-XLS], 2.4.271)
_WORKSHEET, _MACRO_SHEET, _MODULE = 0x0010, 0x0040, 0x0006
# Records of cells with a value; each begins with its row and column.
_CELLS = frozenset((0x0006, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00D6, 0x0406, 0x0206))
_ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")
_MACROS = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros")
_SAVE_AS = "Save the form as .xlsx (Excel Workbook)."


def look_into(data: bytes) -> None:
    """Raises FormErrors unless `data` holds a workbook that is neither encrypted nor beyond the limits."""
    document = _document(data)
    names = {one.name for one in document.dirlist}
    if names.intersection(_ENCRYPTED):
        raise _locked()
    if names.intersection(_MACROS):
        raise _macros()
    name = next((one for one in ("Workbook", "Book") if one in names), None)
    if name is None:
        raise refused("unknown_format", "This is an Office document, but no workbook.", "Only workbooks hold forms.",
                      FORMATS)  # fmt: skip
    _walk(_stream(document, name))


def _document(data: bytes) -> Any:
    from xlrd.compdoc import CompDoc  # type: ignore[import-untyped]

    try:
        return CompDoc(data, logfile=StringIO())
    except Exception as error:  # AssertionError, IndexError, RecursionError: whatever a forged directory leads to
        raise damaged("workbook", "its directory can't be read") from error


def _stream(document: Any, name: str) -> bytes:
    """The workbook's records. xlrd follows a chain of short sectors without end when it bites its own tail."""
    entry = next(one for one in document.dirlist if one.name == name)
    seen: set[int] = set()
    at = entry.first_SID if entry.tot_size < document.min_size_std_stream else -1
    while at >= 0:
        if at in seen or at >= len(document.SSAT):
            raise damaged("workbook", "its sectors lead in a circle")
        seen.add(at)
        at = document.SSAT[at]
    try:
        memory, start, size = document.locate_named_stream(name)
    except Exception as error:
        raise damaged("workbook", "its content can't be found") from error
    if memory is None:
        raise damaged("workbook", "its content can't be found")
    return bytes(memory[start : start + size])


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + _HEAD.size <= len(stream):
        kind, length = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        yield kind, stream[at : at + length]
        at += length


def _walk(stream: bytes) -> None:
    """Readers make room for every cell up to the last row and column of each sheet."""
    grid = rows = columns = sheets = 0
    offsets: set[bytes] = set()
    for kind, body in _records(stream):
        if kind in _CELLS and len(body) >= 4:
            row, column = _HEAD.unpack_from(body)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            _within(grid + rows * columns, rows)
        elif kind == _BOF:
            grid, rows, columns, sheets = grid + rows * columns, 0, 0, sheets + 1
            _look_at_sheet(body, sheets)
        elif kind in _OLD_BOF:
            raise refused("unknown_format", "This workbook is older than Excel 5.", "It can't be read.", _SAVE_AS)
        elif kind == _BOUNDSHEET:
            if body[:4] in offsets:
                raise damaged("workbook", "two of its sheets are the same")
            offsets.add(body[:4])
        elif kind == _FILEPASS:
            raise _locked()
        elif kind == _SUPBOOK and _names_another_file(body):
            raise refused("external_link", "The workbook contains links to other files.",
                          "A form must say the same wherever it is read; what it links to isn't there.",
                          "In Excel: Data > Edit Links > Break Link; then save.")  # fmt: skip


def _within(grid: int, rows: int) -> None:
    if grid > MAX_GRID:
        raise too_much("The sheets span", MAX_GRID, "cells", "Delete cells far below or right of the form.")
    if rows > MAX_ROWS:
        raise too_much("A sheet has", MAX_ROWS, "rows", "Delete cells far below the form.")


def _look_at_sheet(body: bytes, sheets: int) -> None:
    if sheets > MAX_SHEETS + 1:  # the workbook itself begins like a sheet
        raise too_much("The workbook has", MAX_SHEETS, "sheets", "Keep survey, choices and settings.")
    kind = _HEAD.unpack_from(body)[1] if len(body) >= 4 else _WORKSHEET
    if kind in (_MACRO_SHEET, _MODULE):
        raise _macros()


def _names_another_file(body: bytes) -> bool:
    return len(body) >= 4 and _HEAD.unpack_from(body)[1] not in (_OWN_SHEETS, _ADD_IN)


def _locked() -> Exception:
    return refused("encrypted", "The workbook is encrypted.", "Nobody can read it without its password.",
                   "Save it without a password (File > Info > Protect Workbook).")  # fmt: skip


def _macros() -> Exception:
    return refused("macros", "The workbook contains macros.", "Programs have no place in a form.", _SAVE_AS)
