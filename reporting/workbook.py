"""Workbooks made for a person: sheets of tables, drawn by openpyxl, ready to be printed. Holds no word.

A spec has "sheets": {"title", "heading": lines, "tables"}, a table being {"label", "columns", "rows"}. A column is
{"label", "kind", "width"}; a number in a column of the kind "percent" is 0 to 100 and becomes Excel's own percentage,
any other number stays what it is, and a text stays text, whatever it begins with.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from reporting import cells

FORMATS = {"percent": "0.0%", "number": "#,##0"}
LONGEST_TITLE = 31  # letters of a sheet's name (Excel's limit)
A4 = 9  # as the format counts paper (ECMA-376, ST_PaperSize)


def draw(spec: dict[str, Any]) -> bytes:
    """The .xlsx file. Two of the same spec differ only in when they were made."""
    from openpyxl import Workbook  # only who draws loads it

    book = Workbook(write_only=True)
    for told in spec["sheets"]:
        _fill(book.create_sheet(told["title"][:LONGEST_TITLE]), told)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Any, told: dict[str, Any]) -> None:
    _set_up(sheet, told)
    for at, line in enumerate(told["heading"]):
        sheet.append([_text(sheet, line, is_bold=at == 0)])
    for table in told["tables"]:
        sheet.append([])
        sheet.append([_text(sheet, table["label"], is_bold=True)])
        sheet.append([_head(sheet, column["label"]) for column in table["columns"]])
        for row in table["rows"]:
            sheet.append(list(_cells(sheet, table["columns"], row)))


def _set_up(sheet: Any, told: dict[str, Any]) -> None:
    """Widths; on A4 across, as wide as the page, the headings of a single table on each page."""
    from openpyxl.utils import get_column_letter

    widths: dict[int, int] = {}
    for table in told["tables"]:
        for at, column in enumerate(table["columns"], start=1):
            widths[at] = max(widths.get(at, 0), column["width"])
    for at, width in widths.items():
        sheet.column_dimensions[get_column_letter(at)].width = width
    head = len(told["heading"]) + 3  # the heading, an empty line, the table's label, its columns
    sheet.freeze_panes = f"B{head + 1}"
    if len(told["tables"]) == 1:
        sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"


def _cells(sheet: Any, columns: Sequence[dict[str, Any]], row: Sequence[Any]) -> Iterator[Any]:
    for column, value in zip(columns, row, strict=True):
        yield _number(sheet, value, column["kind"]) if isinstance(value, int | float) else _text(sheet, value or "")


def _number(sheet: Any, value: float, kind: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value / 100 if kind == "percent" else value)
    cell.number_format = FORMATS.get(kind, "General")
    return cell


def _head(sheet: Any, text: str) -> Any:
    from openpyxl.styles import Alignment, PatternFill

    cell = _text(sheet, text, is_bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.fill = PatternFill("solid", fgColor="DCE9F5")
    return cell


def _text(sheet: Any, text: str, is_bold: bool = False) -> Any:
    """openpyxl makes a formula of a text that begins with "="; the type set by hand keeps it text."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, cells.clean(text))
    cell.data_type = "s"
    if is_bold:
        cell.font = Font(bold=True)
    return cell
