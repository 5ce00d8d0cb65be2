"""An XLSForm's sheets as an Excel workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO


def workbook(sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """An .xlsx with one sheet each; columns in the order in which the rows first use them. Cells are text."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        if not rows:
            continue
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) or None for column in columns])
        sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
