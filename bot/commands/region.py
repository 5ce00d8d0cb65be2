"""`kabar region`: the places of Indonesia, loaded and found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile
from bot.commands.db import ready
from models import region, region_files
from models.database import Database
from models.region_files import RegionRow
from models.region_search import RegionSearch

PIECE = 4_000  # rows a transaction: some 50 ms, so that a running bot does not wait for long

app = typer.Typer(help="Places: provinces, regencies, districts, villages.", no_args_is_help=True)


@app.command()
def load(
    files: Annotated[list[Path] | None, typer.Argument(help="CSV with code and name; without one, all.")] = None,
    config: ConfigFile = None,
) -> None:
    """Add or rename regions: those of FILE, or all of Indonesia as it comes with Kabar."""
    with ready(config) as database:
        try:
            count = _load(database, _rows(files or []))
        except region_files.RegionFileError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
    typer.echo(f"{count:,} regions loaded.")


@app.command()
def find(
    text: Annotated[list[str], typer.Argument(help='A name or code, e.g. "kec. lubuk sikarah" or "laing solok".')],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list instead of lines.")] = False,
    config: ConfigFile = None,
) -> None:
    """Find the five places that fit best: code, name, and what lies above."""
    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        found = RegionSearch().find(tx, " ".join(text))
    if as_json:
        typer.echo(json.dumps([one._asdict() for one in found], ensure_ascii=False))
        return
    for one in found:
        typer.echo(f"{one.code}\t{one.name}\t{one.path}")
    if not found:
        typer.echo("Nothing found. Are the regions loaded? `kabar region load` does it.", err=True)
        raise typer.Exit(1)


def _rows(files: Iterable[Path]) -> Iterator[RegionRow]:
    named = list(files)
    if not named:
        yield from region_files.shipped()
    for file in named:
        yield from region_files.read(file)


def _load(database: Database, rows: Iterator[RegionRow]) -> int:
    count = 0
    while piece := list(islice(rows, PIECE)):
        with database.transaction(SystemClock().now()) as tx:
            count += region.load_regions(tx, piece)
    return count
