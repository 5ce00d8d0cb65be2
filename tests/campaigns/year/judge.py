"""The judge: what must be true of the year, told from what was done (`log.py`) and from plain SQL."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from models.database import Transaction
from tests.campaigns.year.calendar import Calendar, Days, all_periods, days_of
from tests.campaigns.year.log import Debt, Decided, Filed, Log

UNITS = {
    "kampung": "SELECT 'kampung:' || k.id, k.village_code, k.zone FROM kampung k WHERE k.is_active",
    "poktan": "SELECT 'poktan:' || p.id, k.village_code, k.zone FROM poktan p JOIN kampung k ON k.id = p.kampung_id"
    " WHERE p.is_active AND k.is_active AND p.kind IN ('bkb', 'bkr', 'bkl', 'uppka', 'pikr')",
    "region": "SELECT DISTINCT 'region:' || r.code, r.code, r.zone FROM region r JOIN kampung k"
    " ON substr(k.village_code, 1, 5) = r.code WHERE k.is_active",
}
MOST_A_CYCLE, MOST_A_MONTH = 5, 8
DAY = timedelta(days=1)
WORKED_OUT = {"accepted": "accepted", "returned": "returned", "excused": "excused"}
Row = Mapping[str, Any]
T = TypeVar("T", Filed, Decided)
OF_A_DAY = ("kegiatan_kkb", "kunjungan_keluarga", "rakor_lintas_sektor")  # events are told whenever they were


class Judge:
    """Finds what is wrong, each thing in a line. Nothing of `reporting/` is asked."""

    def __init__(self, log: Log, first: datetime, last: datetime) -> None:
        self._log = log
        self._first, self._last = first, last
        self._calendar = Calendar()
        self._late: dict[Debt, tuple[datetime, datetime]] = {}

    def look(self, tx: Transaction) -> None:
        """Each week: what is late and not sent is noted; it may never be told otherwise."""
        late = sa.text(
            "SELECT form_id, unit, period, late_at FROM obligation WHERE state = 'waiting' AND late_at <= :at"
        )
        asked = late.bindparams(sa.bindparam("at", tx.now, type_=sa.DateTime(timezone=True)))
        for form_id, unit, period, late_at in tx.connection().execute(asked):
            self._late.setdefault((form_id, unit, period), (tx.now, _moment("late_at", late_at)))

    def states(self, tx: Transaction) -> tuple[list[str], Counter[str]]:
        """Every debt whose period is past: what is wrong about it, and how many ended how."""
        filed, decided = _by_debt(self._log.filed), _by_debt(self._log.decided)
        schedules = {row["id"]: row for row in self._rows(tx, "SELECT * FROM schedule")}
        wrong, ends = list[str](), Counter[str]()
        there = set()
        for row in self._debts(tx):
            debt = _debt(row)
            there.add(debt)
            days = self._days(schedules[row["schedule_id"]], row)
            came = [one for one in filed.get(debt, []) if one.corrects or one.at < days.lock]
            wrong += [
                f"{debt} was taken after its lock" for one in filed.get(debt, []) if one not in came and _closes(debt)
            ]
            state, sent_at = _end(came, decided.get(debt, []))
            state = "void" if state == "waiting" and self._is_gone(debt[1], days) else state
            told = {"state": (row["state"], state), "sent": (row["sent_at"], sent_at)}
            told |= {name: (row[f"{name}_at"], getattr(days, name)) for name in ("opens", "due", "late", "lock")}
            wrong += [f"{debt} {name}: {one}, not {other}" for name, (one, other) in told.items() if one != other]
            if days.lock <= self._last:
                ends[_named(state, sent_at, days)] += 1
            wrong += self._of_history(debt, row)
        lacking = self._expected(tx, schedules) - there
        return wrong + [f"{one} was never owed" for one in sorted(lacking)], ends

    def reminders(self, tx: Transaction) -> tuple[list[str], Counter[str]]:
        """Every message of the calendar to an officer: its hour, its reason, and how many there were."""
        people = {row["id"]: row for row in self._rows(tx, "SELECT * FROM person")}
        debts = {_debt(row): row for row in self._debts(tx)}
        steps = {row["id"]: json.loads(_text(row["steps"])) for row in self._rows(tx, "SELECT id, steps FROM schedule")}
        met = {debt: min(one.at for one in some) for debt, some in _by_debt(self._log.filed).items()}
        let = {one.debt: one.at for one in self._log.decided if one.what == "excused"}
        a_day, a_month, a_cycle = Counter[Any](), Counter[Any](), Counter[Any]()
        wrong = list[str]()
        for one in self._log.delivered:
            if one.kind != "reminder" or one.key.startswith("later:"):
                continue
            local = one.at.astimezone(ZoneInfo(people[one.person_id]["zone"]))
            a_day[one.person_id, local.date()] += 1
            a_month[one.person_id, f"{local:%Y-%m}"] += 1
            wrong += [f"{one.key}: {what}" for what in self._about_person(one.person_id, local)]
            for debt in one.debts:
                a_cycle[one.person_id, debt] += 1
                wrong += [f"{one.key}: {what}" for what in self._about_debt(debts[debt], steps, local, one.person_id)]
                if met.get(debt, one.at) < one.at or let.get(debt, one.at) < one.at:
                    wrong.append(f"{one.key}: {debt} was in already")
        for name, counted, most in (
            ("day", a_day, 1),
            ("month", a_month, MOST_A_MONTH),
            ("cycle", a_cycle, MOST_A_CYCLE),
        ):
            wrong += [f"{who}: {number} in a {name}" for who, number in counted.items() if number > most]
        figures = Counter({"messages": a_day.total(), "a day": max(a_day.values(), default=0)})
        figures |= Counter({"a month": max(a_month.values(), default=0), "a cycle": max(a_cycle.values(), default=0)})
        return wrong + self._forgotten(tx, a_cycle, a_month), figures

    def mondays(self, tx: Transaction) -> list[str]:
        """Each who leads an area gets one summary of each week in which anybody works there, and at most one
        line of new reports a day."""
        wrong = list[str]()
        people = {row["id"]: row["zone"] for row in self._rows(tx, "SELECT id, zone FROM person")}
        leads = "SELECT DISTINCT person_id, area_code FROM membership WHERE role IN ('koordinator', 'dppkb')"
        got, lines = Counter[Any](), Counter[Any]()
        for one in self._log.delivered:
            local = one.at.astimezone(ZoneInfo(people[one.person_id])).date()
            if one.kind == "summary" and one.key.startswith("summary:"):
                got[one.person_id, local - local.weekday() * DAY] += 1
            if one.key.startswith("arrived:"):
                lines[one.person_id, local] += 1
        for row in self._rows(tx, leads):
            for monday in self._all_mondays():
                is_open = self._calendar.working_from(monday, row["area_code"]) < monday + 7 * DAY
                if got[row["person_id"], monday] != is_open and not self._is_away(row["person_id"], monday):
                    wrong.append(f"{row['person_id']}: {got[row['person_id'], monday]} summaries for {monday}")
        return wrong + [f"{who}: {number} lines in a day" for who, number in lines.items() if number > 1]

    def _about_person(self, person_id: int, local: datetime) -> Iterator[str]:
        if self._is_away(person_id, local.date()):
            yield "sent during the leave"
        if any(one.person_id == person_id and one.at < local < one.until for one in self._log.stuck):
            yield "sent although something keeps them"

    def _about_debt(
        self, row: Row, steps: Mapping[int, Sequence[int]], local: datetime, person_id: int
    ) -> Iterator[str]:
        area = row["area_code"]
        if not self._calendar.may_ring(local, area):
            yield f"rang at {local}"
        due = row["due_at"].astimezone(ZoneInfo(row["zone"])).date()
        last = self._calendar.working_from(due + max(steps[row["schedule_id"]]) * DAY, area)
        while self._is_away(person_id, last) or self._is_stuck(person_id, last):
            last = self._calendar.working_from(last + DAY, area)
        if local.date() > last:
            yield f"{_debt(row)} was due on {due}, which was said on {local.date()}"

    def _forgotten(self, tx: Transaction, a_cycle: Counter[Any], a_month: Counter[Any]) -> list[str]:
        """Who could be reached all the time, never sent it and had not had enough, was reminded at least once."""
        told = {(person_id, form_id, period) for person_id, (form_id, _, period) in a_cycle}
        kept = {one.person_id for one in (*self._log.away, *self._log.stuck)}
        full = {who for who, number in a_month.items() if number >= MOST_A_MONTH}
        wanting = set()
        for row in self._debts(tx):
            is_over = row["state"] == "waiting" and row["lock_at"] <= self._last and row["opens_at"] >= self._first
            month = f"{row['due_at'].astimezone(ZoneInfo(row['zone'])):%Y-%m}"
            if is_over and row["person_id"] not in (None, *kept) and (row["person_id"], month) not in full:
                wanting.add((row["person_id"], row["form_id"], row["period"]))
        return [f"{one} was never reminded" for one in sorted(wanting - told)]

    def _of_history(self, debt: Debt, row: Row) -> Iterator[str]:
        seen = self._late.get(debt)
        if seen is None:
            return
        when, late_at = seen
        if row["late_at"] != late_at or (row["sent_at"] is not None and row["sent_at"] < when):
            yield f"{debt} was late on {when}, which is told no more"

    def _expected(self, tx: Transaction, schedules: Mapping[int, Row]) -> set[Debt]:
        """What units that are always there owe for the periods that closed: by the schedules, whoever reported."""
        found = set[Debt]()
        for row in schedules.values():
            if row["unit"] not in UNITS:
                continue
            since = datetime.combine(self._first.date() - 366 * DAY, datetime.min.time()).date()
            periods = [one for one in all_periods(row["cadence"], since, self._last.date()) if one >= row["since"]]
            for key, area, zone in tx.connection().execute(sa.text(UNITS[row["unit"]])):
                if area.startswith(row["area_code"]):
                    found |= {
                        (row["form_id"], key, one)
                        for one in periods
                        if days_of(row, one, zone).lock <= self._last and days_of(row, one, zone).opens >= self._first
                    }
        return found

    def _days(self, schedule: Row, row: Row) -> Days:
        """As they stood when it was last changed: who was late before more time was given has only more until the
        lock."""
        plain = days_of(schedule, row["period"], row["zone"])
        moved = [
            one
            for one in self._log.moved
            if (one.form_id, one.period) == (row["form_id"], row["period"]) and row["area_code"].startswith(one.area)
        ]
        met = min(
            (one.at for one in self._log.filed if one.debt == _debt(row)), default=datetime.max.replace(tzinfo=UTC)
        )
        for one in moved:
            if one.at < met:
                later = days_of(schedule, row["period"], row["zone"], one.days)
                was_late = plain.late <= one.at
                plain = Days(plain.opens, plain.due, plain.late, later.lock) if was_late else later
        return plain

    def _is_gone(self, unit: str, days: Days) -> bool:
        """An officer who serves nowhere any more owes nothing that they were not late with."""
        return any(unit == f"officer:{who}" and at < days.late for who, at in self._log.gone)

    def _is_away(self, person_id: int, day: date) -> bool:
        return any(one.person_id == person_id and one.first <= day <= one.last for one in self._log.away)

    def _is_stuck(self, person_id: int, day: date) -> bool:
        return any(one.person_id == person_id and one.at.date() <= day <= one.until.date() for one in self._log.stuck)

    def _all_mondays(self) -> Iterator[date]:
        day = self._first.date() + DAY
        while day < self._last.date():
            if day.weekday() == 0:
                yield day
            day += DAY

    def _debts(self, tx: Transaction) -> list[Row]:
        return self._rows(tx, "SELECT * FROM obligation ORDER BY id")

    def _rows(self, tx: Transaction, sql: str) -> list[Row]:
        """With moments that are moments: SQLite keeps them in letters."""
        found = tx.connection().execute(sa.text(sql)).mappings()
        return [{name: _moment(name, value) for name, value in row.items()} for row in found]


def _closes(debt: Debt) -> bool:
    return debt[0] not in OF_A_DAY


def _end(filed: Sequence[Filed], decided: Sequence[Decided]) -> tuple[str, datetime | None]:
    """How a debt ends by what was done about it, and when its report first came."""
    first = min((one.at for one in filed), default=None)
    happened = sorted([*((one.at, "sent") for one in filed), *((one.at, WORKED_OUT[one.what]) for one in decided)])
    return (happened[-1][1] if happened else "waiting"), first


def _named(state: str, sent_at: datetime | None, days: Days) -> str:
    """In the words of the ledger, as far as they count here."""
    if state == "waiting":
        return "locked"
    if sent_at is None:
        return state
    late = "late" if sent_at >= days.late else "after its day" if sent_at > days.due else "in time"
    return f"{state}, {late}"


def _by_debt(some: Sequence[T]) -> dict[Debt, list[T]]:
    found: dict[Debt, list[T]] = {}
    for one in some:
        found.setdefault(one.debt, []).append(one)
    return found


def _debt(row: Row) -> Debt:
    return row["form_id"], row["unit"], row["period"]


def _moment(name: str, value: Any) -> Any:
    if not name.endswith("_at") or value is None:
        return value
    told = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
