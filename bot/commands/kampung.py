"""`kabar kampung`: the registry of Kampung KB."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.db import ready
from reporting import covering, registering
from reporting.registering import RegisterError

app = typer.Typer(help="Kampung KB: register, import, list, show, rename, close.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(help="The kampung's number, as `kabar kampung list` tells it.")]

IMPORT_HELP = """Bring in a list of Kampung KB and their profiles. A fault anywhere stops it all.

FILE is .xlsx or .csv (commas or semicolons) with one row a village. A blank cell leaves what is known; "-" says that
there is none. The same list again changes nothing. docs/operating.md lists what each cell may say.

Needed: village (code, 13.72.01.1001 or 1372011001). The kampung: name, active (tidak closes it), founded_on
(15-08-2017, from 2016 on), description, criteria, coverage (desa, dusun, rw), rw (01, 02).

The profile, valid from the month valid_from (2026-01; this month if blank): pokja, pokja_decree_number,
pokja_decree_on, pokja_decree_by, pokja_members, pokja_sections, pokja_is_trained, pokja_training, pokja_trained,
companion (plkb, kader, rtrw, ...), sekretariat, rumah_dataku (tidak, ya, sederhana, lengkap, paripurna),
sekolah_lansia, funds, regulations, work_plan, data_uses; people, families, couples, toddler_families, teen_families,
elderly_families, teens, l_0, p_0 ... l_75, p_75.

Its groups: bkb, bkr, bkl, uppka, pikr, dashat (ya, tidak, or names: Melati 1 (0123); Melati 2). What it does: rencana,
koordinasi, sosialisasi, monev, laporan (tidak, ya, or how often: bulanan)."""


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


@app.command("import", help=IMPORT_HELP)
def import_(
    file: Annotated[Path, typer.Argument(help="xlsx or csv; needed is the column village.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    config: ConfigFile = None,
) -> None:
    from bot.commands import lists
    from reporting.imports import kampung, kampung_columns

    told, at = lists.words(config), SystemClock().now()
    rows = lists.table(told, file, kampung_columns.COLUMNS, kampung_columns.NEEDED)
    orders, faults = kampung.read(rows, at.date())
    with ready(config) as database:
        if dry_run or faults:
            with database.reading(at) as tx:
                changes, more = kampung.look(tx, orders)
        else:
            with database.transaction(at) as tx:
                changes, more = kampung.bring_in(tx, orders)
    if faults or more:
        raise lists.refused(told, file, rows, [*faults, *more])
    lists.show_kampung(told, changes)
    if dry_run:
        typer.echo(told.word("nothing_done"))


@app.command("list")
def show_all(
    area: Annotated[str, typer.Option("--area", help="A region code; without it the whole country.")] = "",
    config: ConfigFile = None,
) -> None:
    """List the active Kampung KB, one a line: number, name, village code, time zone."""
    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        lines = [f"{row.id}\t{row.name}\t{row.village_code}\t{row.zone}" for row in registering.registered(tx, area)]
    typer.echo("\n".join(lines) or "No Kampung KB is registered. `kabar kampung add --village CODE` does it.")


@app.command("coverage")
def coverage(
    area: Annotated[str, typer.Option("--area", help="A region code; without it the whole country.")] = "",
    config: ConfigFile = None,
) -> None:
    """Tell how many desa and kelurahan have a Kampung KB: in the area, then in each area in it."""
    try:
        with ready(config) as database, database.reading(SystemClock().now()) as tx:
            found = list(covering.coverage(tx, area))
    except RegisterError as error:
        raise Failure(2, f"--{error.field}: {error}") from None
    for code, name, told in found:
        parts = (f"desa {told.desa_with}/{told.desa}", f"kelurahan {told.kelurahan_with}/{told.kelurahan}")
        typer.echo("\t".join((code or "-", name, *parts)))


@app.command("show")
def show(number: Number, config: ConfigFile = None) -> None:
    """Show what is known of a kampung: its place, its groups, its newest profile and those before it."""
    try:
        with ready(config) as database, database.reading(SystemClock().now()) as tx:
            facts = registering.described(tx, number)
    except RegisterError as error:
        raise Failure(2, f"{error.field}: {error}") from None
    width = max(len(name) for name, _ in facts)
    typer.echo("\n".join(f"{name.ljust(width)}  {value}" for name, value in facts))


@app.command("rename")
def rename(
    number: Number, name: Annotated[str, typer.Argument(help="The new name.")], config: ConfigFile = None
) -> None:
    """Give a kampung another name. Reports and groups keep theirs."""
    try:
        with ready(config) as database, database.transaction(SystemClock().now()) as tx:
            told = registering.rename(tx, number, name)
            typer.echo(f"{told.id}\t{told.name}\t{told.village_code}")
    except RegisterError as error:
        raise Failure(2, f"{error.field}: {error}") from None


@app.command("close")
def close(number: Number, config: ConfigFile = None) -> None:
    """Close a kampung: nobody owes a report for it any more, its village may have another; its reports stay."""
    try:
        with ready(config) as database, database.transaction(SystemClock().now()) as tx:
            told = registering.close(tx, number)
            typer.echo(f"{told.id}\t{told.name}\t{told.village_code}\tclosed")
    except RegisterError as error:
        raise Failure(2, f"{error.field}: {error}") from None
