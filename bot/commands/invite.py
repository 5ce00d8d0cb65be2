"""`kabar invite`: one person, one role, one place; prints the text to forward."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.db import ready
from bot.config import load
from bot.randomness import RandomIds
from reporting import inviting
from reporting.access import ROLES
from reporting.inviting import Guest, InviteError
from reporting.texts import Texts, templates_folder

app = typer.Typer()

BotName = Annotated[str, typer.Option("--bot", help="The bot's user name, for a link that can be pressed.")]


@app.command()
def invite(
    role: Annotated[str, typer.Option("--role", help=f"One of {', '.join(ROLES)}.")],
    area: Annotated[str, typer.Option("--area", help="A region code, as in 13.72 or 13.72.01.1004; or indonesia.")],
    name: Annotated[str, typer.Option("--name", help="The person's name; without it they are asked.")] = "",
    phone: Annotated[str, typer.Option("--phone", help="Their number, compared with the contact they share.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="Of an opd: the code of the agency, as in dinkes.")] = "",
    bot: BotName = "",
    config: ConfigFile = None,
) -> None:
    """Invite one person: prints the text to forward, with a link or code good for one account and 14 days."""
    guest = Guest(role, area, name, phone, agency=agency)
    with ready(config) as database, database.transaction(SystemClock().now()) as tx:
        try:
            row = inviting.invite(tx, RandomIds(), None, guest)
        except InviteError as error:
            raise Failure(2, f"--{error.field}: {error}") from None
        text = inviting.letter(tx, Texts(templates_folder()), load(config).programme.language, row, bot)
    typer.echo(text)
    if not bot:
        typer.echo(f"\nWith --bot NAME the text has a link: https://t.me/NAME?start={inviting.PREFIX}{row.token}")
