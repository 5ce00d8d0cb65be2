"""The parts of an .xlsx: which there may be, and what may be in them (ECMA-376, Office Open XML)."""

from __future__ import annotations

import re
from collections import deque
from itertools import chain
from typing import NamedTuple

from forms.intake.archive import Part
from forms.intake.kinds import kind_of
from forms.intake.limits import MAX_CELL_TEXT, MAX_PART_ELEMENTS, MAX_SHEETS
from forms.intake.markup import Watcher, watch
from forms.intake.refusal import FORMATS, damaged, refused, too_much
from forms.intake.sheets import Sheets


class _Unwanted(NamedTuple):
    """What no workbook may contain: parts whose name matches, the problem's code, and its words."""

    parts: re.Pattern[str]
    code: str
    what: str
    why: str
    mend: str


_MACROS = _Unwanted(
    re.compile(r"vbaproject|macrosheets/|vbadata", re.IGNORECASE), "macros", "macros",
    "A form is read on a server and by other people's phones; programs have no place in it.",
    "Save it as .xlsx (Excel Workbook), not .xlsm.",
)  # fmt: skip
_LINKS = _Unwanted(
    re.compile(
        r"/externallinks/|/connections\.xml|/querytables/|/model/|/webextensions/|/datamodel", re.IGNORECASE
    ), "external_link", "links to other files or databases",
    "A form must say the same wherever it is read; what it links to isn't there.",
    "In Excel: Data > Edit Links > Break Link, and Data > Queries & Connections > Delete; then save.",
)  # fmt: skip
_EMBEDDED = _Unwanted(
    re.compile(r"/embeddings/|/activex/|/ctrlprops/", re.IGNORECASE), "embedded", "embedded objects or controls",
    "Embedded files and controls can do harm and say nothing to a form.",
    "Delete the embedded objects from the sheets and save.",
)  # fmt: skip
_OTHER_PACKAGES = (
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a presentation"),
    ("content.xml", "an OpenDocument file; save it as .xlsx"),
    ("Index/Document.iwa", "a Numbers file; export it as .xlsx"),
    ("xl/workbook.bin", "an .xlsb workbook; save it as .xlsx"),
)  # fmt: skip
_NESTED = ("zip", "ole", "a program", "a gzip archive", "a 7-Zip archive", "a RAR archive")
_XML_BEGINS = (b"<", b" ", b"\t", b"\r", b"\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
_SAVE_AGAIN = "Copy the sheets into a new workbook and save that."


def look_into(parts: tuple[Part, ...]) -> None:
    """Unpacks every part once, piece by piece, keeping none. Raises FormErrors."""
    names = {one.name for one in parts}
    _is_workbook(names)
    for part in parts:
        _wanted(part.name)
    sheets = Sheets()
    for part in parts:
        pieces = part.pieces()
        first = next(pieces, b"")
        _is_no_file_of_its_own(part.name, first)
        if _is_xml(part.name, first):
            watch(chain((first,), pieces), part.name, _Chooser(part.name, sheets).watcher)
        else:
            deque(pieces, maxlen=0)
    sheets.finish()


def _is_workbook(names: set[str]) -> None:
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        return
    for name, kind in _OTHER_PACKAGES:
        if name in names:
            raise refused("unknown_format", f"This is {kind}.", "Only workbooks hold forms.", FORMATS)
    raise refused("unknown_format", "This is a ZIP archive, but no workbook.", "Archives aren't opened.",
                  f"Unpack it and send the form in it. {FORMATS}")  # fmt: skip


def _wanted(name: str) -> None:
    for one in (_MACROS, _LINKS, _EMBEDDED):
        if one.parts.search(f"/{name}"):
            raise refused(one.code, f"The workbook contains {one.what} ({name}).", one.why, one.mend)


def _is_xml(name: str, first: bytes) -> bool:
    """By its name or by its beginning: relations lead readers to parts of any name."""
    return name.lower().endswith((".xml", ".rels", ".vml")) or first.startswith(_XML_BEGINS)


def _is_no_file_of_its_own(name: str, first: bytes) -> None:
    kind = kind_of(first)
    if kind in _NESTED:
        raise refused("embedded", f"The part {name} is {_article(kind)}.",
                      "A file within the file is read by nobody, or by a wrong program.", _SAVE_AGAIN)  # fmt: skip


def _article(kind: str) -> str:
    return {"zip": "another archive", "ole": "an Office document"}.get(kind, kind)


class _Chooser:
    """Who looks at an XML part: its outermost element decides, for a forged workbook may name its parts as it likes."""

    def __init__(self, name: str, sheets: Sheets) -> None:
        self._name = name
        self._sheets = sheets

    def watcher(self, outermost: str) -> Watcher:
        match outermost:
            case "worksheet":
                return self._sheets.sheet(self._name)
            case "sst":
                return self._sheets.strings()
            case "Relationships":
                return _Relations(MAX_PART_ELEMENTS)
            case "Types":
                return _Types(MAX_PART_ELEMENTS)
            case "workbook":
                return _Book(MAX_PART_ELEMENTS)
        return Watcher(MAX_PART_ELEMENTS)


class _Relations(Watcher):
    """Links out of the package: web addresses may stand in cells, everything else may not."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        is_link = attributes.get("Type", "").rsplit("/", 1)[-1] == "hyperlink"
        if attributes.get("TargetMode", "").lower() == "external" and not is_link:
            raise refused("external_link", f"The workbook refers to {attributes.get('Target', '')[:80]!r}.",
                          _LINKS.why, _LINKS.mend)  # fmt: skip


class _Types(Watcher):
    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if "macroenabled" in kind or "vbaproject" in kind or "macrosheet" in kind:
            raise refused("macros", "The workbook is of a kind that holds macros (.xlsm).", _MACROS.why, _MACROS.mend)


class _Book(Watcher):
    """The list of sheets; names of cells, which may hold formulas that start programs."""

    def __init__(self, most_elements: int) -> None:
        super().__init__(most_elements)
        self._sheets = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._sheets += name == "sheet"
        if self._sheets > MAX_SHEETS:
            raise too_much("The workbook has", MAX_SHEETS, "sheets", "Keep survey, choices and settings.")
        if name == "sheet" and len(attributes.get("name", "")) > MAX_CELL_TEXT:
            raise damaged("workbook", "a sheet's name is endless")
