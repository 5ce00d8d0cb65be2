"""`kabar kampung`: the registry, as far as a start needs it."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.db import ready
from reporting import registering
from reporting.registering import RegisterError

app = typer.Typer(help="Kampung KB: register one, list them.", no_args_is_help=True)


@app.command("add")
def add(
    village: Annotated[str, typer.Option("--village", help="The village's code, as in 13.72.01.1001.")],
    name: Annotated[str, typer.Option("--name", help="Its name; without it 'Kampung KB' and the village's.")] = "",
    config: ConfigFile = None,
) -> None:
    """Register an active Kampung KB in a village; its officers are invited with the village's code as --area."""
    try:
        with ready(config) as database, database.transaction(SystemClock().now()) as tx:
            row = registering.register(tx, name, village)
            told = f"{row.id}\t{row.name}\t{row.village_code}\t{row.zone}"
    except RegisterError as error:
        raise Failure(2, f"--{error.field}: {error}") from None
    typer.echo(told)


@app.command("list")
def show(
    area: Annotated[str, typer.Option("--area", help="A region code; without it the whole country.")] = "",
    config: ConfigFile = None,
) -> None:
    """List the active Kampung KB, one a line: number, name, village code, time zone."""
    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        lines = [f"{row.id}\t{row.name}\t{row.village_code}\t{row.zone}" for row in registering.registered(tx, area)]
    typer.echo("\n".join(lines) or "No Kampung KB is registered. `kabar kampung add --village CODE` does it.")
