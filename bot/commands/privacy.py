"""`kabar privacy`: how long answers are kept, and what is over its term."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile

app = typer.Typer(help="Personal data: what is over its term.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Personal data."""


@app.command()
def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is over its term.")] = False,
    config: ConfigFile = None,
) -> None:
    """Empty reports and delete files that are over their term, as the running bot does every hour."""
    from bot.commands.db import ready
    from bot.config import load
    from bot.retention import unlink
    from reporting import retaining

    with ready(config) as database:
        with database.reading(SystemClock().now()) as tx:
            found = retaining.over_term(tx)
        for one in found:
            what = f"{one.form_id} {one.version}" if one.form_id else "files"
            typer.echo(f"{what}\t{one.count}\tolder than {one.months} months")
        if not found:
            typer.echo("Nothing is over its term.")
        folder, goes_on = load(config).files.dir, bool(found) and not dry_run
        while goes_on:
            with database.transaction(SystemClock().now()) as tx:
                count, old = retaining.empty_reports(tx), retaining.old_files(tx)
                unlink(folder, old.names)
                if old.ids:
                    retaining.forget_files(tx, old)
            goes_on = bool(count or old.ids)
