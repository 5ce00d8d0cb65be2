"""`kabar people list | end | move | leave`: who serves where, and what changes about it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.db import ready
from reporting import roster
from reporting.access import ROLES
from reporting.roster import Line, RosterError
from reporting.staffing import Staffing
from reporting.texts import Texts, templates_folder

Who = Annotated[str, typer.Argument(help="A phone number, or the number of the person in `kabar people list`.")]
Role = Annotated[str, typer.Option("--role", help=f"One of {', '.join(ROLES)}.")]
Area = Annotated[str, typer.Option("--area", help="A region code, as in 13.72; it covers all below it.")]
Kampung = Annotated[int, typer.Option("--kampung", help="The number of a kampung in `kabar kampung list`.")]


def mount(app: typer.Typer) -> None:
    """Adds the commands to `kabar people`."""
    for name, command in (("list", list_), ("end", end), ("move", move), ("leave", leave)):
        app.command(name)(command)


def list_(area: Area = "", role: Role = "", config: ConfigFile = None) -> None:
    """Who serves where: one line for each role, with since when, and whether Telegram reaches the person."""
    with _changing(config) as tx:
        for line in roster.lines(tx, area, role):
            typer.echo(_told(line))


def end(who: Who, role: Role = "", area: Area = "", config: ConfigFile = None) -> None:
    """End the person's roles: all, or those of one kind or in one area. Access is closed at once."""
    with _changing(config) as tx:
        person = roster.who(tx, who)
        rows = roster.held(tx, person, role, area)
        _staffing().end(tx, None, rows, "dismissed")
        typer.echo(f"{person.name}: {_count(len(rows), 'role')} ended")


def move(
    who: Who, to: Who, area: Area = "", kampung: Kampung = 0, role: Role = "plkb", config: ConfigFile = None
) -> None:
    """Give an area or a kampung of one person to another, with the open drafts."""
    with _changing(config) as tx:
        giver, heir = roster.who(tx, who), roster.who(tx, to)
        row, single = roster.to_move(tx, giver, heir, role, area, kampung)
        drafts = _staffing().move(tx, None, row, heir.id or 0, single)
        typer.echo(f"{giver.name} -> {heir.name}: {roster.place(tx, row, single)}, {_count(drafts, 'draft')}")


def leave(
    who: Who,
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")],
    last: Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="The last day.")],
    to: Annotated[str, typer.Option("--to", help="Who stands in: a phone number or number in the list.")] = "",
    config: ConfigFile = None,
) -> None:
    """Note that the person is on leave; who stands in sees their kampung and is reminded."""
    if last < first:
        raise Failure(2, "--until: is before --from")
    with _changing(config) as tx:
        away = roster.who(tx, who)
        delegate = roster.stand_in(tx, away, to) if to else None
        rows = roster.held(tx, away)
        _staffing().leave(tx, None, rows, first.date(), last.date(), delegate.id if delegate else None)
        typer.echo(
            f"{away.name}: {first:%Y-%m-%d} to {last:%Y-%m-%d}, {delegate.name if delegate else 'nobody'} stands in"
        )


@contextmanager
def _changing(config: ConfigFile) -> Any:
    """One transaction; what can't be done ends it with a line that says why."""
    with ready(config) as database:
        try:
            with database.transaction(SystemClock().now()) as tx:
                yield tx
        except RosterError as error:
            raise Failure(2, str(error)) from None


def _staffing() -> Staffing:
    return Staffing(Texts(templates_folder()))


def _told(line: Line) -> str:
    return "\t".join((str(line.person_id), line.name, line.phone or "-", line.role, line.place, line.since, line.state))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
