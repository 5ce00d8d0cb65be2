"""`kabar privacy`: who agreed to which notice, and what is over its term."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
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


@app.command()
def export(
    who: Who, output: Annotated[Path, typer.Option("-o", help="The file to write, JSON.")], config: ConfigFile = None
) -> None:
    """Write all that is stored about the person, as /privasi gives it to themselves; for who asked in writing."""
    from bot.commands.db import ready
    from models import audit_event
    from reporting import own_data, roster
    from reporting.library import Library

    with ready(config) as database, database.transaction(SystemClock().now()) as tx:
        person = _found(lambda: roster.who(tx, who))
        content = own_data.document(tx, Library(), person.id or 0)
        audit_event.log(tx, None, "data.copied", "person", person.id)
    output.write_bytes(content)
    typer.echo(f"{person.name}: written to {output}")


@app.command()
def erase(
    who: Who,
    by: Annotated[str, typer.Option("--by", help="The administrator who asks: a phone number, or a number.")],
    config: ConfigFile = None,
) -> None:
    """Ask that everything about the person be erased. Another administrator confirms it in chat, within 14 days."""
    from bot.commands.db import ready
    from reporting import roster
    from reporting.erasing import Erasing, ErasingError
    from reporting.texts import Texts, templates_folder

    with ready(config) as database, database.transaction(SystemClock().now()) as tx:
        person, asker = _found(lambda: roster.who(tx, who)), _found(lambda: roster.who(tx, by))
        try:
            asked = Erasing(Texts(templates_folder())).ask(tx, asker, person)
        except ErasingError as error:
            raise Failure(3, str(error)) from None
        names = ", ".join(one.name for one in asked)
    typer.echo(f"{person.name} is erased once one of these confirms it in chat: {names}")


def _found(find: Callable[[], Person]) -> Person:
    from reporting.roster import RosterError

    try:
        return find()
    except RosterError as error:
        raise Failure(2, str(error)) from None


def _at(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if moment else ""
