"""`kabar rest`: tells everybody before the server stops for maintenance."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.db import ready

app = typer.Typer()


@app.command()
def rest(
    begins: Annotated[str, typer.Argument(help="When Kabar stops, with its offset: 2026-11-20T04:00+07:00.")],
    ends: Annotated[str, typer.Argument(help="When it is back, at most 20 hours later.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take back what was not told yet.")] = False,
    config: ConfigFile = None,
) -> None:
    """Tell everybody, a day before, that Kabar stops for a while; stopping it is yours."""
    from reporting import resting
    from reporting.texts import Texts, templates_folder

    first = _moment("BEGINS", begins)
    with ready(config) as database, database.transaction(SystemClock().now()) as tx:
        if withdraw:
            resting.withdraw(tx, first)
            typer.echo("What was not told yet is taken back.")
            return
        try:
            count = resting.announce(tx, Texts(templates_folder()), first, _moment("ENDS", ends))
        except resting.NotARest as error:
            raise Failure(2, f"{error}") from None
    typer.echo(f"{count:,} people are told.")


def _moment(name: str, text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Failure(2, f"{name}: a time as in 2026-11-20T04:00+07:00, not {text!r}") from None
    if found.tzinfo is None:
        raise Failure(2, f"{name}: with its offset, as in 2026-11-20T04:00+07:00")
    return found
