"""What an area's meetings and evaluations told: priorities, joint plans and how they stand, factors, texts.

A follow-up names its plan by the plan's own words; the latest one says how it stands. A plan is open until it is said
to be done or called off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import mean

from models import answer_value, kampung
from models.answer_value import Said
from models.database import Transaction
from models.scope import Scope

RAKOR, FOLLOW_UP, MONEV = "rakor_lintas_sektor", "tindak_lanjut_opd", "monev_klasifikasi"
TOLD = ("tanggal", "opd_hadir", "m_nama", "usg", "prioritas", "r_kegiatan", "r_pj", "r_sasaran", "r_selesai")
STANDING = ("instansi_opd", "rencana_id", "status", "persen", "tgl_baru")  # of a follow-up
FACTORS = ("f_komitmen", "f_integrasi", "f_fasilitas", "f_pengelola", "f_partisipasi")
TEXTS = ("keberhasilan", "kekurangan", "peluang")
OVER = ("selesai", "batal")
NOT_BEGUN = "belum"


@dataclass(frozen=True, slots=True)
class Plan:
    """`status` is the form's own (belum, jalan, selesai, tunda, batal); `percent` None if not told, `until` a day."""

    activity: str
    agency: str
    target: str
    until: str
    status: str
    percent: int | None
    is_open: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """`problems` with their scores of urgency, seriousness and growth together (3 to 15), the highest first."""

    day: str
    agencies: int
    priority: str
    problems: tuple[tuple[str, int], ...]
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Of a kampung in a half year: the factors (1 to 4, 0 if not told) in the order of FACTORS, the texts of TEXTS."""

    kampung: str
    semester: str
    factors: tuple[int, ...]
    texts: tuple[str, ...]


def meetings(tx: Transaction, scope: Scope, today: date) -> list[Meeting]:
    """The coordination meetings in the scope, the latest first."""
    standing = standing_of(answer_value.of_form(tx, scope, FOLLOW_UP, STANDING))
    found = answer_value.of_form(tx, scope, RAKOR, TOLD)
    reports = [list(said) for _, said in groupby(found, key=lambda one: one.submission_id)]
    return [_meeting(said, standing, today.isoformat()) for said in reports]


def evaluations(tx: Transaction, scope: Scope) -> list[Evaluation]:
    """The evaluations in the scope of the last half year that has any, by kampung."""
    found = answer_value.of_form(tx, scope, MONEV, (*FACTORS, *TEXTS))
    names = {one.id: one.name for one in kampung.in_scope(tx, scope)}
    told = []
    for (place, period), said in groupby(found, key=lambda one: (one.kampung_id, one.period)):
        values = {one.name: one.text for one in said}
        if period == found[0].period and place in names:
            factors = tuple(int(values.get(name) or 0) for name in FACTORS)
            told.append(Evaluation(names[place], period, factors, tuple(values.get(name, "") for name in TEXTS)))
    return sorted(told, key=lambda one: one.kampung)


def means(found: Iterable[Evaluation]) -> list[float]:
    """The mean of each factor over the kampung that told it; 0 where none did."""
    columns = zip(*(one.factors for one in found), strict=True)
    return [mean([one for one in column if one] or [0]) for column in columns]


Standing = dict[tuple[str, str], dict[str, str]]  # by the plan's words, and the agency that told, "" for nobody's


def standing_of(said: list[Said]) -> Standing:
    """The latest follow-up of each plan: the latest reports come first."""
    found: Standing = {}
    for _, group in groupby(said, key=lambda one: one.submission_id):
        told = {one.name: one.text for one in group}
        found.setdefault((telling(told.get("rencana_id", "")), told.get("instansi_opd", "")), told)
    return found


def latest(standing: Standing, activity: str, agency: str) -> dict[str, str]:
    """What was told of the plan: by the agency in charge, else by who speaks for none. What the contact of another
    agency tells is not about it."""
    name = telling(activity)
    return standing.get((name, agency)) or standing.get((name, "")) or {}


def telling(name: str) -> str:
    """What of a name tells: two that differ in capitals and spaces alone are one."""
    return " ".join(name.casefold().split())


def _meeting(said: list[Said], standing: Standing, today: str) -> Meeting:
    once = {one.name: one.text for one in said if "[" not in one.path}
    repeated = [one for one in said if "[" in one.path]
    groups = [list(group) for _, group in groupby(repeated, key=lambda one: one.path.rpartition("/")[0])]
    rows = [{one.name: one.text for one in group} for group in groups]
    problems = [(row["m_nama"], int(float(row.get("usg") or 0))) for row in rows if "m_nama" in row]
    return Meeting(
        once.get("tanggal", ""),
        len(once.get("opd_hadir", "").split()),
        once.get("prioritas", ""),
        tuple(sorted(problems, key=lambda one: -one[1])),
        tuple(_plan(row, standing, today) for row in rows if "r_kegiatan" in row),
    )


def _plan(row: dict[str, str], standing: Standing, today: str) -> Plan:
    told = latest(standing, row["r_kegiatan"], row.get("r_pj", ""))
    status, percent = told.get("status", NOT_BEGUN), told.get("persen", "")
    until = told.get("tgl_baru") or row.get("r_selesai", "")
    is_open = status not in OVER
    return Plan(
        activity=row["r_kegiatan"],
        agency=row.get("r_pj", ""),
        target=row.get("r_sasaran", ""),
        until=until,
        status=status,
        percent=int(float(percent)) if percent else None,
        is_open=is_open,
        is_late=is_open and until < today,
    )
