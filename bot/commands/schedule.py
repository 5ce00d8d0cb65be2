"""`kabar schedule`: what is owed where and until when; other days for one period, or from the next on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.db import ready
from reporting import due, periods, rescheduling, scheduling
from reporting.due import Instead
from reporting.rescheduling import ScheduleError
from reporting.scheduling import Schedules

PROBLEMS = {
    "nothing_owed": "nothing is owed on that form, in that area and period; `kabar schedule list` tells what is",
    "order": "a report opens before it is due, is due before it is late, and late before it is locked",
    "past": "the lock lies in the past already",
    "reason": "--reason is empty",
}

app = typer.Typer(help="Schedules: what is owed until when; more time for one period.", no_args_is_help=True)
Form = Annotated[str, typer.Argument(help="The form's id, as in bulanan_kkb.")]
Area = Annotated[str, typer.Option("--area", help="A region code; without it the country.")]
Day = Annotated[str, typer.Option(help="A day, as in 2026-04-10.")]
Number = Annotated[int | None, typer.Option(help="Days after the end of the period, or from its beginning.")]


@app.command("list")
def show(area: Area = "", config: ConfigFile = None) -> None:
    """List the schedules that hold in the area, with the period at hand: form, area, unit, cadence, period, due."""
    now = SystemClock().now()
    with ready(config) as database, database.reading(now) as tx:
        book = Schedules(tx)
        for row in book.rows:
            day = max(due.today(now, due.WIB), periods.first(row.since))
            if book.of(row.form_id, area, day) is not row:
                continue
            period = "" if row.cadence == "event" else max(book.current(row, now), row.since)
            instead = book.instead(row.form_id, area, period)
            until = due.due_on(period, scheduling.terms(row), instead).isoformat() if period else "each visit's day"
            told = (row.form_id, row.area_code or "-", row.unit, row.cadence, period or "-", until)
            typer.echo("\t".join((*told, "extended" if instead else "")).rstrip())


@app.command("set")
def change(
    form: Form,
    area: Area = "",
    due_day: Number = None,
    late_day: Number = None,
    lock_day: Number = None,
    config: ConfigFile = None,
) -> None:
    """Set other days in the area, from the first period on that is not open yet."""
    told = {"due_day": due_day, "late_day": late_day, "lock_day": lock_day}
    values = {name: day for name, day in told.items() if day is not None}
    if not values:
        raise Failure(2, "name --due-day, --late-day or --lock-day")
    try:
        with ready(config) as database, database.transaction(SystemClock().now()) as tx:
            row = rescheduling.change(tx, None, form, area, values)
            line = f"{row.form_id}\tfrom {row.since}\tdue {row.due_day}\tlate {row.late_day}\tlock {row.lock_day}"
    except ScheduleError as error:
        raise Failure(2, PROBLEMS[error.code]) from None
    typer.echo(line)


@app.command()
def extend(
    form: Form,
    period: Annotated[str, typer.Argument(help="The period, as in 2026-10, 2026-W47, 2026-Q4, 2026-S2, 2026.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; coordinators read it.")],
    area: Area = "",
    due: Day = "",
    late: Day = "",
    lock: Day = "",
    config: ConfigFile = None,
) -> None:
    """Give one period other days in the area. What is owed there and not yet sent follows; nobody is told by chat."""
    instead = Instead(_day("--due", due), _day("--late", late), _day("--lock", lock))
    if instead == Instead():
        raise Failure(2, "name --due, --late or --lock")
    try:
        with ready(config) as database, database.transaction(SystemClock().now()) as tx:
            found = rescheduling.extend(tx, None, form, area, period, instead, reason)
            line = f"{found.obligations} obligations of {len(found.people)} people follow."
    except ScheduleError as error:
        raise Failure(2, PROBLEMS[error.code]) from None
    typer.echo(line)


def _day(option: str, value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise Failure(2, f"{option}: {value!r} is no day; write it as in 2026-04-10") from None
