"""Where a thing of the form stands in its spreadsheet: sheet, row, and the column as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forms.sheet.headers import matching, value

Row = Mapping[str, str]

_BEGIN = re.compile(r"begin[\s_]+(group|repeat|lgroup|loop|looped[\s_]group)", re.IGNORECASE)
_END = re.compile(r"end[\s_]+(group|repeat|lgroup|loop|looped[\s_]group)", re.IGNORECASE)
# Nodes that pyxform makes beside a row: the count of a repeat, the text of `or_other`.
_MADE = ("_count", "_other")


@dataclass(frozen=True, slots=True)
class Cell:
    """`row` counts from 1 as a spreadsheet does; 0, "" where unknown. `column` is the header as written."""

    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """Plain data, so that it can be handed from one process to another.

    `survey` goes by the path below the root (`rumah/umur`), `choices` by list and name with every row of that name.
    """

    survey: dict[str, int] = field(default_factory=dict)
    choices: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict)  # sheet -> its columns

    def question(self, path: str, column: str = "") -> Cell:
        """The cell of the node at `path` (`/data/rumah/umur`); that of its group if the sheet has no such row."""
        below = path.removeprefix("/").partition("/")[2]
        if below == "meta/instanceName":
            return self.setting("instance_name")
        row = self._row(below) or self._only(below)
        while below and not row:
            below = below.rpartition("/")[0]
            row = self._row(below)
        return Cell("survey", row, self.column("survey", column)) if row else Cell()

    def _row(self, below: str) -> int:
        return next((self.survey[name] for name in _names(below) if name in self.survey), 0)

    def _only(self, below: str) -> int:
        """The row of the only node of that name: with the setting `flat` groups leave no trace in the path."""
        rows = [row for path, row in self.survey.items() if path.rpartition("/")[2] == below and below]
        return rows[0] if len(rows) == 1 else 0

    def choice(self, list_name: str, name: str, column: str = "", nth: int = 0) -> Cell:
        """The cell of an option; `nth` tells options of one list and name apart."""
        rows = self.choices.get((list_name, name), ())
        return Cell("choices", rows[min(nth, len(rows) - 1)], self.column("choices", column)) if rows else Cell()

    def setting(self, column: str) -> Cell:
        """The cell of a setting, which stands in the sheet's second row."""
        return Cell("settings", 2, self.column("settings", column)) if self.headers else Cell()

    def column(self, sheet: str, wanted: str) -> str:
        """The header that the sheet writes for `relevant`, `label::Indonesia (id)`, ...; `wanted` if it has none."""
        return (matching(self.headers.get(sheet, ()), wanted) or wanted) if wanted else ""


def read_cells(sheets: Mapping[str, Sequence[Row]], headers: dict[str, tuple[str, ...]]) -> Cells:
    """Where everything stands in `sheets` (sheet -> rows of column -> text, the first being row 2)."""
    survey: dict[str, int] = {}
    for row, path in _survey(sheets.get("survey", ())):
        survey.setdefault(path, row)
    choices: dict[tuple[str, str], tuple[int, ...]] = {}
    for at, one in enumerate(sheets.get("choices", ()), start=2):
        key = (value(one, "list_name"), value(one, "name"))
        choices[key] = (*choices.get(key, ()), at)
    return Cells(survey, choices, headers)


def begins(kind: str) -> str:
    """What the type of a row begins, "group" or "repeat", or ""."""
    found = _BEGIN.match(kind)
    return _plain(found[1]) if found else ""


def ends(kind: str) -> str:
    """What the type of a row ends, "group" or "repeat", or ""."""
    found = _END.match(kind)
    return _plain(found[1]) if found else ""


def _plain(word: str) -> str:
    return "repeat" if word.lower() in ("lgroup", "looped group", "looped_group") else word.lower()


def _survey(rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Row and path of every named row. A group without a name has no node, and its questions none of its path."""
    inside: list[str] = []
    for at, row in enumerate(rows, start=2):
        kind, name = value(row, "type").strip(), value(row, "name")
        if ends(kind):
            del inside[-1:]
            continue
        path = "/".join(one for one in (*inside, name) if one)
        if name:
            yield at, path
        if begins(kind):
            inside.append(name)


def _names(path: str) -> Iterator[str]:
    yield path
    yield from (path.removesuffix(end) for end in _MADE if path.endswith(end))
