"""`kabar people`: lists of officers, coordinators and cadres from a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, people_roles
from bot.commands.db import ready
from bot.randomness import RandomIds

if TYPE_CHECKING:
    from models.invitation import Invitation

app = typer.Typer(help="People: import a list, see who serves where, change it.", no_args_is_help=True)
people_roles.mount(app)
FILE_HELP = (
    "xlsx or csv with columns name, phone, role, area; optional: address, poktan (register number or name, of a kader),"
    " agency (of an opd), since, until (days; an until that is over ends the role)."
)


@app.callback()
def people() -> None:
    """People: import a list, see who serves where, change it."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help=FILE_HELP)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    config: ConfigFile = None,
) -> None:
    """Make persons, roles and invitations of FILE. The same again changes nothing; a fault anywhere stops it all."""
    from bot.commands import lists
    from reporting.imports import people, people_columns

    told, at = lists.words(config), SystemClock().now()
    rows = lists.table(told, file, people_columns.COLUMNS, people_columns.NEEDED)
    orders, faults = people.read(rows)
    invited: dict[int, Invitation] = {}
    with ready(config) as database:
        if dry_run or faults:
            with database.reading(at) as tx:
                changes, more = people.look(tx, orders)
        else:
            with database.transaction(at) as tx:
                changes, more, invited = people.bring_in(tx, RandomIds(), told.texts, orders)
    if faults or more:
        raise lists.refused(told, file, rows, [*faults, *more])
    lists.show_people(told, changes, invited)
    if dry_run:
        typer.echo(told.word("nothing_done"))
