"""A sent report as people read it: its answers, its main figures, what is odd and what a correction changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forms.draft import Draft
from forms.prompt import Line
from models import answer_value, attachment, draft, form_version, kampung, submission
from models.attachment import Attachment
from models.database import Transaction
from models.submission import Submission
from reporting.behalf import behalf
from reporting.checks import Odd, is_odd, odd_lines, open_lines
from reporting.fitting import clip
from reporting.library import Library
from reporting.lines import answer, lines_of
from reporting.markup import bare
from reporting.moved import moved
from reporting.notices import called
from reporting.programme import BULANAN, stock_values
from reporting.scheduling import shape
from reporting.screens.values import CHOSEN

# What a coordinator looks at first. Of other forms it is the first answers that are indicators.
MAIN_FIGURES = {BULANAN: ("pus", "pa_total", "cpr", "unmet_need", "pb_total", "krs")}
FIGURES = 6
LONGEST = 60  # letters of one that is a text
ASKED = ("integer", "decimal", "range")
Answer = dict[str, Any]  # as `filling/value` reads it


@dataclass(frozen=True, slots=True)
class Report:
    """`open` is what nobody knew or was put off; `figures` are (label, answer); `changes` (label, before, after) of
    a correction."""

    row: Submission
    title: str
    kampung: str
    officer: str
    lines: tuple[Line, ...]
    odd: tuple[Odd, ...]
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

    def read(self, tx: Transaction, row: Submission) -> Report:
        """All that a page about the report says."""
        lines = self.lines(tx, row)
        return Report(
            row,
            title=form_version.get(tx, row.form_version_id).title,
            kampung=kampung.get(tx, row.kampung_id).name,
            officer=called(tx, row.person_id),
            lines=lines,
            odd=odd_lines(lines, _last(tx, row)),
            open=open_lines(lines),
            figures=self._figures(tx, row, lines),
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

    def _figures(self, tx: Transaction, row: Submission, lines: Sequence[Line]) -> tuple[tuple[str, Answer], ...]:
        names = MAIN_FIGURES.get(row.form_id)
        if names is None:
            told = [line for line in lines if line.attributes.get("indicator") and line.text]
            open_to_all = [line for line in told[:FIGURES] if "sensitive" not in line.attributes]
            return tuple((line.short, answer(line, _clipped(line))) for line in open_to_all)
        slots = self._library.of_version(tx, row.form_version_id).slots
        short = {slot.name: bare(slot.bind.attributes.get("short", slot.name)) for slot in slots.values()}
        values = answer_value.by_name(tx, row.id or 0)
        return tuple(
            (short[name], {"text": values[name], "kind": "integer", "sensitive": False})
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


def flagged_first(tx: Transaction, rows: Sequence[Submission]) -> list[Submission]:
    """Reports with odd figures before those without, otherwise in the order given."""
    marked = flagged(tx, rows)
    return sorted(rows, key=lambda row: row.id not in marked)


def flagged(tx: Transaction, rows: Sequence[Submission]) -> set[int]:
    """The ids of the reports with odd figures."""
    ids = [row.id or 0 for row in rows]
    before = submission.befores(tx, ids)
    numbers = answer_value.numbers(tx, [*ids, *before.values()])

    def is_flagged(row: Submission) -> bool:
        if shape(tx, row.form_id).slot == "many":
            return False
        last = stock_values({v.name: v.text for v in numbers.get(before.get(row.id or 0, 0), ())})
        mine = (v for v in numbers.get(row.id or 0, ()) if v.kind in ASKED and v.name in last)
        return any(is_odd(v.text, last[v.name]) for v in mine)

    return {row.id or 0 for row in rows if is_flagged(row)}


def _last(tx: Transaction, row: Submission) -> dict[str, str]:
    """The figures of the period before; none for an event, which has nothing to do with the one before it."""
    if shape(tx, row.form_id).slot == "many":
        return {}
    before = submission.latest_before(tx, row.form_id, row.kampung_id, row.period)
    return stock_values(answer_value.by_name(tx, before.id or 0)) if before else {}
