"""What a summary should say, by plain SQL that shares nothing with how it is computed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from models.database import Transaction
from models.scope import Scope
from reporting.standing import Standing
from reporting.surveying import standing

MONTHLY = "bulanan_kkb"
SLOT = "CASE WHEN length(o.period) = 10 THEN substr(o.period, 1, 7) ELSE o.period END"
MET = "o.state IN ('sent', 'returned', 'accepted')"
WEEK, HOURS = timedelta(days=7), timedelta(hours=26)  # the hours between a day here and the same day anywhere


def compare(tx: Transaction, scope: Scope, at: datetime, zone: str = "Asia/Jakarta") -> list[str]:
    """Every figure of the summary that is not what plain SQL finds, in words; nothing when all of them are."""
    tx.flush()
    told = standing(tx, scope, at, zone)
    asked = _Asked(tx, scope, at.replace(microsecond=0), f"{at.astimezone(ZoneInfo(zone)):%Y-%m}")
    pairs = [*_lines(told, asked), *_rest(told, asked)]
    pairs += list(_names(told, asked)) if told.owed is not None else list(_parts(told, asked))
    return [f"{what}: {one!r} is told, {other!r} is so" for what, one, other in pairs if one != other]


Pairs = Iterable[tuple[str, Any, Any]]


@dataclass(frozen=True)
class _Asked:
    """Plain questions about one scope at one moment."""

    tx: Transaction
    scope: Scope
    at: datetime
    month: str

    def rows(self, sql: str, **more: Any) -> list[Any]:
        """`{in:o}` in the text is the scope on that table."""
        for table in ("o", "s", "t"):
            sql = sql.replace(f"{{in:{table}}}", self._inside(table))
        names = {"at": self.at, "week_ago": self.at - WEEK, "soon": self.at + WEEK, **more}
        used = {name: value for name, value in names.items() if re.search(rf":{name}\b", sql)}
        moment = sa.DateTime(timezone=True)
        wanted = [sa.bindparam(name, type_=moment) for name, value in used.items() if isinstance(value, datetime)]
        return list(self.tx.connection().execute(sa.text(sql).bindparams(*wanted), used))

    def one(self, sql: str, **more: Any) -> Any:
        return self.rows(sql, **more)[0][0]

    def _inside(self, table: str) -> str:
        parts = [
            f"{table}.area_code = '{code}' OR {table}.area_code LIKE '{code}.%'" for code in self.scope.areas if code
        ]
        parts += ["1 = 1"] * ("" in self.scope.areas)
        if self.scope.kampung_ids and table != "t":
            parts.append(f"{table}.kampung_id IN ({', '.join(map(str, self.scope.kampung_ids))})")
        return f"({' OR '.join(parts) or '1 = 0'})"


def _lines(told: Standing, asked: _Asked) -> Pairs:
    found = {
        (row[0], row[1]): tuple(row[2:])
        for row in asked.rows(
            f"SELECT o.form_id, {SLOT}, sum(CASE WHEN o.state IN ('void', 'excused') THEN 0 ELSE 1 END),"
            f" sum(CASE WHEN {MET} THEN 1 ELSE 0 END),"
            " sum(CASE WHEN o.state <> 'void' AND o.sent_at <= o.due_at THEN 1 ELSE 0 END),"
            " sum(CASE WHEN o.state <> 'void' AND o.sent_at <= :week_ago THEN 1 ELSE 0 END)"
            f" FROM obligation o WHERE {{in:o}} GROUP BY o.form_id, {SLOT}"
        )
    }
    for line in told.lines:
        expected, reported, on_time, week_ago = found.get((line.form_id, line.period), (0, 0, 0, 0))
        name = f"{line.form_id} {line.period}"
        yield (
            f"{name} expected, reported, on time",
            (line.expected, line.reported, line.on_time),
            (expected, reported, on_time),
        )
        if line.week_ago is not None:
            yield f"{name} a week ago", line.week_ago, week_ago
    closed = asked.one(
        f"SELECT count(*) FROM obligation o WHERE {{in:o}} AND o.form_id = '{MONTHLY}' AND o.period = :month"
        " AND o.state = 'waiting' AND o.lock_at <= :at",
        month=told.monthly.period,
    )
    yield "closed", told.closed, closed
    yield "the first line", told.lines[0].form_id, MONTHLY
    yield from _shown(told, asked)


def _shown(told: Standing, asked: _Asked) -> Pairs:
    """Which forms are told of, and how much of them is missing."""
    shown = {(line.form_id, line.period): line.missing for line in told.lines if line.missing}
    missing = Counter(
        (form_id, slot)
        for form_id, slot in asked.rows(
            f"SELECT o.form_id, {SLOT} FROM obligation o WHERE {{in:o}} AND o.state = 'waiting'"
            " AND o.opens_at <= :at AND o.lock_at > :at AND o.due_at <= :soon"
        )
    )
    if told.owed is not None:
        yield "what is missing", shown, dict(missing)
        return
    month = told.monthly.period
    yield "missing monthly reports", told.monthly.missing, missing.get((MONTHLY, month), 0)
    certain = asked.rows(
        f"SELECT o.form_id, {SLOT} FROM obligation o WHERE {{in:o}} AND o.state = 'waiting' GROUP BY o.form_id, {SLOT}"
        " HAVING max(o.opens_at) <= :early AND min(o.lock_at) > :late AND max(o.due_at) <= :sooner"
        " AND max(length(o.period)) < 10",
        early=asked.at - HOURS, late=asked.at + HOURS, sooner=asked.at + WEEK - HOURS,
    )  # fmt: skip
    yield "forms left out", [tuple(one) for one in certain if tuple(one) not in shown], []


def _names(told: Standing, asked: _Asked) -> Pairs:
    """Kampung and whoever owes, in a small area."""
    rows = asked.rows(
        "SELECT o.form_id, o.period, o.unit, o.kampung_id, coalesce(k.name, ''), o.person_id FROM obligation o"
        " LEFT JOIN kampung k ON k.id = o.kampung_id WHERE {in:o} AND o.state = 'waiting' AND o.opens_at <= :at"
        " AND o.lock_at > :at AND o.due_at <= :soon ORDER BY o.area_code, o.id"
    )
    yield "who is missing", [tuple(one) for one in told.owed or ()], [tuple(row) for row in rows]
    kampung = asked.rows(
        f"SELECT k.name, CASE WHEN {MET} THEN 1 ELSE 0 END FROM obligation o JOIN kampung k ON k.id = o.kampung_id"
        f" WHERE {{in:o}} AND o.form_id = '{MONTHLY}' AND o.period = :month AND o.state NOT IN ('void', 'excused')"
        " ORDER BY o.area_code, o.id",
        month=told.monthly.period,
    )
    yield "kampung", [(part.name, part.reported) for part in told.parts], [tuple(row) for row in kampung]


def _parts(told: Standing, asked: _Asked) -> Pairs:
    """The areas below, in a large one."""
    found = {}
    for code in asked.scope.areas:
        below = f"parent_code = '{code}'" if code else "parent_code IS NULL"
        for area, name in asked.rows(
            f"SELECT code, name FROM region WHERE {below if code.count('.') < 2 else 'code = :own'}", own=code
        ):
            row = asked.rows(
                f"SELECT sum(CASE WHEN {MET} THEN 1 ELSE 0 END), count(*) FROM obligation o"
                f" WHERE (o.area_code = :area OR o.area_code LIKE :below) AND o.form_id = '{MONTHLY}'"
                " AND o.period = :month AND o.state NOT IN ('void', 'excused')",
                area=area, below=f"{area}.%", month=told.monthly.period,
            )[0]  # fmt: skip
            if row[1]:
                found[name, area] = (name, row[0], row[1])
    yield "areas", [(one.name, one.reported, one.expected) for one in told.parts], [found[key] for key in sorted(found)]


def _rest(told: Standing, asked: _Asked) -> Pairs:
    waits = "s.is_current AND s.review_state IN ('received', 'edited') AND {in:s}"
    yield "waiting", told.waiting, asked.one(f"SELECT count(*) FROM submission s WHERE {waits}")
    flagged = "EXISTS (SELECT 1 FROM report_flag f WHERE f.submission_id = s.id)"
    yield "odd", told.odd, asked.one(f"SELECT count(*) FROM submission s WHERE {waits} AND {flagged}")
    since = [row[0] for row in asked.rows(f"SELECT s.submitted_at FROM submission s WHERE {waits} ORDER BY 1")]
    days = (asked.at - _aware(since[0])).days if since else 0
    yield "days of the oldest", told.oldest_days, days
    stock = asked.one(
        "SELECT count(*) FROM submission s JOIN answer_value v ON v.submission_id = s.id WHERE s.is_current AND {in:s}"
        f" AND s.form_id = '{MONTHLY}' AND s.period = :month AND v.name = 'kendala'"
        " AND ' ' || v.text || ' ' LIKE '% alokon %'",
        month=told.monthly.period,
    )
    yield "stock", len(told.stock), stock
    questions = asked.rows(
        "SELECT coalesce(sum(CASE WHEN t.created_at > :week_ago THEN 1 ELSE 0 END), 0),"
        " coalesce(sum(CASE WHEN t.state = 'new' THEN 1 ELSE 0 END), 0) FROM ticket t WHERE {in:t}"
    )[0]
    yield "questions", (told.came, told.questions), tuple(questions)
    nudged = asked.rows(
        "SELECT DISTINCT o.person_id FROM obligation o JOIN chat c ON c.person_id = o.person_id"
        " WHERE c.blocked_at IS NULL AND {in:o} AND o.state = 'waiting' AND o.opens_at <= :at AND o.lock_at > :at"
        " AND NOT EXISTS (SELECT 1 FROM obstacle b WHERE b.person_id = o.person_id AND b.created_at <= :at"
        " AND b.until > :at)"
    )
    if all(code.count(".") >= 1 for code in asked.scope.areas):
        yield "who can be nudged", set(told.nudged), {row[0] for row in nudged}
    yield "the months before", [tuple(one) for one in told.trend], _months(told, asked)


def _months(told: Standing, asked: _Asked) -> list[tuple[str, int, int]]:
    rows = asked.rows(
        f"SELECT o.period, count(*), sum(CASE WHEN {MET} THEN 1 ELSE 0 END) FROM obligation o WHERE {{in:o}}"
        f" AND o.form_id = '{MONTHLY}' AND o.state NOT IN ('void', 'excused') AND o.period <= :month GROUP BY o.period"
        " ORDER BY o.period DESC LIMIT 8",
        month=told.monthly.period,
    )
    return [tuple(row) for row in reversed(rows)]


def _aware(moment: Any) -> datetime:
    """As SQLite keeps it, in letters, or as PostgreSQL does."""
    told = moment if isinstance(moment, datetime) else datetime.fromisoformat(str(moment))
    return told if told.tzinfo else told.replace(tzinfo=ZoneInfo("UTC"))
