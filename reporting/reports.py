"""A sent report as people read it: its answers, its main figures, what is odd and what a correction changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forms.draft import Draft
from forms.language import short
from forms.prompt import Line
from models import answer_value, attachment, draft, form_version, kampung, report_flag
from models.attachment import Attachment
from models.database import Transaction
from models.submission import Submission
from reporting import flags
from reporting.behalf import behalf
from reporting.checks import Odd, open_lines
from reporting.fitting import clip
from reporting.library import Library
from reporting.lines import answer, lines_of
from reporting.markup import bare
from reporting.moved import moved
from reporting.notices import called
from reporting.programme import BULANAN
from reporting.screens.values import CHOSEN

# What a coordinator looks at first. Of other forms it is the first answers that are indicators.
MAIN_FIGURES = {BULANAN: ("pus", "pa_total", "cpr", "unmet_need", "pb_total", "krs")}
FIGURES = 6
LONGEST = 60  # letters of one that is a text
Answer = dict[str, Any]  # as `filling/value` reads it


@dataclass(frozen=True, slots=True)
class Report:
    """`odd` are figures that were flagged, `marks` what is odd about the whole; `open` is what nobody knew or was put
    off; `figures` are (label, answer); `changes` (label, before, after) of a correction."""

    row: Submission
    title: str
    kampung: str
    officer: str
    lines: tuple[Line, ...]
    odd: tuple[Odd, ...]
    marks: tuple[dict[str, Any], ...]
    open: tuple[Line, ...]
    figures: tuple[tuple[str, Answer], ...]
    changes: tuple[tuple[str, Answer, Answer], ...]
    photos: tuple[Attachment, ...]
    moves: tuple[dict[str, Any], ...] = ()  # where it stood before, as `reporting.moved` tells it
    behalf: dict[str, str] | None = None  # whose paper it was copied from, as `reporting.behalf` tells it


class Reports:
    """Reads stored submissions."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def read(self, tx: Transaction, row: Submission, language: str) -> Report:
        """All that a page about the report says; its figures are called as in that language."""
        lines, found = self.lines(tx, row), report_flag.of_report(tx, row.id or 0)
        return Report(
            row,
            title=form_version.get(tx, row.form_version_id).title,
            kampung=kampung.get(tx, row.kampung_id).name,
            officer=called(tx, row.person_id),
            lines=lines,
            odd=flags.figures(lines, found),
            marks=flags.marks(tx, found),
            open=open_lines(lines),
            figures=self._figures(tx, row, lines, language),
            changes=self._changes(tx, row, lines),
            photos=tuple(attachment.of_names(tx, [x.value for x in lines if x.kind == "image" and x.value])),
            moves=moved(tx, row.number),
            behalf=behalf(tx, row),
        )

    def lines(self, tx: Transaction, row: Submission) -> tuple[Line, ...]:
        """The answers in the order of the form, from the draft that became this submission."""
        origin = draft.of_instance(tx, row.instance_id)
        if origin is None or not origin.data:  # emptied when its term was over
            return ()
        return lines_of(self._library.of_version(tx, row.form_version_id), Draft.from_json(origin.data))

    def _figures(
        self, tx: Transaction, row: Submission, lines: Sequence[Line], language: str
    ) -> tuple[tuple[str, Answer], ...]:
        names = MAIN_FIGURES.get(row.form_id)
        if names is None:
            told = [line for line in lines if line.attributes.get("indicator") and line.text]
            open_to_all = [line for line in told[:FIGURES] if "sensitive" not in line.attributes]
            return tuple(
                (bare(short(line.attributes, language)) or line.short, answer(line, _clipped(line)))
                for line in open_to_all
            )
        slots = self._library.of_version(tx, row.form_version_id).slots
        called_so = {slot.name: bare(short(slot.bind.attributes, language)) or slot.name for slot in slots.values()}
        values = answer_value.by_name(tx, row.id or 0)
        return tuple(
            (called_so[name], {"text": values[name], "kind": "integer", "sensitive": False})
            for name in names
            if name in values
        )

    def _changes(
        self, tx: Transaction, row: Submission, lines: Sequence[Line]
    ) -> tuple[tuple[str, Answer, Answer], ...]:
        if row.replaces_id is None:
            return ()
        before = {line.path: line.text for line in self.lines(tx, tx.get_one(Submission, row.replaces_id))}
        return tuple(
            (line.short, answer(line, before.get(line.path, "")), answer(line, line.text))
            for line in lines
            if before.get(line.path, "") != line.text and "sensitive" not in line.attributes
        )


def _clipped(line: Line) -> str:
    return clip(line.text, LONGEST) if line.kind in ("text", *CHOSEN) else line.text
