"""Digests: what the reports on any form say in a period, made from the form's own questions, without being set up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from forms.check.privacy import in_label, in_name
from forms.check.subject import read_lists
from forms.definition import Form, Question
from forms.language import pick, short
from models import digest, form_version
from models.database import Transaction
from models.digest import Cell, Slice
from models.scope import Scope
from reporting import periods
from reporting.digest_lines import LABEL, Around, Asked, Line, line
from reporting.fitting import clip
from reporting.library import Library
from reporting.markup import bare
from reporting.measures import book
from reporting.options import Lists, options, said
from reporting.pace import is_asked
from reporting.scheduling import shape
from reporting.shielding import LEAST

TREND = 3  # periods before
FIGURES = ("integer", "decimal", "calculate")  # of a range, which is a score, only the median is told
_ROUND = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Digest:
    """`count` reports came for the period, `before` for the one before it; None for fewer than five about people, of
    which nothing else is told. Lines are those of `digest_lines.Line`, also {"what": "rounds", "label", "total",
    "mean"}."""

    title: str
    period: str
    count: int | None
    before: int | None
    lines: tuple[Line, ...]


def told_until(tx: Transaction, scope: Scope, month: str) -> dict[str, str]:
    """The forms that were reported on in the scope by the end of that month ("2026-10"), or in the year before it, each
    with its last such period."""
    end, found = periods.last(month), dict[str, str]()
    for form_id, period in digest.filed(tx, scope, f"{end.year - 1}"):
        told = periods.bucket(period)
        if told and periods.first(told) <= end and (form_id not in found or found[form_id] < told):
            found[form_id] = told
    return found


def of_form(tx: Transaction, library: Library, language: str, what: Slice) -> Digest | None:
    """What the form's reports in the scope say for the period; None of a form that is not live."""
    version = form_version.live(tx, what.form_id)
    if version is None:
        return None
    maker = _Maker(tx, library.form(tx, version), language, what)
    lines = () if maker.count is None else tuple(maker.lines())
    return Digest(version.title, what.period, maker.count, maker.before, lines)


class _Maker:
    """All of the queries, and what they say in the order of the form."""

    def __init__(self, tx: Transaction, form: Form, language: str, what: Slice) -> None:
        self._tx, self._form, self._what = tx, form, what
        self._language = language
        self._asked = tuple(asked_of(form, language))
        self._earlier = _before(what.period)
        reports = digest.reports(tx, what, self._earlier)
        self._reports = reports
        self._hides = shape(tx, what.form_id).slot == "many"
        self.count, self.before = (self._counted(reports.get(one, 0)) for one in (what.period, self._earlier[0]))

    def lines(self) -> Iterator[Line]:
        cells, sums, rounds = self._cells(), self._sums(), self._rounds()
        far = digest.far(self._tx, self._what) if any(one.kind == "geopoint" for one in self._asked) else 0
        around = Around(self.count or 0, periods.span(self._what.period), (), far, self._hides)
        for one in self._asked:
            for repeat in [path for path in rounds if one.path.startswith(f"{path}/")]:
                yield rounds.pop(repeat)
            key = (one.name, one.kind)
            told = [self._was(sums[key], period) for period in self._earlier] if key in sums else []
            made = line(one, cells[key], replace(around, before=told))
            if made is not None:
                yield made

    def _was(self, sums: Mapping[str, float], period: str) -> float | None:
        """An earlier period's sum, which must not be that of a few families either."""
        return sums.get(period) if self._counted(self._reports.get(period, 0)) else None

    def _counted(self, count: int) -> int | None:
        return None if self._hides and 0 < count < LEAST else count

    def _cells(self) -> Mapping[tuple[str, str], list[Cell]]:
        found: defaultdict[tuple[str, str], list[Cell]] = defaultdict(list)
        for cell in digest.cells(self._tx, self._what, [one.name for one in self._asked]):
            found[cell.name, cell.kind].append(cell)
        return found

    def _sums(self) -> Mapping[tuple[str, str], Mapping[str, float]]:
        names = [one.name for one in self._asked if one.kind in FIGURES and one.is_added]
        return digest.sums(self._tx, self._what, names, self._earlier)

    def _rounds(self) -> dict[str, Line]:
        """How many rounds of each repeat there are, by its path."""
        if not self._form.repeats:
            return {}
        most = Counter[str]()
        for path, count in digest.rounds(self._tx, self._what):
            for end in (found.end() for found in _ROUND.finditer(path)):
                most[path[:end]] = max(most[path[:end]], count)
        totals = Counter[str]()
        for path, count in most.items():
            totals[_ROUND.sub("", path)] += count
        return {path: self._told_of(path, total) for path, total in totals.items() if path in self._form.repeats}

    def _told_of(self, path: str, total: int) -> Line:
        repeat = self._form.repeats[path]
        label = bare(said(repeat.label, _languages(self._form, self._language))) or repeat.name
        mean = round(total / self.count, 1) if self.count else 0
        return {"what": "rounds", "label": clip(label, LABEL), "total": total, "mean": mean}


def asked_of(form: Form, language: str) -> Iterator[Asked]:
    """What is digested of a form, in its order: what a person answers, and what is computed and has a short label. Not
    what is sensitive or personal, nor names that two questions share, whose answers can't be told apart."""
    names = Counter(slot.name for slot in form.slots.values())
    lists = read_lists(form)
    for path, slot in form.slots.items():
        question, attributes = form.questions.get(path), slot.bind.attributes
        if names[slot.name] > 1 or "sensitive" in attributes:
            continue
        name = attributes.get("indicator", "")
        if question is None and slot.bind.calculate is not None and (label := short(attributes, language)):
            yield Asked(slot.name, "calculate", bare(label), path, is_added=_added(name, "calculate"))
        elif question is not None and is_asked(question) and not _is_private(question):
            yield _question(form, question, language, lists)


def _question(form: Form, question: Question, language: str, lists: Lists) -> Asked:
    languages = _languages(form, language)
    label = bare(short(question.attributes, language) or said(question.label, languages)) or question.name
    named = options(form, question, languages, lists) if question.kind.startswith(("select", "rank")) else {}
    plain = {name: bare(words) for name, words in named.items()}
    is_added = _added(question.attributes.get("indicator", ""), question.kind)
    return Asked(question.name, question.kind, label.rstrip("?"), question.path, plain, is_added)


def _added(name: str, kind: str) -> bool:
    """Whether its figures may be added up: a rate may not."""
    return kind in FIGURES and (name not in book().never_added if name else kind != "calculate")


def _is_private(question: Question) -> bool:
    is_open = question.kind.startswith(("select", "rank", "geo", "range"))
    return "sensitive" in question.attributes or (not is_open and bool(in_name(question) or in_label(question)))


def _languages(form: Form, language: str) -> tuple[str, ...]:
    return pick(language, form.languages, form.default_language)


def _before(period: str) -> tuple[str, ...]:
    """The periods before, the latest first."""
    found = [period]
    while len(found) <= TREND:
        found.append(periods.before(found[-1]))
    return tuple(found[1:])
