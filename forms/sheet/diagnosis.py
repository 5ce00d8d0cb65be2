"""What is wrong with the sheets of a workbook that can't be converted: all of it at once, each with its cell.

The converter stops at the first fault and tells of it in a programmer's words, often without a row. So when it refuses
a workbook, the sheets are looked through here for what authors commonly get wrong. A workbook that it accepts is never
looked at, so nothing here can refuse what works.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from forms.problems import FormProblem
from forms.sheet.cells import Cell, Cells, Row, begins, ends
from forms.sheet.columns import misspelt
from forms.sheet.headers import split, value
from forms.sheet.workbook_rules import (
    BAD_NAME,
    NO_CALCULATION,
    NO_CHOICE_NAME,
    NO_COLUMN,
    NO_LABEL,
    NO_LIST,
    NO_NAME,
    NO_SURVEY,
    NO_TYPE,
    SAME_CHOICE,
    SAME_COLUMN,
    SAME_NAME,
    TWO_MEANINGS,
    UNKNOWN_REFERENCE,
    UNKNOWN_TYPE,
    UNMATCHED,
)

_NEEDED = (("survey", "type"), ("survey", "name"), ("choices", "list_name"), ("choices", "name"))
_NAME = re.compile(r"[^\W\d][\w.\-]*(:[^\W\d][\w.\-]*)?")
_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}#]*?)\s*\}")
_SELECT = re.compile(
    r"(?:add )?(?:select[\s_](?:one|multiple)(?: prompt using| from)?|select all that apply(?: from)?|select1|rank)"
    r"\b\s*(\S*)",
    re.IGNORECASE,
)
_KOBO = re.compile(r"(begin|end)[_ ](score|rank|kobomatrix)\b|(score|rank)__\w+")
_KOBO_S_OWN = (
    "Only KoboToolbox knows it. Write one question a row instead, or deploy the form there and use its XML: "
    "Kobo then has made ordinary questions of it."
)
_FROM_ELSEWHERE = ("select_one_from_file", "select_multiple_from_file", "select_one_external")
_OTHER_WORDS = (
    ("number", "integer"), ("numeric", "integer"), ("angka", "integer"), ("string", "text"), ("teks", "text"),
    ("pilihan", "select_one"), ("choice", "select_one"), ("radio", "select_one"), ("checkbox", "select_multiple"),
    ("foto", "image"), ("picture", "image"), ("tanggal", "date"), ("tgl", "date"), ("jam", "time"),
    ("lokasi", "geopoint"),
    ("gps", "geopoint"), ("tel", "text"), ("phone", "text"), ("email", "text"),
    ("url", "text"), ("boolean", "select_one"),
)  # fmt: skip

_ASKING = (
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "dateTime",
    "note",
    "image",
    "audio",
    "video",
    "file",
    "geopoint",
    "geotrace",
    "geoshape",
    "range",
    "barcode",
    "acknowledge",
    "trigger",
)
_SHOWN = ("label", "hint", "guidance_hint", "image", "audio", "video", "big-image")

Sheets = Mapping[str, Sequence[Row]]


def diagnose(sheets: Sheets, cells: Cells, names: Sequence[str], types: Collection[str]) -> tuple[FormProblem, ...]:
    """All that is plainly wrong; nothing if the fault is of another kind.

    `names` are the workbook's sheets as written, `types` the question types there are.
    """
    shape = tuple(_shape(cells, names))
    if shape:
        return shape
    rows = _Rows(sheets, cells)
    found = (*rows.types(types), *rows.names(), *rows.labels(), *rows.groups(), *rows.references(), *rows.choices())
    return (*found, *misspelt(cells)) if found else ()


def in_plain_words(text: str) -> FormProblem | None:
    """What the converter says of columns that stand twice, which it finds before there are any sheets to look at."""
    same = re.search(r"Duplicate column header: (.+)", text)
    if same:
        return SAME_COLUMN.at(Cell("", 1, same[1]), f'A sheet has two columns called "{same[1]}".')
    twice = re.search(r"sheet: '(\w+)'.*different names for the same column were found: '([^']+)', '([^']+)'", text)
    if twice:
        return SAME_COLUMN.at(Cell(twice[1], 1, twice[3]), f'"{twice[2]}" and "{twice[3]}" are names of one column.')
    return None


def _shape(cells: Cells, names: Sequence[str]) -> Iterator[FormProblem]:
    if not cells.headers.get("survey"):
        there = ", ".join(names) or "none"
        yield NO_SURVEY.at(Cell(), f"The workbook has no sheet called survey. Its sheets are: {there}.")
        return
    for sheet, column in _NEEDED:
        headers = cells.headers.get(sheet, ())
        if headers and not any(split(header)[0] == column for header in headers):
            near = difflib.get_close_matches(column, headers, 1, 0.6)
            mend = f'Rename the column "{near[0]}" to {column}.' if near else ""
            yield NO_COLUMN.at(Cell(sheet, 1, column), f"The sheet {sheet} has no column {column}.", mend)


class _Rows:
    """The rows of one workbook, looked through family by family."""

    def __init__(self, sheets: Sheets, cells: Cells) -> None:
        self._cells = cells
        self._survey = [
            (at, row)
            for at, row in enumerate(sheets.get("survey", ()), start=2)
            if not _is_off(row) and any(row.values())
        ]
        self._choices = list(enumerate(sheets.get("choices", ()), start=2))
        self._settings = next(iter(sheets.get("settings", ())), {})

    def types(self, known: Collection[str]) -> Iterator[FormProblem]:
        lists = {value(row, "list_name") for _, row in self._choices}
        for at, row in self._survey:
            kind = value(row, "type").strip()
            if not kind and (value(row, "name") or value(row, "label")):
                yield NO_TYPE.at(self._cell(at, "type"), f'"{value(row, "name") or value(row, "label")}" has no type.')
            elif kind and (select := _SELECT.match(kind)) and not kind.startswith(_FROM_ELSEWHERE):
                yield from self._list(at, kind, select[1], lists)
            elif kind and not _is_type(kind, known):
                near = _near(kind, known)
                mend = _KOBO_S_OWN if _KOBO.match(kind) else f'Did you mean "{near}"?' if near else ""
                yield UNKNOWN_TYPE.at(self._cell(at, "type"), f'There is no question type "{kind}".', mend)

    def _list(self, at: int, kind: str, name: str, lists: set[str]) -> Iterator[FormProblem]:
        if not name:
            yield NO_LIST.at(self._cell(at, "type"), f'"{kind}" names no list of options.')
        elif name not in lists and not name.startswith("${") and "." not in name:
            near = difflib.get_close_matches(name, lists, 1)
            mend = f'Did you mean "{near[0]}"?' if near else ""
            there = "has no list at all" if not lists else "has no such list"
            yield NO_LIST.at(self._cell(at, "type"), f'The list "{name}" is missing: the choices sheet {there}.', mend)

    def names(self) -> Iterator[FormProblem]:
        inside: list[dict[str, int]] = [{}]
        for at, row in self._survey:
            kind, name = value(row, "type").strip(), value(row, "name").strip()
            if ends(kind):
                inside = inside[:-1] or [{}]
                continue
            if not name and kind and kind != "note" and not _KOBO.match(kind):
                yield NO_NAME.at(self._cell(at, "name"), f"The {kind} in this row has no name.")
            elif name == "meta":
                yield BAD_NAME.at(self._cell(at, "name"), "The name meta is taken: the form's own data stand there.")
            elif name and not _NAME.fullmatch(name):
                yield BAD_NAME.at(self._cell(at, "name"), f'The name "{name}" has {_odd(name)}.', _proper(name))
            elif name and name in inside[-1]:
                yield SAME_NAME.at(self._cell(at, "name"), f'The name "{name}" also stands in row {inside[-1][name]}.')
            inside[-1].setdefault(name, at)
            if begins(kind):
                inside.append({})

    def labels(self) -> Iterator[FormProblem]:
        for at, row in self._survey:
            kind, name = value(row, "type").strip(), value(row, "name")
            asks = bool(_SELECT.match(kind)) or kind in _ASKING
            if kind == "calculate" and not any(value(row, column) for column in ("calculation", "default", "trigger")):
                yield NO_CALCULATION.at(self._cell(at, "calculation"), f"{name or 'This row'} has no calculation.")
            elif name and asks and not any(value(row, column) for column in _SHOWN):
                yield NO_LABEL.at(self._cell(at, "label"), f"The question {name} has neither a label nor a hint.")

    def groups(self) -> Iterator[FormProblem]:
        begun: list[tuple[int, str, str]] = []
        for at, row in self._survey:
            kind = value(row, "type").strip()
            if what := begins(kind):
                begun.append((at, what, value(row, "name")))
            elif (what := ends(kind)) and (not begun or begun[-1][1] != what):
                open_one = f'the {begun[-1][1]} "{begun[-1][2]}" of row {begun[-1][0]} is still open' if begun else ""
                yield UNMATCHED.at(self._cell(at, "type"), f"{kind} ends nothing: "
                                   f"{open_one or 'no group or repeat is open here'}.")  # fmt: skip
                return
            elif what:
                begun.pop()
        for at, what, name in begun:
            yield UNMATCHED.at(self._cell(at, "type"), f'The {what} "{name}" is never ended.',
                               f"Add a row end_{what} after its last question.")  # fmt: skip

    def references(self) -> Iterator[FormProblem]:
        names = Counter(value(row, "name").strip() for _, row in self._survey if not ends(value(row, "type")))
        written = [(Cell("survey", at, column), text) for at, row in self._survey for column, text in row.items()]
        written += [(Cell("settings", 2, column), text) for column, text in self._settings.items()]
        for cell, text in written:
            for name in dict.fromkeys(_REFERENCE.findall(text or "")):
                yield from self._reference(cell, name, names)

    def _reference(self, cell: Cell, name: str, names: Counter[str]) -> Iterator[FormProblem]:
        if names[name] > 1:
            yield TWO_MEANINGS.at(cell, f"${{{name}}} may mean any of {names[name]} rows called {name}.")
        elif not names[name]:
            near = difflib.get_close_matches(name, list(names), 1)
            mend = f"Did you mean ${{{near[0]}}}?" if near else ""
            yield UNKNOWN_REFERENCE.at(cell, f"${{{name}}} names no question of the form.", mend)

    def choices(self) -> Iterator[FormProblem]:
        seen: dict[tuple[str, str], int] = {}
        may_repeat = value(self._settings, "allow_choice_duplicates").lower() in ("yes", "true", "true()")
        for at, row in self._choices:
            key = (value(row, "list_name"), value(row, "name"))
            column = self._cells.column("choices", "name")
            if key[0] and not key[1]:
                yield NO_CHOICE_NAME.at(Cell("choices", at, column), f"An option of the list {key[0]} has no name.")
            elif key[1] and key in seen and not may_repeat:
                yield SAME_CHOICE.at(Cell("choices", at, column),
                                     f'"{key[1]}" of the list {key[0]} also stands in row {seen[key]}.')  # fmt: skip
            seen.setdefault(key, at)

    def _cell(self, at: int, column: str) -> Cell:
        return Cell("survey", at, self._cells.column("survey", column))


def _is_off(row: Row) -> bool:
    return value(row, "disabled").lower() in ("yes", "true", "true()")


def _is_type(kind: str, known: Collection[str]) -> bool:
    plain = " ".join(kind.split())
    return (
        bool(begins(kind) or ends(kind)) or kind.startswith(_FROM_ELSEWHERE) or plain.lower() in known or plain in known
    )


def _near(kind: str, known: Collection[str]) -> str:
    word = kind.split()[0].lower()
    common = [one for one in known if " " not in one and ":" not in one]
    selects = ["select_one", "select_multiple", "begin_group", "end_group", "begin_repeat", "end_repeat"]
    whole = "_".join(kind.lower().split())
    near = [one for said in (whole, word) for one in difflib.get_close_matches(said, [*common, *selects], 1, 0.7)]
    return dict(_OTHER_WORDS).get(word) or (near[0] if near else "")


def _odd(name: str) -> str:
    if " " in name:
        return "a space"
    if name[0].isdigit():
        return "a digit at its beginning"
    odd = re.sub(r"[\w.-]", "", name)
    return f'the sign "{odd[:1] or name[0]}"'


def _proper(name: str) -> str:
    proper = re.sub(r"[^\w.-]+", "_", name).strip("_")
    return f"For example {proper if proper[:1].isalpha() else f'q_{proper}'}."
