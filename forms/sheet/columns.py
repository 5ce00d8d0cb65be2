"""Columns whose name is almost, but not quite, one that XLSForm knows."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from forms.problems import FormProblem
from forms.rule import Rule
from forms.sheet.cells import Cell, Cells
from forms.sheet.headers import split

UNKNOWN_COLUMN = Rule(
    "unknown_column", "warning", "A column's name looks like a misspelt name of XLSForm.",
    "Columns that XLSForm doesn't know are left out without a word: constraints aren't checked, hints not shown.",
    "Correct the name in the first row.",
)  # fmt: skip
RULES = (UNKNOWN_COLUMN,)

_KNOWN = (
    ("survey", (
        "type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint",
        "constraint_message", "calculation", "default", "read_only", "appearance", "choice_filter", "repeat_count",
        "trigger", "parameters", "image", "big-image", "audio", "video", "autoplay", "save_to", "rows", "disabled",
    )),
    ("choices", ("list_name", "name", "label", "alias", "image", "big-image", "audio", "video", "geometry")),
    ("settings", (
        "form_title", "form_id", "version", "default_language", "instance_name", "namespaces", "public_key",
        "submission_url", "auto_send", "auto_delete", "style", "allow_choice_duplicates", "name", "prefix", "delimiter",
        "omit_instanceid", "instance_id", "client_editable", "clean_text_values", "attribute",
    )),
)  # fmt: skip


def misspelt(cells: Cells) -> Iterator[FormProblem]:
    """The columns of each sheet that nearly bear the name of one that the sheet lacks."""
    for sheet, known in _KNOWN:
        headers = cells.headers.get(sheet, ())
        there = {split(header)[0] for header in headers}
        for header in headers:
            name = split(header)[0]
            near = difflib.get_close_matches(name.lower(), known, 1, 0.8) if name not in known else []
            # A list's own columns may resemble anything; what the sheet has already is not meant a second time.
            if near and near[0] not in there and ":" not in name:
                found = UNKNOWN_COLUMN.at(Cell(sheet, 1, header), f'"{header}" is no column of the {sheet} sheet.',
                                          f"Did you mean {near[0]}?")  # fmt: skip
                yield found
