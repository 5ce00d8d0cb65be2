"""What an area's meetings told: problems that come first, joint plans, and what followed of each.

A plan is named by the number that people quote of its meeting's report, and its place in it: "KB-7F3A9.2". A follow-up
names its plan so, or by the plan's own words where it was on no list; the latest one says how it stands. A plan is open
until it is said to be done or called off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from models import answer_value
from models.answer_value import Said
from models.database import Transaction
from models.scope import Scope

RAKOR, FOLLOW_UP = "rakor_lintas_sektor", "tindak_lanjut_opd"
ONCE = ("tanggal", "tingkat", "opd_hadir", "prioritas")
PROBLEM = ("m_nama", "usg")
PLAN = ("r_kegiatan", "r_pj", "r_pendukung", "r_sasaran", "r_lokasi", "r_mulai", "r_selesai", "r_dana", "r_indikator")
# A follow-up that was filed before plans had a list tells its plan's words in `rencana_id`.
NAMED = ("rencana_id", "rencana_lain")
BY = "instansi_opd"  # the agency whose contact reports; of nobody's else it is blank
FOLLOWED = (*NAMED, BY, "tanggal", "status", "persen", "capaian", "alasan", "tgl_baru", "kendala")
OVER = ("selesai", "batal")
NOT_BEGUN = "belum"
LEVELS: Mapping[str, int] = {"prov": 2, "kab": 5, "kec": 8, "desa": 13}  # letters of the area's code
Rows = list[tuple[int, dict[str, str]]]  # with their places in the repeat


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`status` is the form's own (belum, jalan, selesai, tunda, batal); `percent` None if not told, `until` a day. `by`
    is the agency whose contact told it, "" for who coordinates."""

    by: str
    day: str
    status: str
    percent: int | None
    reached: str
    reason: str
    until: str
    trouble: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`words` are what followed, the latest first; status, percent and until are as the latest tells them. `area` is
    that of the meeting, `kampung_id` the kampung it was filed for."""

    id: str
    area: str
    kampung_id: int
    village: str
    activity: str
    agency: str
    partners: tuple[str, ...]
    target: str
    place: str
    begins: str
    until: str
    funds: str
    sign: str
    status: str
    percent: int | None
    is_open: bool
    is_late: bool
    words: tuple[FollowUp, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """`problems` with their scores of urgency, seriousness and growth together (3 to 15), the highest first. `area` is
    the one that it was held for."""

    day: str
    area: str
    agencies: int
    priority: str
    problems: tuple[tuple[str, int], ...]
    plans: tuple[Plan, ...]


def meetings(tx: Transaction, scope: Scope, today: date, number: str = "") -> list[Meeting]:
    """The coordination meetings in the scope, the latest first; `number` asks for one alone."""
    found = answer_value.of_form(tx, scope, RAKOR, (*ONCE, *PROBLEM, *PLAN), number=number)
    followed = followed_in(answer_value.of_form(tx, scope, FOLLOW_UP, FOLLOWED)) if found else {}
    reports = [list(said) for _, said in groupby(found, key=lambda one: one.submission_id)]
    return [_meeting(said, followed, today.isoformat()) for said in reports]


def plans(found: list[Meeting], agencies: frozenset[str] | None = None) -> list[Plan]:
    """The plans of the meetings, of these agencies if they are named: what is open first, by agency, then by day."""
    told = [plan for meeting in found for plan in meeting.plans if agencies is None or plan.agency in agencies]
    return sorted(told, key=lambda plan: (not plan.is_open, plan.agency, plan.until, plan.id))


def _meeting(said: list[Said], followed: Mapping[str, list[FollowUp]], today: str) -> Meeting:
    first = said[0]
    once = {one.name: one.text for one in said if "[" not in one.path}
    rows = _rows([one for one in said if "[" in one.path])
    planned = [(place, row) for place, row in rows if "r_kegiatan" in row]
    area = first.area_code[: LEVELS.get(once.get("tingkat", ""), len(first.area_code))]
    problems = [(row["m_nama"], int(float(row.get("usg") or 0))) for _, row in rows if "m_nama" in row]
    return Meeting(
        day=once.get("tanggal", ""),
        area=area,
        agencies=len(once.get("opd_hadir", "").split()),
        priority=once.get("prioritas", ""),
        problems=tuple(sorted(problems, key=lambda one: -one[1])),
        plans=tuple(_plan(first, area, at, row, followed, today) for at, row in planned),
    )


def _rows(repeated: list[Said]) -> Rows:
    """The answers by instance of their repeat, in the order of the form."""
    groups = groupby(repeated, key=lambda one: one.path.rpartition("/")[0])
    return [(_place(path), {one.name: one.text for one in group}) for path, group in groups]


def _place(path: str) -> int:
    """/data/rencana[2] -> 2."""
    return int(path.rpartition("[")[2].rstrip("]"))


def _plan(
    report: Said, area: str, at: int, row: Mapping[str, str], followed: Mapping[str, list[FollowUp]], today: str
) -> Plan:
    name = f"{report.number}.{at}"
    words = told_of(followed, (name, row["r_kegiatan"]), row.get("r_pj", ""))
    latest = words[0] if words else None
    status = latest.status if latest else NOT_BEGUN
    until = (latest.until if latest else "") or row.get("r_selesai", "")
    is_open = status not in OVER
    return Plan(
        id=name,
        area=area,
        kampung_id=report.kampung_id,
        village=report.area_code,
        activity=row["r_kegiatan"],
        agency=row.get("r_pj", ""),
        partners=tuple(row.get("r_pendukung", "").split()),
        target=row.get("r_sasaran", ""),
        place=row.get("r_lokasi", ""),
        begins=row.get("r_mulai", ""),
        until=until,
        funds=row.get("r_dana", ""),
        sign=row.get("r_indikator", ""),
        status=status,
        percent=latest.percent if latest else None,
        is_open=is_open,
        is_late=is_open and "" < until < today,
        words=tuple(words),
    )


def told_of(followed: Mapping[str, list[FollowUp]], names: tuple[str, ...], agency: str) -> list[FollowUp]:
    """What was told of the plan under these names, the latest first: by the agency in charge, or by who speaks for
    none. What the contact of another agency tells is not about it."""
    told = (word for one in names for word in followed.get(telling(one), ()))
    return sorted((word for word in told if word.by in ("", agency)), key=_day, reverse=True)


def followed_in(said: list[Said]) -> dict[str, list[FollowUp]]:
    """What followed by plan, the latest report first."""
    found: dict[str, list[FollowUp]] = {}
    for _, group in groupby(said, key=lambda one: one.submission_id):
        told = {one.name: one.text for one in group}
        for name in {telling(told.get(one, "")) for one in NAMED} - {""}:
            found.setdefault(name, []).append(_follow_up(told))
    return found


def _follow_up(told: Mapping[str, str]) -> FollowUp:
    percent = told.get("persen", "")
    return FollowUp(
        by=told.get(BY, ""),
        day=told.get("tanggal", ""),
        status=told.get("status", NOT_BEGUN),
        percent=int(float(percent)) if percent else None,
        reached=told.get("capaian", ""),
        reason=told.get("alasan", ""),
        until=told.get("tgl_baru", ""),
        trouble=told.get("kendala", ""),
    )


def _day(word: FollowUp) -> str:
    return word.day


def telling(name: str) -> str:
    """What of a name tells: two that differ in capitals and spaces alone are one."""
    return " ".join(name.casefold().split())
