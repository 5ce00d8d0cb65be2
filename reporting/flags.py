"""Flags as people read them: the figures of a report with what is usual, and what is odd about the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from forms.language import short
from forms.prompt import Line
from models import kampung, report_flag
from models.database import Transaction
from models.report_flag import ReportFlag
from models.scope import Scope
from models.submission import Submission
from reporting.checks import Odd, is_confirmed, reason
from reporting.form_facts import label_of
from reporting.library import Library


@dataclass(frozen=True, slots=True)
class Flagged:
    """A report that waits, with what counts most of what is odd about it. `fact` is what `reviewing/why` reads: rule,
    low, high, other; and label and value of the figure, "" where the report as a whole is odd."""

    submission_id: int
    form_id: str
    kampung_id: int
    kampung: str
    period: str
    fact: dict[str, Any]


def odd(
    tx: Transaction, library: Library, language: str, scope: Scope, form_id: str = "", most: int = 5
) -> list[Flagged]:
    """The first of the reports that wait and have a flag, by area; on one form or, without one, on all. How many there
    are in all says `models.report_flag.count`."""
    return [_flagged(tx, library, language, *one) for one in report_flag.flagged(tx, scope, form_id, most)]


def figures(lines: Iterable[Line], found: Sequence[ReportFlag]) -> tuple[Odd, ...]:
    """Those of the answers that were flagged, in the order of the form."""
    flags = {one.path: one for one in found if one.path}
    return tuple(
        Odd(line.path, line.number, line.short, line.value, "", is_confirmed(line.remark), reason(line.remark),
            _why(flags[line.path]))
        for line in lines
        if line.path in flags
    )  # fmt: skip


def marks(tx: Transaction, found: Sequence[ReportFlag]) -> tuple[dict[str, Any], ...]:
    """What is odd about the report as a whole."""
    return tuple(_whole(tx, one) for one in found if not one.path)


def _flagged(tx: Transaction, library: Library, language: str, row: Submission, flag: ReportFlag) -> Flagged:
    fact = {**_whole(tx, flag), "label": "", "value": flag.value}
    if flag.path:
        form = library.of_version(tx, row.form_version_id)
        asked = form.questions[flag.path]
        fact["label"] = short(asked.attributes, language) or label_of(asked.label, language)
    place = kampung.get(tx, row.kampung_id).name
    return Flagged(row.id or 0, row.form_id, row.kampung_id, place, row.period, fact)


def _whole(tx: Transaction, flag: ReportFlag) -> dict[str, Any]:
    """A twin is told by the name of its kampung, which lies in the same district."""
    other = kampung.get(tx, int(flag.other)).name if flag.rule == "twin" else flag.other
    return _why(flag) | {"other": other}


def _why(flag: ReportFlag) -> dict[str, Any]:
    return {"rule": flag.rule, "low": _told(flag.low), "high": _told(flag.high), "other": flag.other}


def _told(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"
