"""The parts of an .xlsx: which there may be, and what may be in them (ECMA-376, Office Open XML)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.intake.archive import Part
from forms.intake.kinds import kind_of
from forms.intake.limits import MAX_CELL_TEXT, MAX_PART_ELEMENTS, MAX_SHEET_ELEMENTS, MAX_SHEETS
from forms.intake.markup import Watcher, watch
from forms.intake.refusal import FORMATS, damaged, refused, too_much
from forms.intake.sheets import Sheets

_UNWANTED = (
    (re.compile(r"vbaproject|macrosheets/|vbadata", re.I), "macros", "macros",
     "A form is read on a server and by other people's phones; programs have no place in it.",
     "Save it as .xlsx (Excel Workbook), not .xlsm."),
    (re.compile(r"/externallinks/|/connections\.xml|/querytables/|/model/|/webextensions/|/datamodel", re.I),
     "external_link", "links to other files or databases",
     "A form must say the same wherever it is read; what it links to isn't there.",
     "In Excel: Data > Edit Links > Break Link, and Data > Queries & Connections > Delete; then save."),
    (re.compile(r"/embeddings/|/activex/|/ctrlprops/", re.I), "embedded", "embedded objects or controls",
     "Embedded files and controls can do harm and say nothing to a form.",
     "Delete the embedded objects from the sheets and save."),
)  # fmt: skip
_OTHER_PACKAGES = (
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a presentation"),
    ("content.xml", "an OpenDocument file; save it as .xlsx"),
    ("Index/Document.iwa", "a Numbers file; export it as .xlsx"),
    ("xl/workbook.bin", "an .xlsb workbook; save it as .xlsx"),
)  # fmt: skip
_NESTED = ("zip", "ole", "a program", "a gzip archive", "a 7-Zip archive", "a RAR archive")
_SAVE_AGAIN = "Copy the sheets into a new workbook and save that."


def look_into(parts: tuple[Part, ...]) -> None:
    """Unpacks every part once, piece by piece, keeping none. Raises FormErrors."""
    names = {one.name for one in parts}
    _is_workbook(names)
    for part in parts:
        _wanted(part.name)
    sheets = Sheets()
    for part in sorted(parts, key=lambda one: "sharedstrings" not in one.name.lower()):  # cells count their texts
        if _is_xml(part.name):
            watcher, most = _watcher(part.name, sheets)
            watch(_first_looked_at(part), part.name, most, watcher)
        else:
            for _ in _first_looked_at(part):
                pass


def _is_workbook(names: set[str]) -> None:
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        return
    for name, kind in _OTHER_PACKAGES:
        if name in names:
            raise refused("unknown_format", f"This is {kind}.", "Only workbooks hold forms.", FORMATS)
    raise refused("unknown_format", "This is a ZIP archive, but no workbook.", "Archives aren't opened.",
                  f"Unpack it and send the form in it. {FORMATS}")  # fmt: skip


def _wanted(name: str) -> None:
    for pattern, code, what, why, mend in _UNWANTED:
        if pattern.search(f"/{name}"):
            raise refused(code, f"The workbook contains {what} ({name}).", why, mend)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _first_looked_at(part: Part) -> Iterator[bytes]:
    """The pieces of the part, if they don't begin like a file of their own."""
    is_first = True
    for piece in part.pieces():
        if is_first and kind_of(piece) in _NESTED:
            raise refused("embedded", f"The part {part.name} is {_article(kind_of(piece))}.",
                          "A file within the file is read by nobody, or by a wrong program.", _SAVE_AGAIN)  # fmt: skip
        is_first = is_first and not piece
        yield piece


def _article(kind: str) -> str:
    return {"zip": "another archive", "ole": "an Office document"}.get(kind, kind)


def _watcher(name: str, sheets: Sheets) -> tuple[Watcher, int]:
    """Who looks at an XML part, and how many elements it may have."""
    lower = name.lower()
    if "/worksheets/" in lower and lower.endswith(".xml"):
        return sheets.sheet(name), MAX_SHEET_ELEMENTS
    if lower.endswith("sharedstrings.xml"):
        return sheets.strings(), MAX_SHEET_ELEMENTS
    if lower.endswith(".rels"):
        return _Relations(), MAX_PART_ELEMENTS
    if lower == "[content_types].xml":
        return _Types(), MAX_PART_ELEMENTS
    if lower == "xl/workbook.xml":
        return _Book(), MAX_PART_ELEMENTS
    return Watcher(), MAX_PART_ELEMENTS


class _Relations(Watcher):
    """Links out of the package: web addresses may stand in cells, everything else may not."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        is_link = attributes.get("Type", "").rsplit("/", 1)[-1] == "hyperlink"
        if attributes.get("TargetMode", "").lower() == "external" and not is_link:
            raise refused("external_link", f"The workbook refers to {attributes.get('Target', '')[:80]!r}.",
                          _UNWANTED[1][3], _UNWANTED[1][4])  # fmt: skip


class _Types(Watcher):
    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if "macroenabled" in kind or "vbaproject" in kind or "macrosheet" in kind:
            raise refused("macros", "The workbook is of a kind that holds macros (.xlsm).", *_UNWANTED[0][3:])


class _Book(Watcher):
    """The list of sheets; names of cells, which may hold formulas that start programs."""

    def __init__(self) -> None:
        self._sheets = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._sheets += name == "sheet"
        if self._sheets > MAX_SHEETS:
            raise too_much("The workbook has", MAX_SHEETS, "sheets", "Keep survey, choices and settings.")
        if name == "sheet" and len(attributes.get("name", "")) > MAX_CELL_TEXT:
            raise damaged("workbook", "a sheet's name is endless")
