"""Scheduling: which schedule holds where, and from when until when its periods run.

The programme's own defaults stand here with their reasons; an area's schedule goes before that of the area above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from models import schedule, schedule_change
from models.database import Transaction
from models.schedule import Schedule
from models.schedule_change import ScheduleChange
from reporting import due, periods
from reporting.due import Instead, Terms, Window
from reporting.periods import Cadence
from reporting.programme import BULANAN, PROFIL, Filing, filing, is_known

AROUND = 12  # periods looked through for those that run: of weeks with a lock of many days
BEFORE, AFTER = 3, 30  # days that a visit may be made before it is due, and after


@dataclass(frozen=True, slots=True)
class Default:
    """A schedule of the programme for the whole country."""

    form_id: str
    cadence: Cadence
    terms: Terms
    unit: str = "kampung"
    level: str = ""
    steps: tuple[int, ...] = due.STEPS
    escalation: tuple[int, ...] = due.ESCALATION


DEFAULTS = (
    # New SIGA closes on the 15th at 23.59 WIB; the programme's own days keep ahead of it.
    Default(BULANAN, "monthly", Terms(due_day=5, late_day=11, lock_day=15)),
    # R/I/BKB, BKR, BKL, UPPKA and PIK-R are due to the officer by the 3rd (module SIGA, p. 52-53).
    Default("poktan_bulanan", "monthly", Terms(due_day=3, late_day=6, lock_day=15), "poktan"),
    # K/0 is renewed in January; the bundle goes to the regency's office by the 7th (module SIGA, p. 70).
    Default(PROFIL, "yearly", Terms(due_day=7, late_day=15, lock_day=31, counts_from="begin")),
    Default("monev_klasifikasi", "semester", Terms(due_day=15, late_day=22, lock_day=31)),
    # From three days before the visit is due; a month later the family has its next one. A cadre visits many families:
    # two reminders of each leave room for what else she owes.
    Default(
        "kunjungan_keluarga",
        "event",
        Terms(due_day=0, late_day=8, lock_day=AFTER, opens_day=-BEFORE, lock_zone=""),
        "family",
        steps=(0, 3),
        escalation=(),
    ),
    Default(
        "tindak_lanjut_opd",
        "monthly",
        Terms(due_day=10, late_day=16, lock_day=28, lock_zone=""),
        "plan",
    ),
    # Once a quarter, by its end; a meeting held late can be told for a month. It is called two weeks ahead, and owed by
    # the coordinator, who needs no list of it.
    Default(
        "rakor_lintas_sektor",
        "quarterly",
        Terms(due_day=0, late_day=8, lock_day=30, opens_day=-89, lock_zone=""),
        "region",
        "regency",
        steps=(-14, -5, 0, 3),
        escalation=(),
    ),
)  # fmt: skip


def ensure(tx: Transaction, since: str, at: date) -> None:
    """Makes the programme's schedules that are not there. The monthly report is owed from that period ("2026-04") on,
    everything else from the first period that opens after the day: nobody is late with what was new yesterday."""
    for one in DEFAULTS:
        if schedule.of_form(tx, one.form_id) is None:
            first = since if one.form_id == BULANAN else coming(one, at)
            tx.add(Schedule(since=first, **columns(one)))
    tx.flush()


def coming(one: Default, today: date) -> str:
    """The first period that opens after the day; of visits the first day of the next month."""
    if one.cadence == "event":
        return periods.first(periods.following(f"{today:%Y-%m}")).isoformat()
    running = periods.containing(one.cadence, today)
    opens = due.day_of(running, one.terms.opens_day, one.terms)
    return running if opens > today else periods.following(running)


TERMS = tuple(Terms.__dataclass_fields__)


def columns(one: Default) -> dict[str, Any]:
    """As the table has them."""
    told = {name: getattr(one.terms, name) for name in TERMS}
    about = {"form_id": one.form_id, "cadence": one.cadence, "unit": one.unit, "level": one.level}
    return {**told, **about, "steps": list(one.steps), "escalation": list(one.escalation)}


def shape(tx: Transaction, form_id: str, area_code: str | None = None) -> Filing:
    """Who files the form, and for what: the programme's own forms are known, another's schedule tells, in the area or,
    where none is named, anywhere."""
    if is_known(form_id):
        return filing(form_id)
    found = [
        row for row in schedule.all_of(tx) if row.form_id == form_id and (area_code is None or _covers(row, area_code))
    ]
    if not found:
        return filing(form_id)
    near = max(found, key=lambda row: (len(row.area_code), row.id or 0))
    return Filing(filing(form_id).roles, cadence(near), "one" if near.unit == "kampung" else "many")


def terms(row: Schedule) -> Terms:
    return Terms(**{name: getattr(row, name) for name in TERMS})


def cadence(row: Schedule) -> Cadence:
    return next(one for one in periods.CADENCES if one == row.cadence)


def holds(row: Schedule, day: date) -> bool:
    """Whether the day lies between the first and the last period of the schedule."""
    if day < periods.first(row.since):
        return False
    return not row.until or day <= periods.last(row.until)


class Schedules:
    """All schedules and changes, read once: some hundreds of rows at most."""

    def __init__(self, tx: Transaction) -> None:
        self.rows = tuple(schedule.all_of(tx))
        self._changes: dict[tuple[str, str], list[ScheduleChange]] = {}
        for change in schedule_change.all_of(tx):
            self._changes.setdefault((change.form_id, change.period), []).append(change)

    def of(self, form_id: str, area_code: str, day: date) -> Schedule | None:
        """The schedule that holds there on the day: the nearest area's, of several there the latest."""
        found = [row for row in self.rows if row.form_id == form_id and _covers(row, area_code) and holds(row, day)]
        return max(found, key=lambda row: (len(row.area_code), row.id or 0), default=None)

    def is_nearest(self, row: Schedule, area_code: str, period: str) -> bool:
        """Whether it is this one that makes the area's obligations of the period."""
        return self.of(row.form_id, area_code, periods.last(period)) is row

    def instead(self, form_id: str, area_code: str, period: str) -> Instead | None:
        """What holds there for this one period, if somebody said so."""
        found = [one for one in self._changes.get((form_id, period), ()) if _covers(one, area_code)]
        if not found:
            return None
        near = max(found, key=lambda one: (len(one.area_code), one.id or 0))
        return Instead(near.due_on, near.late_on, near.lock_on)

    def window(self, row: Schedule, period: str, area_code: str, zone: str) -> Window:
        """From when until when, there."""
        return due.window(period, zone, terms(row), self.instead(row.form_id, area_code, period))

    def due_days(self, row: Schedule, period: str) -> list[date]:
        """The days the period is due in the schedule's area, the usual one and those that somebody set instead."""
        changes = [
            one for one in self._changes.get((row.form_id, period), ()) if _is_related(row.area_code, one.area_code)
        ]
        usual = due.due_on(period, terms(row), self.instead(row.form_id, row.area_code, period))
        return sorted({usual, *(one.due_on for one in changes if one.due_on is not None)})

    def locks(self, row: Schedule, period: str) -> set[datetime]:
        """When the period closes in the schedule's area, and in those parts of it that were given other days."""
        said = terms(row)
        instead = [Instead(lock_on=change.lock_on) for change in self._related(row, period)]
        return {due.window(period, due.WIB, said, one).lock_at for one in (None, *instead)}

    def running(self, row: Schedule, at: datetime) -> list[str]:
        """The periods of the schedule whose obligations are rows at that moment and not yet closed, the earliest
        first. Of visits, each of which has its own day, [""]."""
        if row.cadence == "event":
            is_over = bool(row.until) and row.until < due.today(at, due.WIB).isoformat()
            return [] if is_over else [""]
        return [one for one in self._near(row, at) if _within(row, one) and self._runs(row, one, at)]

    def passed_over(self, row: Schedule, last: str, at: datetime) -> list[str]:
        """The periods after that one which were closed before anybody made rows of them: the clock stood still."""
        if row.cadence == "event":
            return []
        found, period, running, said = [], periods.following(last), self.running(row, at), terms(row)
        while due.opened_ahead_at(period, said) <= at and _within(row, period):
            found.append(period)
            period = periods.following(period)
        return [one for one in found[-AROUND:] if one not in running]

    def next_opening(self, row: Schedule, after: datetime) -> datetime | None:
        """When the schedule next makes obligations; None when it never does by itself."""
        if row.cadence == "event":
            return None
        said = terms(row)
        for period in self._near(row, after):
            if _within(row, period) and due.opened_ahead_at(period, said) > after:
                return due.opened_ahead_at(period, said)
        first = due.opened_ahead_at(row.since, said)
        return first if first > after else None

    def first_unopened(self, row: Schedule, at: datetime) -> str:
        """The first period of which nothing is a row yet; of visits the first day."""
        if row.cadence == "event":
            return (due.today(at, due.WIT) - timedelta(days=row.opens_day) + due.AHEAD + periods.DAY).isoformat()
        said = terms(row)
        return next(one for one in self._near(row, at) if due.opened_ahead_at(one, said) > at)

    def current(self, row: Schedule, at: datetime) -> str:
        """The period that people have in hand: the one that locks first, else the next to open."""
        return next(iter(self.running(row, at)), "") or self.first_unopened(row, at)

    def _near(self, row: Schedule, at: datetime) -> list[str]:
        """The periods around the moment, the earliest first."""
        found = [periods.containing(cadence(row), due.today(at, due.WIB))]
        for _ in range(AROUND):
            found.insert(0, periods.before(found[0]))
        return [*found, (ahead := periods.following(found[-1])), periods.following(ahead)]

    def _runs(self, row: Schedule, period: str, at: datetime) -> bool:
        return due.opened_ahead_at(period, terms(row)) <= at < max(self.locks(row, period))

    def _related(self, row: Schedule, period: str) -> list[ScheduleChange]:
        """The changes of the period in the schedule's area, above it or in parts of it."""
        found = self._changes.get((row.form_id, period), ())
        return [one for one in found if _is_related(row.area_code, one.area_code)]


def visit_days(row: Schedule, at: datetime) -> tuple[str, str]:
    """The first and last day of visits that are to be rows at that moment (ISO)."""
    today, said = due.today(at, due.WIT), terms(row)
    first = (today - timedelta(days=said.lock_day)).isoformat()
    last = (today - timedelta(days=said.opens_day) + due.AHEAD).isoformat()
    return max(first, row.since), min(last, row.until or last)


def changed(said: Terms, values: Mapping[str, Any]) -> Terms:
    """The terms with some of them changed. Raises ValueError where their order is lost."""
    found = replace(said, **values)
    if not found.is_in_order:
        raise ValueError("opens, due, late and locked follow each other")
    return found


def _within(row: Schedule, period: str) -> bool:
    return row.since <= period and (not row.until or period <= row.until)


def _covers(row: Schedule | ScheduleChange, area_code: str) -> bool:
    return row.area_code in ("", area_code) or area_code.startswith(f"{row.area_code}.")


def _is_related(one: str, other: str) -> bool:
    """Whether one of the two areas lies in the other."""
    return not one or not other or f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")
