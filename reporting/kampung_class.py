"""The class of a kampung: its facts gathered from profile, monthly report and activities, and the class kept by half
year, in the transaction that stores a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import answer_value, classification, kampung, kampung_profile, report_figures, submission
from models.classification import Classification as Row
from models.database import Transaction
from models.kampung_profile import PLKB, Profile
from models.poktan import FIVE
from models.scope import Scope
from models.submission import Submission
from reporting.classifying import DIMENSIONS, Facts, Part, classify, count, participation, share
from reporting.measures import book
from reporting.programme import BULANAN, KEGIATAN, PROFIL

MONEV = "monev_klasifikasi"
ROOTS = (PROFIL, BULANAN, KEGIATAN, MONEV)
OWN_AGENCIES = {"opd_kb", "perwakilan_bkkbn"}  # no other sectors: the programme's own offices
# Recorded beside the class, not scored: answers of the half year's evaluation by indicator.
EVALUATED = ("prev_stunting", "ibangga", "keluarga_miskin", "kematian_ibu", "kematian_anak")


def sent(tx: Transaction, row: Submission) -> None:
    """After a report was stored: its half year, and every later one of the kampung that looks back on it."""
    if row.form_id in ROOTS:
        _from_on(tx, row.kampung_id, semester_of(row.period))


def left(tx: Transaction, form_id: str, kampung_id: int, period: str) -> None:
    """After a report was moved away from there: the same, and a half year without any report has no class."""
    if form_id not in ROOTS:
        return
    first = semester_of(period)
    told = submission.slots(tx, Scope(kampung_ids=(kampung_id,)), ROOTS)
    if first not in {semester_of(one) for _, one in told}:
        classification.drop(tx, kampung_id, first)
        first = next(iter(classification.from_on(tx, kampung_id, first)), "")
    if first:
        _from_on(tx, kampung_id, first)


def keep(tx: Transaction, kampung_id: int, semester: str) -> Row:
    """The class of the kampung in the half year, as of now."""
    tx.flush()
    facts = facts_of(tx, kampung_id, semester)
    found = classify(facts)
    indices = {f"{name}_index": None if value is None else int(value * 100) for name, value in found.indices.items()}
    return classification.put(
        tx,
        kampung_id,
        semester,
        area_code=kampung.get(tx, kampung_id).village_code,
        name=found.name,
        scores=dict(found.scores),
        facts={"read": _read(facts), "higher": found.higher, "steps": [list(step) for step in found.steps]},
        impact=_impact(tx, kampung_id, semester),
        **indices,
    )


def rebuild_regency(tx: Transaction, code: str) -> int:
    """Makes the classes of a regency's kampung anew, for every half year that has a report; how many."""
    told = {(row[0], semester_of(row[1])) for row in submission.slots(tx, Scope((code,)), ROOTS)}
    for kampung_id, semester in sorted(told):
        keep(tx, kampung_id, semester)
    return len(told)


def facts_of(tx: Transaction, kampung_id: int, semester: str) -> Facts:
    """The newest profile and monthly report until the end of the half year, and the activities within it."""
    profile = kampung_profile.current(tx, [kampung_id], last_month(semester)).get(kampung_id, Profile())
    monthly = _numbers(tx, BULANAN, kampung_id, f"{last_month(semester)}~")
    return Facts(
        pokja=profile.pokja,
        members=profile.pokja_members,
        trained=profile.pokja_is_trained,
        funds=_size(profile.funds),
        groups=None if profile.poktan is None else len({*profile.poktan} & {*FIVE}),
        facilities=_both(profile.sekretariat, profile.rumah_dataku),
        officer=None if profile.companion is None else profile.companion == PLKB,
        regulation=None if profile.regulations is None else bool(profile.regulations),
        data=0 if profile.work_plan is False else _size(profile.data_uses),
        mechanisms=_size(profile.mechanisms),
        agencies=_agencies(tx, kampung_id, semester),
        participation=participation([_group(monthly, name) for name in book().figures["poktan"].of]),
        cpr=_part(monthly, "cpr"),
        mkjp=_part(monthly, "mkjp"),
        unmet=_part(monthly, "unmet"),
    )


def semester_of(period: str) -> str:
    """The half year that a period begins in: of a year its first."""
    if period[5:6] == "S":
        return period[:7]
    return f"{period[:4]}-S{2 if period[5:7] > '06' else 1}"


def last_month(semester: str) -> str:
    return f"{semester[:4]}-{'06' if semester.endswith('1') else '12'}"


def first_month(semester: str) -> str:
    return f"{semester[:4]}-{'01' if semester.endswith('1') else '07'}"


def _from_on(tx: Transaction, kampung_id: int, first: str) -> None:
    for semester in sorted({first, *classification.from_on(tx, kampung_id, first)}):
        keep(tx, kampung_id, semester)


def _agencies(tx: Transaction, kampung_id: int, semester: str) -> int:
    """Other sectors' agencies in the activities of the half year. Without an activity there was none: an event is
    reported when it happens, so that no report is no event."""
    span = (first_month(semester), f"{last_month(semester)}~")
    told = answer_value.texts(tx, KEGIATAN, kampung_id, "instansi", span)
    return len({name for text in told for name in text.split()} - OWN_AGENCIES)


def _numbers(tx: Transaction, form_id: str, kampung_id: int, before: str) -> dict[str, float]:
    row = submission.latest_before(tx, form_id, kampung_id, before)
    return report_figures.of_report(tx, row).numbers if row else {}


def _part(numbers: Mapping[str, float], name: str) -> Part | None:
    """The two sums of a defined ratio; None where the report does not tell them."""
    figure = book().figures[name]
    told = [numbers.get(one) for one in (*figure.above, figure.below)]
    if any(one is None for one in told):
        return None
    *some, whole = (int(one or 0) for one in told)
    return Part(sum(some), whole)


def _group(numbers: Mapping[str, float], name: str) -> Part | None:
    """The same of a group, in which nobody takes part where the kampung has none."""
    figure = book().figures[name]
    whole = numbers.get(figure.below)
    return None if whole is None else Part(int(numbers.get(figure.above[0], 0)), int(whole))


def _impact(tx: Transaction, kampung_id: int, semester: str) -> dict[str, Any]:
    """Stunted under fives of those measured in the last month of the half year that was reported, and what the half
    year's evaluation tells."""
    row = submission.latest_before(tx, BULANAN, kampung_id, f"{last_month(semester)}~")
    monthly = report_figures.of_report(tx, row).numbers if row and row.period >= first_month(semester) else {}
    measured = _part(monthly, "stunting")
    evaluated = submission.current(tx, MONEV, kampung_id, semester)
    told = report_figures.of_report(tx, evaluated).numbers if evaluated else {}
    found: dict[str, Any] = {name: told[name] for name in EVALUATED if name in told}
    return found | ({"stunting": list(measured)} if measured and measured.all else {})


def _read(facts: Facts) -> dict[str, Any]:
    """What each score was read off, as a page tells it: a number, or [some, of all], or percent with two decimals."""
    read: dict[str, Any] = {}
    for name in (*DIMENSIONS["input"], *DIMENSIONS["process"]):
        read[name] = count(facts, name)
    for name in DIMENSIONS["output"]:
        told = share(facts, name)
        read[name] = None if told is None else float(round(told, 2))
    return read


def _size(some: Any) -> int | None:
    return None if some is None else len(some)


def _both(first: bool | None, second: bool | None) -> int | None:
    return None if first is None or second is None else int(first) + int(second)
