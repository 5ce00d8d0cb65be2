"""The calendar as a list: read from CSV, checked row by row, stored by years, whole or not at all."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from importlib.resources import files

from models import audit_event, calendar_day, region
from models.calendar_day import CalendarDay
from models.database import Transaction
from reporting import listed
from reporting.days_off import KINDS
from reporting.listed import Problem

COLUMNS = ("first", "last", "kind", "area", "begins", "ends", "name", "name_en", "status", "source")
STATUS = ("final", "draft")
IN_AN_AREA = ("regional", "silence")
CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")
LONGEST = timedelta(days=366)
NEXT_FROM = 10  # the decree on the next year comes in September or October


def shipped() -> str:
    """The years that come with Kabar, each day with its decree."""
    return (files("templates") / "calendar.csv").read_text(encoding="utf-8")


def read(tx: Transaction, text: str) -> tuple[list[CalendarDay], list[Problem]]:
    """The rows of a list, and everything that is wrong with it."""
    lines, problems = listed.read(text, COLUMNS)
    rows: list[CalendarDay] = []
    seen: set[tuple[str, str, str]] = set()
    for number, told in lines:
        key = (told["first"], told["kind"], told["area"])
        found = [Problem(number, *one) for one in _problems(tx, told)]
        if key in seen:
            found.append(Problem(number, "first", "stands in the list already, with this kind and area"))
        seen.add(key)
        problems += found
        rows += [] if found else [_row(told)]
    return rows, problems or _incomplete(rows)


def store(tx: Transaction, rows: Sequence[CalendarDay]) -> dict[int, int]:
    """Puts them in the place of all that is known of their years; how many of each year."""
    years = {year: [row for row in rows if row.first.year == year] for year in _years(rows)}
    for year, some in years.items():
        calendar_day.replace(tx, year, some)
        drafts = sum(row.is_draft for row in some)
        audit_event.log(tx, None, "calendar.imported", "calendar", year, rows=len(some), drafts=drafts)
    return {year: len(some) for year, some in years.items()}


def ensure(tx: Transaction) -> None:
    """At start: the shipped years of which nothing is known."""
    rows, _ = read(tx, shipped())
    known = {row.first.year for row in calendar_day.all_of(tx)}
    store(tx, [row for row in rows if row.first.year not in known])


def gaps(tx: Transaction) -> list[str]:
    """What the calendar lacks now, a line for each; from October on next year's days too."""
    today = tx.now.date()
    found = [] if calendar_day.of_year(tx, today.year) else [f"no days off are known for {today.year}"]
    if today.month < NEXT_FROM:
        return found
    coming = calendar_day.of_year(tx, today.year + 1)
    drafts = [row for row in coming if row.is_draft]
    if not coming:
        found.append(f"no days off are known for {today.year + 1}")
    elif drafts:
        found.append(f"{len(drafts)} rows of {today.year + 1} are a draft, the first is {drafts[0].name}")
    return found


def written(rows: Iterable[CalendarDay]) -> str:
    """As a list that `read` takes."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    for row in rows:
        status = "draft" if row.is_draft else "final"
        days = (row.first.isoformat(), row.last.isoformat())
        about = (row.kind, row.area_code, row.begins, row.ends, row.name, row.name_en)
        lines.writerow((*days, *about, status, row.source))
    return out.getvalue()


def _years(rows: Iterable[CalendarDay]) -> list[int]:
    return sorted({row.first.year for row in rows})


def _incomplete(rows: Sequence[CalendarDay]) -> list[Problem]:
    """A year is replaced whole: one without holidays would lose those that are known."""
    return [
        Problem(1, "first", f"has no national holiday of {year}; a year is replaced whole, so list all of its days")
        for year in _years(rows)
        if not any(row.kind == "national" and row.first.year == year for row in rows)
    ]


def _problems(tx: Transaction, told: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from _wrong_days(told)
    yield from _wrong_place(tx, told)
    if told["kind"] not in KINDS:
        yield "kind", f"not one of {', '.join(KINDS)}"
    for column in ("begins", "ends"):
        if told["kind"] == "silence" and _time(told[column]) is None:
            yield column, "a silence has an hour of the day, as in 06:00"
        elif told["kind"] != "silence" and told[column]:
            yield column, "only a silence has hours"
    if told["status"] not in STATUS:
        yield "status", f"not one of {', '.join(STATUS)}"
    for column in ("name", "name_en", "source"):
        if not told[column]:
            yield column, "is empty"


def _wrong_days(told: dict[str, str]) -> Iterator[tuple[str, str]]:
    first, last = _date(told["first"]), _date(told["last"] or told["first"])
    if first is None:
        yield "first", "not a day, as in 2027-03-10"
    elif last is None:
        yield "last", "not a day, as in 2027-03-10"
    elif not timedelta() <= last - first < LONGEST:
        yield "last", "lies before the first day, or more than a year after it"


def _wrong_place(tx: Transaction, told: dict[str, str]) -> Iterator[tuple[str, str]]:
    """A province that is not loaded yet may be named: its days wait for it."""
    code = told["area"]
    if not code and told["kind"] in IN_AN_AREA:
        yield "area", "names the region it holds in, as in 51"
    elif code and not CODE.fullmatch(code):
        yield "area", "not the code of a region, as in 51 or 35.24"
    elif code and region.get(tx, code[:2]) is not None and region.get(tx, code) is None:
        yield "area", f"no region has the code {code!r}"


def _row(told: dict[str, str]) -> CalendarDay:
    return CalendarDay(
        first=date.fromisoformat(told["first"]),
        last=date.fromisoformat(told["last"] or told["first"]),
        kind=told["kind"],
        area_code=told["area"],
        begins=told["begins"],
        ends=told["ends"],
        name=told["name"],
        name_en=told["name_en"],
        is_draft=told["status"] == "draft",
        source=told["source"],
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
