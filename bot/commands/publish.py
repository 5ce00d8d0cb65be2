"""`kabar form publish` and `kabar form list`: what needs the database; imported only when it is used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import typer

from bot.clock import SystemClock
from bot.commands import Failure
from bot.commands.db import ready
from bot.workshop import read
from bot.workshop.confinement import lacking
from forms.outside.external import media
from forms.problems import FormErrors, FormProblem
from forms.sheet.xlsform import XlsForm
from models import form_version
from models.form_version import FormVersion
from reporting import moving, publishing


def publish(
    file: Path, config: Path | None, drafts: Literal["stay", "follow"] = "stay", others: Sequence[Path] = ()
) -> None:
    """Makes FILE the version that new reports are made with, and says so; open drafts stay on theirs, or follow.

    The lists that it names are taken from `others` or from its folder.

    Only a form that another process could read and compile within its limits comes into this one.
    """
    if why := lacking():
        typer.echo(f"kabar: read without a limit on memory: {why}", err=True)
    try:
        content = file.read_bytes()
        done = read(content, file.name)
        sheet = XlsForm(done.xform, cells=done.cells, itemsets=done.itemsets)
        source = publishing.with_files(file, content, sheet, others)
        for name in media(source.form):
            if name not in source.files:
                typer.echo(f"missing: {name} is not beside {file.name}; chats do without it", err=True)
        with ready(config) as database, database.transaction(SystemClock().now()) as tx:
            publishing.demand(tx, source, sheet.cells)
            row = publishing.publish(tx, source)
            told = f"{row.form_id} {row.version} is live."
            if drafts == "follow":
                told += f" Open drafts that move to it when their people go on: {moving.let_follow(tx, row)}."
    except OSError as error:
        raise Failure(2, f"{error.filename or file}: {error.strerror}") from None
    except FormErrors as errors:
        raise Failure(1, *(_line(file, one) for one in errors.problems)) from None
    typer.echo(told)


def roll_back(form_id: str, config: Path | None) -> None:
    """Makes the version before the live one live again, and says so."""
    with ready(config) as database, database.transaction(SystemClock().now()) as tx:
        done = publishing.roll_back(tx, form_id)
        if done is None:
            raise Failure(3, f"{form_id} has no version before the live one; `kabar form list` shows all")
        earlier, later = done
        told = f"{form_id} {earlier.version} is live again; {later.version} is kept, and what was begun with it."
    typer.echo(told)


def show(config: Path | None) -> None:
    """Lists every version, one a line: form, version, live or not, title, time of publication, file."""
    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        lines = [_version(row) for row in form_version.all_versions(tx)]
    typer.echo("\n".join(lines) or "No form is published. `kabar form publish FILE` does it.")


def _version(row: FormVersion) -> str:
    live = "live" if row.is_live else "-"
    return "\t".join(
        (row.form_id, row.version, live, row.title, f"{row.published_at:%Y-%m-%d %H:%M}Z", row.source_name)
    )


def _line(file: Path, problem: FormProblem) -> str:
    place = ":".join(filter(None, (str(file), problem.sheet, str(problem.row or ""), problem.column)))
    return f"{place}: {problem.severity}: {problem.message} {problem.advice}".rstrip()
