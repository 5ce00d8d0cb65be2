"""`kabar db`: the schema, a copy of the database, and its return."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from bot import config as configuration
from bot.commands import ConfigFile
from models.backup import BackupError
from models.database import Database, DatabaseError, reason

app = typer.Typer(
    help="The database: migrations, a consistent copy while running, and its return.", no_args_is_help=True
)


@app.command()
def upgrade(config: ConfigFile = None) -> None:
    """Bring the tables up to date with this version of Kabar."""
    with opened(config) as database:
        database.upgrade()
    typer.echo("The database is up to date.")


@app.command()
def backup(file: Path, config: ConfigFile = None) -> None:
    """Write a consistent copy of the database to FILE, while the bot runs."""
    with opened(config) as database:
        database.backup(file)
    typer.echo(f"Written to {file}.")


@app.command()
def restore(file: Path, config: ConfigFile = None) -> None:
    """Put a copy made by `kabar db backup` in the place of the database. Stop the bot first."""
    with opened(config) as database:
        database.restore(file)
        current = database.is_current()
    typer.echo(f"Restored from {file}." + ("" if current else " It is older: run `kabar db upgrade`."))


@contextmanager
def opened(config: Path | None) -> Iterator[Database]:
    """The configured database, for one command: what goes wrong with it ends the command with one line."""
    try:
        database = Database(configuration.load(config).database.url.get_secret_value())
    except configuration.ConfigError as error:
        raise _ended(2, *error.lines) from None
    except ValueError as error:
        raise _ended(2, f"database.url: {error}") from None
    try:
        yield database
    except BackupError as error:
        raise _ended(1, str(error)) from None
    except DatabaseError as error:
        raise _ended(2, f"database.url: {database.url.render_as_string(hide_password=True)}: {reason(error)}") from None
    finally:
        database.close()


@contextmanager
def ready(config: Path | None) -> Iterator[Database]:
    """As `opened`, with its tables: a new database gets them, one of another version ends the command."""
    with opened(config) as database:
        if database.is_new():
            database.upgrade()
        elif not database.is_current():
            raise _ended(2, *(f"database.url: {what}; {fix}" for what, fix in database.problems()))
        yield database


def _ended(code: int, *lines: str) -> typer.Exit:
    for line in lines:
        typer.echo(line, err=True)
    return typer.Exit(code)
