"""The rows of a form as read from its sheets, before pyxform makes an XForm of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forms.intake.limits import MAX_CELL_TEXT, MAX_CHOICE_ROWS, MAX_GROUPS, MAX_SURVEY_ROWS
from forms.intake.refusal import too_much

_MOST = {
    "survey": MAX_SURVEY_ROWS,
    "choices": MAX_CHOICE_ROWS,
    "external_choices": MAX_CHOICE_ROWS,
    "entities": MAX_SURVEY_ROWS,
    "settings": MAX_SURVEY_ROWS,
    "osm": MAX_CHOICE_ROWS,
}
_SPLIT = "Divide the form; move long lists into a CSV file beside it (select_one_from_file)."

Sheet = Sequence[Mapping[str, Any]]


def within_limits(sheets: Mapping[str, Sheet | None]) -> None:
    """Raises FormErrors for a sheet that is too long, a text without end, or groups too deep in one another."""
    for name, most in _MOST.items():
        rows = sheets.get(name) or ()
        if len(rows) > most:
            raise too_much(f"The sheet {name} has", most, "rows", _SPLIT, sheet=name, row=most + 2)
        for number, row in enumerate(rows, start=2):
            if any(len(str(value)) > MAX_CELL_TEXT for value in row.values()):
                raise too_much("A cell has", MAX_CELL_TEXT, "characters", "Shorten it.", sheet=name, row=number)
    _groups(sheets.get("survey") or ())


def _groups(survey: Sheet) -> None:
    depth = 0
    for number, row in enumerate(survey, start=2):
        first, _, what = " ".join(_type(row).lower().replace("_", " ").split()).partition(" ")
        if what.split(" ")[0] not in ("group", "repeat", "loop", "lgroup"):
            continue
        depth += {"begin": 1, "end": -1}.get(first, 0)
        if depth > MAX_GROUPS:
            raise too_much("The form has", MAX_GROUPS, "groups in one another", "Close groups before you open others.",
                           sheet="survey", row=number)  # fmt: skip


def _type(row: Mapping[str, Any]) -> str:
    return next((str(value) for column, value in row.items() if str(column).strip().lower() in ("type", "command")), "")
