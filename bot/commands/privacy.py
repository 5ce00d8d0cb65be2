"""`kabar privacy`: who agreed to which notice, and what is over its term."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure

if TYPE_CHECKING:
    from models.person import Person

Who = Annotated[str, typer.Argument(help="A phone number, or the number of the person in `kabar people list`.")]

app = typer.Typer(help="Personal data: consent, and what is over its term.", no_args_is_help=True)


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
            typer.echo(f"{one.what}\t{one.count}\tolder than {one.term}")
        if not found:
            typer.echo("Nothing is over its term.")
        folder, goes_on = load(config).files.dir, bool(found) and not dry_run
        while goes_on:
            with database.transaction(SystemClock().now()) as tx:
                count = retaining.empty_reports(tx) + retaining.empty_rest(tx)
                old = retaining.old_files(tx)
                unlink(folder, old.names)
                if old.ids:
                    retaining.forget_files(tx, old)
            goes_on = bool(count or old.ids)


@app.command()
def proof(who: Who, config: ConfigFile = None) -> None:
    """What the person was shown of the privacy notice, word for word, when, and what they answered."""
    from bot.commands.db import ready
    from models import consent
    from reporting import roster
    from reporting.fitting import plain

    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        person = _found(lambda: roster.who(tx, who))
        rows = consent.of_person(tx, person.id or 0)
        typer.echo(f"{person.name} (person {person.id}): {len(rows)} on record")
        for row in rows:
            given = f"agreed {_at(row.given_at)} ({row.how})" if row.given_at else "not agreed"
            taken = f", withdrawn {_at(row.withdrawn_at)} ({row.withdrawn_how})" if row.withdrawn_at else ""
            typer.echo(f"\nversion {row.version} ({row.language}), shown {_at(row.shown_at)}, {given}{taken}")
            text = consent.text_of(tx, row)
            typer.echo(f"SHA-256 {row.text_sha256}" if text else "the text was not kept then")
            typer.echo("".join(f"  {line}\n" for line in plain(text or "").splitlines()), nl=False)


@app.command()
def withdraw(who: Who, config: ConfigFile = None) -> None:
    """Withdraw the consent of somebody who asked for it in writing: nothing is open or sent to them any more."""
    from bot.commands.db import ready
    from reporting import consenting, roster
    from reporting.notices import Notices
    from reporting.texts import Texts, templates_folder

    with ready(config) as database, database.transaction(SystemClock().now()) as tx:
        person = _found(lambda: roster.who(tx, who))
        if person.withdrawn_at is not None:
            raise Failure(1, f"{person.name} withdrew on {_at(person.withdrawn_at)} already")
        consenting.withdraw(tx, Notices(Texts(templates_folder())), person, "command", None)
    typer.echo(f"{person.name}: consent withdrawn")


def _found(find: Callable[[], Person]) -> Person:
    from reporting.roster import RosterError

    try:
        return find()
    except RosterError as error:
        raise Failure(2, str(error)) from None


def _at(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if moment else ""
