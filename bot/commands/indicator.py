"""`kabar indicator`: the figures of an area, what they should reach, and their sums made anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.db import ready
from bot.commands.files import text_of
from models.database import Database
from models.scope import Scope
from reporting import area_figures, due, kampung_class, rolling_up, targets
from reporting.area_figures import Place, Value, View
from reporting.measures import book
from reporting.programme import first_day
from reporting.refusals import Refusal

EVERYWHERE = Scope(("",))
LARGEST = 5_000_000  # bytes of a list

app = typer.Typer(help="Figures: show an area's, load targets, make the sums anew.", no_args_is_help=True)
Period = Annotated[str, typer.Option("--period", help="A month, as in 2026-10; without it the one being reported now.")]


@app.command()
def show(
    area: Annotated[str, typer.Option("--area", help="A region code down to a district; without it the country.")] = "",
    period: Period = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of tables.")] = False,
    config: ConfigFile = None,
) -> None:
    """Show the figures of an area and of those in it. Counts of fewer than five families are not told."""
    if period and first_day("monthly", period) is None:
        raise Failure(2, f"--period: {period!r} is no month; write it as in 2026-10")
    now = SystemClock().now()
    try:
        with ready(config) as database, database.reading(now) as tx:
            found = area_figures.view(tx, EVERYWHERE, area, period or due.running(now))
    except Refusal:
        raise Failure(2, f"--area: no province, regency or district has the code {area!r}") from None
    if as_json:
        typer.echo(json.dumps(_json(found), ensure_ascii=False))
    else:
        _show(found)


@app.command("target")
def load(
    file: Annotated[Path | None, typer.Argument(help="CSV; without one, the national figures of Kabar.")] = None,
    config: ConfigFile = None,
) -> None:
    """Load targets: columns area, figure, year, kind (target or level), value, source. A fault stops it all."""
    name, text = str(file or "targets.csv"), text_of(file, LARGEST) if file else targets.shipped()
    with ready(config) as database, database.transaction(SystemClock().now()) as tx:
        rows, problems = targets.read(tx, text)
        count = 0 if problems else targets.store(tx, rows)
    if problems:
        raise Failure(1, *(f"{name}: row {one.row}, column {one.column}: {one.message}" for one in problems))
    typer.echo(f"{count} figures stored.")


@app.command()
def rebuild(config: ConfigFile = None) -> None:
    """Make all sums and classes anew from the reports, one regency at a time, while the bot runs."""
    with ready(config) as database:
        codes, reports = _regencies(database), 0
        for code in codes:
            with database.transaction(SystemClock().now()) as tx:
                reports += rolling_up.rebuild_regency(tx, code)
            with database.transaction(SystemClock().now()) as tx:
                kampung_class.rebuild_regency(tx, code)
        with database.transaction(SystemClock().now()) as tx:
            rolling_up.rebuild_above(tx)
    typer.echo(f"{reports:,} reports of {len(codes)} regencies added up.")


def _regencies(database: Database) -> list[str]:
    with database.reading(SystemClock().now()) as tx:
        return rolling_up.regencies(tx)


def _json(view: View) -> dict[str, Any]:
    figures = {
        name: {
            **_value(told.now),
            "month_ago": _value(told.month_ago),
            "year_ago": _value(told.year_ago),
            "better": book().figures[name].better,
            "definition": book().figures[name].source,
            "targets": [{"year": one.year, "value": one.value, "source": one.source} for one in told.targets],
        }
        for name, told in view.figures.items()
    }
    counts = {name: _count(value) for name, value in view.place.values.items() if name not in book().figures}
    below = [{"name": name, **_standing(place), **_percents(place)} for name, place in view.below]
    head = {"area": view.place.code, "period": view.period, **_standing(view.place)}
    return head | {
        "known": view.place.known,
        "age": view.place.age,
        "figures": figures,
        "counts": counts,
        "below": below,
    }


def _standing(place: Place) -> dict[str, Any]:
    return {"code": place.code, "expected": place.expected, "reported": place.reported, "on_time": place.on_time}


def _percents(place: Place) -> dict[str, Any]:
    return {"figures": {name: _value(place.values[name]) for name in book().figures}}


def _value(value: Value) -> dict[str, Any]:
    return {"percent": value.percent, "above": value.above, "below": value.below, "hidden": value.hidden}


def _count(value: Value) -> Any:
    return {"hidden": value.hidden} if value.hidden else value.above


def _show(view: View) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console, place = Console(width=160), view.place
    typer.echo(f"{place.code or 'Indonesia'} {view.period}: {place.reported} of {place.expected} reported")
    table = Table("Figure", "Now", "Above", "Below", "Month ago", "Year ago", "Target", box=box.SIMPLE)
    for name, told in view.figures.items():
        now = (_told(told.now), *(_number(one) for one in (told.now.above, told.now.below)))
        held = "; ".join(f"{one.value:g} ({one.year}, {one.source})" for one in told.targets)
        table.add_row(name, *now, _told(told.month_ago), _told(told.year_ago), held)
    console.print(table)
    table = Table("Area", "Reported", *book().figures, box=box.SIMPLE)
    for name, one in view.below:
        values = [_told(one.values[figure]) for figure in book().figures]
        table.add_row(f"{one.code} {name}", f"{one.reported}/{one.expected}", *values)
    console.print(table)


def _told(value: Value) -> str:
    """In percent with one decimal; "<5" for what is small, "-" where nothing is known, "(held)" beside what is."""
    if value.hidden:
        return "<5" if value.hidden == "small" else "(held)"
    return "-" if value.percent is None else f"{value.percent:.1f}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"
