"""`kabar calendar`: days off, days of silence and Ramadan, year by year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.db import ready
from bot.commands.files import text_of
from models import calendar_day
from models.calendar_day import CalendarDay
from models.database import Database
from reporting import calendar_files, wanting

LARGEST = 1_000_000  # bytes of a list

app = typer.Typer(help="Days off, Ramadan and days of silence: list, draft and import a year.", no_args_is_help=True)


@app.command("list")
def show(
    year: Annotated[int | None, typer.Argument(help="As in 2027; without it all years.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="As a list that `import` takes.")] = False,
    config: ConfigFile = None,
) -> None:
    """List what is stored: first and last day, kind, area, name, and whether it is a draft."""
    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        rows = calendar_day.all_of(tx) if year is None else calendar_day.of_year(tx, year)
        written = calendar_files.written(rows)
        lines = [_line(row) for row in rows]
    if as_csv:
        typer.echo(written, nl=False)
    elif lines:
        typer.echo("\n".join(lines))
    if not lines:
        raise Failure(1, f"no days off are known{f' for {year}' if year else ''}; see `kabar calendar draft`")


@app.command()
def draft(
    year: Annotated[int, typer.Argument(help="As in 2028.", min=2000, max=2100)],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="CSV; without it to the terminal.")] = None,
) -> None:
    """Write a year as the `holidays` library estimates it, to be corrected by hand after the ministers' decree."""
    from reporting.calendar_draft import draft as drafted

    try:
        text = calendar_files.written(drafted(year))
    except ValueError as error:
        raise Failure(1, str(error)) from None
    if output is None:
        typer.echo(text, nl=False)
        return
    output.write_text(text, encoding="utf-8")
    line = f"{output}: a draft. Compare it with the decree, write final in the column status, then import it."
    typer.echo(line, err=True)


@app.command("import")
def load(
    file: Annotated[Path | None, typer.Argument(help="CSV; without it the years that come with Kabar.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    config: ConfigFile = None,
) -> None:
    """Put the years of FILE in the place of what is stored of them. Columns: first, last, kind, area, begins, ends,
    name, name_en, status (final or draft), source. A fault stops it all; planned reminders follow."""
    name, text = str(file or "calendar.csv"), text_of(file, LARGEST) if file else calendar_files.shipped()
    with ready(config) as database:
        with database.reading(SystemClock().now()) as tx:
            rows, problems = calendar_files.read(tx, text)
            before = [row for year in {row.first.year for row in rows} for row in calendar_day.of_year(tx, year)]
            lines = [f"{sign} {line}" for sign, line in _changes(before, rows)]
        if problems:
            raise Failure(1, *(f"{name}: row {one.row}, column {one.column}: {one.message}" for one in problems))
        typer.echo("\n".join(lines or ["Nothing changes."]))
        if dry_run:
            typer.echo("(nothing was changed)")
            return
        _store(database, text)


def _store(database: Database, text: str) -> None:
    with database.transaction(SystemClock().now()) as tx:
        stored = calendar_files.store(tx, calendar_files.read(tx, text)[0])
    moved, after = 0, 0
    while after is not None:
        with database.transaction(SystemClock().now()) as tx:
            count, after = wanting.replan_some(tx, after)
            moved += count
    for year, count in stored.items():
        typer.echo(f"{year}: {count} rows")
    typer.echo(f"{moved:,} planned reminders moved.")


def _changes(before: list[CalendarDay], after: list[CalendarDay]) -> list[tuple[str, str]]:
    old, new = {_line(row) for row in before}, {_line(row) for row in after}
    return sorted([("-", line) for line in old - new] + [("+", line) for line in new - old], key=lambda one: one[1])


def _line(row: CalendarDay) -> str:
    days = str(row.first) if row.last == row.first else f"{row.first}..{row.last}"
    hours = f"{row.begins}-{row.ends}" if row.begins else ""
    told = (days, row.kind, row.area_code or "-", " ".join((row.name, hours)).strip())
    return "\t".join((*told, "draft" if row.is_draft else "")).rstrip()
