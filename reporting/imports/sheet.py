"""The cells of a workbook's first sheet as texts, row by row (Office Open XML, ECMA-376 part 1, 18.3).

A list of 20,000 kampung has more than a million cells. openpyxl makes an object of each and takes half a minute; this
hands on texts as expat meets them, in a fifth of that, and holds only the shared texts and a piece of the sheet.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, Any
from xml.etree import ElementTree
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

PIECE = 1 << 16  # bytes of XML read at once
MOST_COLUMNS = 1_000  # what stands further right is no column of a list
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class NoWorkbook(ValueError):
    """The parts of a workbook are not there, or not what they should be."""


def lines(packed: zipfile.ZipFile) -> Iterator[list[str]]:
    """Every row of the first sheet from the first one on, also blank ones. Raises NoWorkbook."""
    try:
        yield from _lines(packed)
    except (KeyError, IndexError, ValueError, OverflowError, ElementTree.ParseError, expat.ExpatError) as error:
        raise NoWorkbook(str(error)) from None


def _lines(packed: zipfile.ZipFile) -> Iterator[list[str]]:
    book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
    sheets = [one for one in book.iter() if _local(one.tag) == "sheet"]
    settings = next((one for one in book.iter() if _local(one.tag) == "workbookPr"), None)
    is_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    names = set(packed.namelist())
    reading = _Reading(
        strings=_strings(packed.open("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else [],
        dates=_dates(packed.read("xl/styles.xml")) if "xl/styles.xml" in names else frozenset(),
        epoch=CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900,
    )
    with packed.open(_path(packed, sheets[0])) as stream:
        yield from _numbered(reading.rows(stream))


def _numbered(rows: Iterator[tuple[int, list[str]]]) -> Iterator[list[str]]:
    """With the rows that are left out because they are blank."""
    at = 0
    for number, cells in rows:
        while (at := at + 1) < number:
            yield []
        yield cells


def _path(packed: zipfile.ZipFile, sheet: ElementTree.Element) -> str:
    """Where the part of the sheet lies."""
    wanted = next(value for name, value in sheet.attrib.items() if name == RELATION or name.endswith("}id"))
    relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    target = next((one.get("Target", "") for one in relations if one.get("Id") == wanted), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _dates(styles: bytes) -> frozenset[str]:
    """The cell styles, by number, that show a number as a day."""
    root = ElementTree.fromstring(styles)
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter() if _local(one.tag) == "numFmt"}
    styles_of = next((one for one in root if _local(one.tag) == "cellXfs"), None)
    found = []
    for at, one in enumerate(styles_of if styles_of is not None else ()):
        number = one.get("numFmtId", "0")
        if is_date_format(own.get(number) or BUILTIN_FORMATS.get(int(number), "")):
            found.append(str(at))
    return frozenset(found)


def _strings(stream: IO[bytes]) -> list[str]:
    """The shared texts, in their order."""
    found: list[str] = []
    parts: list[str] = []
    state = {"reads": False, "aside": False}  # within a text; within its reading aid, which is no part of it

    def start(name: str, _attributes: dict[str, str]) -> None:
        local = name if ":" not in name else name.rpartition(":")[2]
        if local == "t":
            state["reads"] = not state["aside"]
        elif local == "rPh":
            state["aside"] = True

    def end(name: str) -> None:
        local = name if ":" not in name else name.rpartition(":")[2]
        if local == "t":
            state["reads"] = False
        elif local == "si":
            found.append("".join(parts))
            parts.clear()
        elif local == "rPh":
            state["aside"] = False

    def heard(text: str) -> None:
        if state["reads"]:
            parts.append(text)

    parser = _parser(start, end, heard)
    while piece := stream.read(PIECE):
        parser.Parse(piece, False)
    parser.Parse(b"", True)
    return found


class _Reading:
    """One pass over the XML of a sheet."""

    def __init__(self, strings: Sequence[str], dates: frozenset[str], epoch: Any) -> None:
        self._strings, self._dates, self._epoch = strings, dates, epoch
        self._rows: list[tuple[int, list[str]]] = []
        self._number = self._column = self._digits = 0
        self._columns: dict[str, int] = {}  # by letters, as far as they were met
        self._cells: list[str] = []
        self._kind = self._style = ""
        self._parts: list[str] = []
        self._reads = self._aside = False

    def rows(self, stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
        """The rows that there are, with their numbers."""
        parser = _parser(self._start, self._end, self._heard)
        while piece := stream.read(PIECE):
            parser.Parse(piece, False)
            yield from self._rows
            self._rows.clear()
        parser.Parse(b"", True)
        yield from self._rows

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name if ":" not in name else name.rpartition(":")[2]
        if local == "c":
            place = attributes.get("r")
            self._column = self._column_of(place) if place else len(self._cells)
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        elif local in ("v", "t"):
            self._reads = not self._aside
        elif local == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._digits = len(str(self._number))
            self._cells = []
        elif local == "rPh":
            self._aside = True

    def _end(self, name: str) -> None:
        local = name if ":" not in name else name.rpartition(":")[2]
        if local == "c":
            self._close()
        elif local in ("v", "t"):
            self._reads = False
        elif local == "row":
            self._rows.append((self._number, self._cells))
        elif local == "rPh":
            self._aside = False

    def _heard(self, text: str) -> None:
        if self._reads:
            self._parts.append(text)

    def _close(self) -> None:
        text = "".join(self._parts)
        self._parts.clear()
        if text and self._column < MOST_COLUMNS:
            cells = self._cells
            if len(cells) < self._column:
                cells.extend([""] * (self._column - len(cells)))
            cells.append(self._told(text))

    def _column_of(self, place: str) -> int:
        letters = place[: -self._digits]
        found = self._columns.get(letters)
        if found is None:
            found = self._columns[letters] = column(place)
        return found

    def _told(self, text: str) -> str:
        match self._kind:
            case "s":
                return self._strings[int(text)]
            case "b":
                return "ya" if text == "1" else "tidak"
            case "n":
                return self._number_of(text)
        return text  # inlineStr, str (of a formula), e, d

    def _number_of(self, text: str) -> str:
        if self._style in self._dates:
            moment = from_excel(float(text), self._epoch)
            return moment.date().isoformat() if hasattr(moment, "date") else str(moment)
        if text.isdigit():
            return text
        value = float(text)
        return str(int(value)) if value.is_integer() else str(value)


def column(place: str) -> int:
    """The column of a cell's name: A1 is 0, AA7 is 26."""
    found = 0
    for sign in place:
        if not "A" <= sign <= "Z":
            break
        found = found * 26 + ord(sign) - 64
    return found - 1


def _parser(start: Any, end: Any, heard: Any) -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, heard
    return parser


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
