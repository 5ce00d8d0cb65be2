"""XLSForm (.xlsx, .xls, Markdown) -> XForm XML. The only place that knows pyxform.

pyxform's dictionaries are internal by its own word, so only its XML, its warnings and the rows it read are used.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath
from typing import Any

from forms.compiling.xform import KABAR
from forms.intake import admit, too_heavy, within_limits
from forms.problems import FormErrors, FormProblem
from forms.sheet.cells import Cells, read_cells
from forms.sheet.diagnosis import diagnose, in_plain_words

_ROW = re.compile(r"\[row\s*:\s*(\d+)\]")
_SHEET = re.compile(r"'(survey|choices|settings|external_choices|entities|osm)' sheet")
_COLUMN = re.compile(r"the '([\w:() ]+)' (?:value|column)")
_RULER = re.compile(r"^(?=[^\n]*--)[ \t]*\|(?:[ \t]*(?::?-{2,}:?)?[ \t]*\|)+[ \t]*\n?", re.MULTILINE)
_HEADLESS = re.compile(r"^[ \t]*\|[ \t]*\w+[ \t]*\|[ \t|]*\n(?=[ \t]*\|[ \t]*\w|\s*\Z)", re.MULTILINE)
_EXCEL = (b"PK", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class XlsForm:
    """`xform` is the XForm XML; `cells` finds a thing's row and column; `itemsets` is pyxform's CSV for
    `select_one_external`, or "". `sheets` are the rows as read: sheet -> rows of column -> text."""

    xform: str
    warnings: tuple[str, ...] = ()
    cells: Cells = field(default_factory=Cells)
    sheets: dict[str, tuple[dict[str, str], ...]] = field(default_factory=dict)
    itemsets: str = ""

    @property
    def files(self) -> dict[str, bytes]:
        """What the workbook itself brings of the files that the form reads, by bare name."""
        return {"itemsets.csv": self.itemsets.encode()} if self.itemsets else {}


def read_xlsform(data: bytes | str, name: str) -> XlsForm:
    """Convert the XLSForm in `data`; `name` is its file name, used for the form id when the settings give none.

    Raises FormErrors. No Java, no network, no file: whatever pyxform raises comes back as a problem.
    """
    try:
        return _convert(data.encode() if isinstance(data, str) else data, PurePath(name).stem)
    except FormErrors:
        raise
    except (MemoryError, RecursionError, SystemError) as error:  # the last where C code ran out of memory
        raise too_heavy(error) from error
    except Exception as error:  # pyxform lets TypeError and others escape on odd workbooks
        raise FormErrors((told_by_pyxform(str(error) or type(error).__name__),)) from error


def _convert(data: bytes, stem: str) -> XlsForm:
    admit(data)  # before anything is loaded that could be attacked
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
    from pyxform.xls2json_backends import get_xlsform
    from pyxform.xls2xform import convert

    workbook = get_xlsform(BytesIO(data) if data.startswith(_EXCEL) else _markdown(data.decode()))
    content: dict[str, Any] = {f.name: getattr(workbook, f.name) for f in dataclasses.fields(workbook)}
    content["fallback_form_name"] = stem
    within_limits(content)
    sheets = {sheet: tuple(_rows(content, sheet)) for sheet in ("survey", "choices", "settings")}
    cells = read_cells(sheets, {sheet: _header(content, sheet) for sheet in sheets})
    _name_columns(content)
    warnings: list[str] = []
    try:
        result = convert(content, warnings=warnings)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        found = diagnose(sheets, cells, content["sheet_names"] or (), QUESTION_TYPE_DICT)
        raise FormErrors(found or (told_by_pyxform(str(error) or type(error).__name__),)) from error
    return XlsForm(result.xform, tuple(warnings), cells, sheets, result.itemsets or "")


def _name_columns(content: dict[str, Any]) -> None:
    """Columns of Kabar's own need a namespace that hardly any author knows of: it is there where the settings give
    none."""
    headers = [column for sheet in ("survey", "choices", "settings") for column in _header(content, sheet)]
    if not any("kabar:" in column for column in headers):
        return
    settings = dict((content["settings"] or [{}])[0])
    given = str(settings.get("namespaces") or "")
    if "kabar=" not in given:
        content["settings"] = [{**settings, "namespaces": f'{given} kabar="{KABAR}"'.strip()}]
        header = (content["settings_header"] or [{}])[0]
        content["settings_header"] = [{**dict.fromkeys(header), "namespaces": None}]


def _markdown(text: str) -> str:
    """Without the ruler that Markdown draws below a table's head, and without sheets that have not even a head."""
    return _HEADLESS.sub("", _RULER.sub("", text.rstrip() + "\n"))


def _rows(content: dict[str, Any], sheet: str) -> Iterator[dict[str, str]]:
    """The sheet's rows with every column of its header, in the header's order."""
    columns = _header(content, sheet)
    for row in content[sheet] or ():
        yield {column: str(row.get(column) or "") for column in dict.fromkeys((*columns, *row))}


def _header(content: dict[str, Any], sheet: str) -> tuple[str, ...]:
    return tuple(column for header in content[f"{sheet}_header"] or () for column in header)


def told_by_pyxform(text: str) -> FormProblem:
    """An error or a warning of the converter, mostly in its own words, with the cell where it names one."""
    message = " ".join(text.split())
    if plain := in_plain_words(message):
        return plain
    row, sheet, column = (pattern.search(message) for pattern in (_ROW, _SHEET, _COLUMN))
    return FormProblem(
        code="xlsform",
        message=_ROW.sub("", message).strip(),
        advice="Correct this cell and check again; https://xlsform.org explains each column.",
        sheet=sheet[1] if sheet else "survey" if row else "",
        row=int(row[1]) if row else 0,
        column=column[1] if column else "",
    )
