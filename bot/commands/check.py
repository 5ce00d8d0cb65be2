"""`kabar check`: is everything in order before the bot runs?"""

from __future__ import annotations

import asyncio

import typer

from bot.commands import ConfigFile, Failure

app = typer.Typer()


@app.command()
def check(
    config: ConfigFile = None,
) -> None:
    """Check configuration, database, forms, templates and token: a table of findings, each with its fix."""
    from bot import checks
    from bot.config import ConfigError, load

    try:
        settings = load(config)
    except ConfigError as error:
        raise Failure(2, *error.lines) from None
    findings = {
        "configuration": [],
        "database": checks.database(settings),
        "calendar": checks.calendar(settings),
        "forms": checks.programme_forms(),
        "templates": checks.templates(),
        "telegram": asyncio.run(checks.account(settings)),
    }
    _show(findings)
    if any(findings.values()):
        raise typer.Exit(1)


def _show(findings) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for heading in ("Checked", "Where", "Finding", "Fix"):
        table.add_column(heading, overflow="fold")
    for area, found in findings.items():
        if not found:
            table.add_row(area, "", "in order", "")
        for one in found:
            table.add_row(area, *map(Text, (one.where, one.what, one.fix)))
    Console().print(table)
