"""A workbook's first sheet, read as texts: what spreadsheets write, in the ways they write it."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from reporting.imports import sheet
from reporting.imports.sheet import NoWorkbook, column

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOOK = (
    f'<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '{settings}<sheets><sheet name="A" sheetId="1" r:id="rId7"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId7" Target="{target}"/></Relationships>'
)
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def read(content: bytes) -> list[list[str]]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return list(sheet.lines(packed))


def packed(rows: str, strings: str = "", settings: str = "", target: str = "sheets/one.xml") -> bytes:
    """A workbook with that XML in its one sheet."""
    parts = {
        "xl/workbook.xml": BOOK.format(settings=settings),
        "xl/_rels/workbook.xml.rels": RELATIONS.format(target=target),
        "xl/styles.xml": STYLES,
        f"xl/{target}" if not target.startswith("/") else target[1:]: rows,
    } | ({"xl/sharedStrings.xml": strings} if strings else {})
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()


def cells(inside: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{inside}</sheetData></worksheet>"


def test_what_a_program_wrote_comes_back_as_text() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["desa", None, "jiwa", "aktif", "sejak", "cpr"])
    book.active.append([])
    book.active.append(["13.72.01.1004", None, 812.0, True, date(2017, 8, 15), 61.5])
    book.active.append([" Tanah & <Garam> ", None, 7, False, datetime(2026, 1, 2, 3, 4), -3])  # noqa: DTZ001 - a workbook has no zones
    made = BytesIO()
    book.save(made)
    assert read(made.getvalue()) == [
        ["desa", "", "jiwa", "aktif", "sejak", "cpr"],
        [],
        ["13.72.01.1004", "", "812", "ya", "2017-08-15", "61.5"],
        [" Tanah & <Garam> ", "", "7", "tidak", "2026-01-02", "-3"],
    ]


def test_texts_within_cells_in_runs_and_of_formulas() -> None:
    inside = (
        '<row r="2"><c r="B2" t="inlineStr"><is><r><t>Kam</t></r><r><t>pung</t></r></is></c>'
        '<c r="C2" t="str"><f>A1</f><v>jadi</v></c><c r="D2" t="e"><v>#N/A</v></c><c r="E2"/></row>'
    )
    assert read(packed(cells(inside))) == [[], ["", "Kampung", "jadi", "#N/A"]]


def test_shared_texts_without_their_reading_aids() -> None:
    strings = (
        f"<sst {MAIN}><si><t>satu</t></si>"
        "<si><r><t>du</t></r><r><t>a</t></r><rPh><t>baca</t></rPh></si><si><t/></si></sst>"
    )
    inside = '<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>2</v></c></row>'
    assert read(packed(cells(inside), strings)) == [["dua", "satu", ""]]


def test_days_in_both_calendars_and_own_formats() -> None:
    inside = '<row><c s="1"><v>42962</v></c><c s="2"><v>42962</v></c><c s="0"><v>42962</v></c></row>'
    assert read(packed(cells(inside))) == [["2017-08-15", "2017-08-15", "42962"]]
    assert read(packed(cells(inside), settings='<workbookPr date1904="1"/>'))[0][0] == "2021-08-16"


def test_prefixed_names_and_an_absolute_target() -> None:
    rows = f"<x:worksheet {MAIN.replace('xmlns', 'xmlns:x')}><x:row><x:c><x:v>5</x:v></x:c></x:row></x:worksheet>"
    assert read(packed(rows, target="/xl/sheets/two.xml")) == [["5"]]


def test_what_stands_far_to_the_right_takes_no_room() -> None:
    assert read(packed(cells('<row><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'))) == [["1"]]


@pytest.mark.parametrize(
    "inside", ['<row><c t="s"><v>9</v></c></row>', "<row><c><v>x</v></c></row>", "<row>", '<row r="one"/>']
)
def test_what_is_broken_is_no_workbook(inside: str) -> None:
    with pytest.raises(NoWorkbook):
        read(packed(cells(inside)))


def test_a_zip_of_something_else_is_no_workbook() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("word/document.xml", "<a/>")
    with pytest.raises(NoWorkbook):
        read(made.getvalue())


@pytest.mark.parametrize(("name", "at"), [("A1", 0), ("Z9", 25), ("AA7", 26), ("XFD1048576", 16383)])
def test_columns_are_counted_as_spreadsheets_do(name: str, at: int) -> None:
    assert column(name) == at
