"""Flagging: what is odd about a report becomes rows when it is stored, so that queues and summaries only count them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import log2

from forms.definition import Form, Question
from forms.draft import Draft
from models import answer_value, draft, report_flag, report_past
from models.answer_value import AnswerValue
from models.database import Transaction
from models.draft import Draft as DraftRow
from models.report_flag import ReportFlag, ReportLook
from models.report_past import Report, Value
from models.submission import Submission
from reporting import oddities
from reporting.checks import FIGURES, reason
from reporting.library import Library
from reporting.lines import lines_of
from reporting.oddities import Facts, Figure, Numbers
from reporting.programme import stock_values
from reporting.scheduling import shape

AT_ONCE = 20  # reports looked at in one transaction of the clock
TELLING = ("text", *FIGURES)  # answers that tell one report from another
BITS = 24.0  # of what is told; by chance one pair in millions tells so much alike
LETTERS = 20  # of a text that count
BITS_A_LETTER = 1.0  # of ordinary words (Shannon, 1951)
_REFERENCE = re.compile(r"\s*/[\w./-]+\s*")


class Flagging:
    """For the clock: reports that nobody looked at, as those that were moved, or stored before there were flags."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def some(self, tx: Transaction, at: datetime, after: int) -> int | None:
        """A piece of a tick."""
        rows = report_flag.unseen(tx, AT_ONCE)
        for row in rows:
            form = self._library.of_version(tx, row.form_version_id)
            look(tx, form, row, draft.of_instance(tx, row.instance_id))
        return after + 1 if len(rows) == AT_ONCE else None


def look(tx: Transaction, form: Form, row: Submission, origin: DraftRow | None) -> None:
    """Notes what is odd about the report; `origin` is the draft it was."""
    values = [_value(one) for one in answer_value.of_submission(tx, row.id or 0)]
    likeness = _likeness(form, values)
    found = oddities.oddities(_facts(tx, form, row, values, likeness, origin))
    flags = [
        ReportFlag(
            submission_id=row.id or 0,
            rule=one.rule,
            path=one.path,
            value="" if one.value is None else f"{one.value:g}",
            low=one.low,
            high=one.high,
            other=one.other,
        )
        for one in found
    ]
    report_flag.keep(tx, ReportLook(submission_id=row.id or 0, likeness=likeness), flags)


def _facts(
    tx: Transaction, form: Form, row: Submission, values: Sequence[Value], likeness: str, origin: DraftRow | None
) -> Facts:
    figures = _figures(form, values)
    is_series = bool(row.unit) or shape(tx, row.form_id, row.area_code).slot == "one"
    before = report_past.own(tx, row, oddities.HISTORY)
    past = tuple(_numbers(one.values) for one in before) if is_series else ()
    is_young = is_series and len(past) < oddities.ENOUGH
    twin = report_flag.twin(tx, row, likeness) if likeness else None
    ruled, unusual, explained = _from_draft(form, origin)
    return Facts(
        figures=figures,
        numbers=_numbers(values),
        past=past,
        near=tuple(_numbers(one.values) for one in report_past.others(tx, row)) if is_young else (),
        unusual=unusual,
        explained=explained,
        ruled=ruled,
        same=_same(form, likeness, before[:1] if is_series else before),
        twin="" if twin is None else str(twin),
        away=_away(tx, form, row, values),
    )


def _figures(form: Form, values: Iterable[Value]) -> tuple[Figure, ...]:
    """The numbers that were asked; rounds of a repeat have no like, and what is sensitive is not told."""
    found = []
    for one in values:
        asked = form.questions.get(one.path)
        if asked and one.kind in FIGURES and one.number is not None and "sensitive" not in asked.attributes:
            found.append(Figure(one.path, one.name, one.number, _is_stock(asked), _whole(form, asked)))
    return tuple(found)


def _is_stock(asked: Question) -> bool:
    return asked.attributes.get("prefill") == "stok"


def _whole(form: Form, asked: Question) -> str:
    """The name of the figure that a plain limit of the form compares with: `. <= ${pus}`."""
    for limit in asked.limits:
        if limit.operator in ("<", "<=") and _REFERENCE.fullmatch(limit.other.source):
            return limit.other.source.strip().rpartition("/")[2]
    return ""


def _numbers(values: Iterable[Value]) -> Numbers:
    """By name, stock also under the names of the questions that ask for it anew; without rounds."""
    told = {one.name: one.text for one in values if one.number is not None and "[" not in one.path}
    return {name: float(text) for name, text in stock_values(told).items()}


def _from_draft(form: Form, origin: DraftRow | None) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Which answers have a rule of their own (`kabar:soft`), which of them break it, and which were given reasons."""
    data = origin.data if origin is not None else {}
    if not data or not ("remarks" in data["instance"] or any(slot.bind.soft for slot in form.slots.values())):
        return frozenset(), (), ()
    lines = [line for line in lines_of(form, Draft.from_json(data)) if line.value]
    return (
        frozenset(line.path for line in lines if line.unusual is not None),
        tuple(line.path for line in lines if line.unusual),
        tuple(line.path for line in lines if reason(line.remark)),
    )


def _likeness(form: Form, values: Iterable[Value]) -> str:
    """A digest of the answers that are of this period alone, "" where they tell too little to be like by no chance."""
    told = [one for one in values if one.kind in TELLING and not _holds(form, one)]
    if sum(_bits(one) for one in told) < BITS:
        return ""
    return hashlib.sha256("\n".join(sorted(f"{one.path} {one.text}" for one in told)).encode()).hexdigest()


def _holds(form: Form, value: Value) -> bool:
    """Whether the figure holds from one period to the next, or was not asked at all."""
    asked = form.questions.get(re.sub(r"\[\d+\]", "", value.path))
    return asked is None or _is_stock(asked)


def _bits(value: Value) -> float:
    if value.number is not None:
        return log2(1 + abs(value.number))
    return BITS_A_LETTER * min(len(value.text), LETTERS)


def _same(form: Form, likeness: str, before: Sequence[Report]) -> str:
    """The period of the earlier report that tells the same."""
    if not likeness:
        return ""
    return next((one.period for one in before if _likeness(form, one.values) == likeness), "")


def _away(tx: Transaction, form: Form, row: Submission, values: Iterable[Value]) -> float | None:
    """How many kilometres the place of the report is from where the kampung's others come from."""
    here = next((place for one in values if one.kind == "geopoint" and (place := _place(one.text))), None)
    if here is None:
        return None
    known = [place for text in report_past.places(tx, row, 2 * oddities.HISTORY) if (place := _place(text))]
    home = oddities.middle(known)
    return oddities.kilometres(here, home) if home else None


def _place(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of a geopoint (ODK XForms, "lat lon altitude accuracy")."""
    try:
        lat, lon = map(float, text.split()[:2])
    except ValueError:
        return None
    return lat, lon


def _value(row: AnswerValue) -> Value:
    return Value(row.path, row.name, row.kind, row.text, row.number)
