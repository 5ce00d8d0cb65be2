"""`kabar region`: the places of Indonesia, loaded, changed and found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.db import ready
from models import region, region_files
from models.database import Database, Transaction
from models.region_files import RegionFileError, RegionRow
from models.region_search import Found, RegionSearch
from reporting import region_changes
from reporting.listed import Problem
from reporting.region_changes import COLUMNS, Planned

PIECE = 4_000  # rows a transaction: some 50 ms, so that a running bot does not wait for long
MOST_PROBLEMS = 200  # lines; whoever has more has the wrong file

app = typer.Typer(help="Places: provinces, regencies, districts, villages.", no_args_is_help=True)


class OnlyShown(Exception):
    """Rolls back what was not to be done."""


@app.command()
def load(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help=f"CSV with code and name, or with the changes of a year ({', '.join(COLUMNS)})."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    config: ConfigFile = None,
) -> None:
    """Add or rename the regions of FILE, or carry out its changes; without FILE load all of Indonesia."""
    try:
        with_changes = [file for file in files or () if "change" in region_files.columns(file)]
        plain = [file for file in files or () if file not in with_changes]
        if with_changes and plain:
            raise Failure(2, f"{plain[0]}: has no column change; load it apart from the lists of changes")
        with ready(config) as database:
            if with_changes:
                _change(database, with_changes, dry_run)
            else:
                _add(database, list(_rows(plain)), dry_run)
    except RegionFileError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


@app.command()
def find(
    text: Annotated[list[str], typer.Argument(help='A name or code, e.g. "kec. lubuk sikarah" or "laing solok".')],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list instead of lines.")] = False,
    config: ConfigFile = None,
) -> None:
    """Find the five places that fit best: code, name, what lies above, and what the place was before."""
    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        found = RegionSearch().find(tx, " ".join(text))
    if as_json:
        typer.echo(json.dumps([_told(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        before = [f"was {was.name} ({was.code}) until {was.until}" for was in one.was]
        typer.echo("\t".join([one.code, one.name, one.path, *before]))
    if not found:
        typer.echo("Nothing found. Are the regions loaded? `kabar region load` does it.", err=True)
        raise typer.Exit(1)


def _told(one: Found) -> dict[str, object]:
    """`was` only where there is something to tell."""
    told: dict[str, object] = {"code": one.code, "name": one.name, "path": one.path}
    if one.was:
        told["was"] = [{"code": was.code, "name": was.name, "until": str(was.until)} for was in one.was]
    return told


def _rows(files: Iterable[Path]) -> Iterator[RegionRow]:
    named = list(files)
    if not named:
        yield from region_files.shipped()
    for file in named:
        yield from region_files.read(file)


def _add(database: Database, rows: list[RegionRow], dry_run: bool) -> None:
    """Each row is looked at before the first is stored: a list goes in whole, or not at all."""
    with database.reading(SystemClock().now()) as tx:
        there = dict(region.names(tx))
    known = {*there, *(row.code for row in rows)}
    for row in rows:
        above = region.above(row.code)
        if above is not None and above not in known:
            raise RegionFileError(f"{row.code} {row.name}: {above}, which lies above it, is in no file and not loaded")
    if dry_run:
        renamed = [row for row in rows if there.get(row.code, row.name) != row.name]
        _show([(row.code, "renamed", row.name, there[row.code]) for row in renamed], ("Code", "What", "Name", "Was"))
        new = sum(row.code not in there for row in rows)
        typer.echo(f"{new:,} new, {len(renamed):,} renamed, {len(rows):,} in all (nothing was changed)")
        return
    typer.echo(f"{_load(database, sorted(rows, key=lambda row: row.code.count('.'))):,} regions loaded.")


def _load(database: Database, rows: list[RegionRow]) -> int:
    for start in range(0, len(rows), PIECE):
        with database.transaction(SystemClock().now()) as tx:
            region.load_regions(tx, rows[start : start + PIECE])
    return len(rows)


def _change(database: Database, files: list[Path], dry_run: bool) -> None:
    planned: list[Planned] = []
    problems: list[str] = []
    try:
        with database.transaction(SystemClock().now()) as tx:
            for file in files:
                done, wrong = _one(tx, file)
                planned += done
                problems += [f"{file}: row {one.row}, column {one.column}: {one.message}" for one in wrong]
            if problems or dry_run:
                raise OnlyShown
    except OnlyShown:
        pass
    if problems:
        raise Failure(1, *problems[:MOST_PROBLEMS])
    _show(map(_line, planned), ("Row", "What", "Code", "Name", "Was", "Was called", "Since", "Takes along"))
    typer.echo(f"{len(planned):,} changes{' (nothing was changed)' if dry_run else ''}")


def _one(tx: Transaction, file: Path) -> tuple[list[Planned], list[Problem]]:
    missing = set(COLUMNS) - set(region_files.columns(file))
    if missing:
        raise RegionFileError(f"{file}: the first row needs the columns {', '.join(COLUMNS)}")
    orders, problems = region_changes.read(region_files.cells(file), tx.now.date())
    planned, more = region_changes.plan(tx, orders)
    problems = sorted([*problems, *more], key=lambda one: one.row)
    if not problems:
        region_changes.carry_out(tx, planned)
    return planned, problems


def _line(planned: Planned) -> tuple[str, ...]:
    one = planned.change
    moves = ", ".join(f"{count} {table}" for table, count in planned.moves.items())
    return (str(planned.row), one.kind, one.code, one.name, one.old_code, one.old_name, str(one.since), moves)


def _show(rows: Iterable[tuple[str, ...]], head: tuple[str, ...]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(*head, box=box.SIMPLE)
    for row in rows:
        table.add_row(*row)
    Console(width=160).print(table)
