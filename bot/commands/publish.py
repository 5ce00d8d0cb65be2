"""`kabar form publish` and `kabar form list`: what needs the database; imported only when it is used."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.clock import SystemClock
from bot.commands import Failure
from bot.commands.db import ready
from forms.check import check
from forms.problems import FormErrors, FormProblem
from models import form_version
from models.form_version import FormVersion
from reporting import publishing


def publish(file: Path, config: Path | None) -> None:
    """Makes FILE the version that new reports are made with, and says so."""
    try:
        source = publishing.read_source(file)
        wrong = tuple(one for one in check(file.read_bytes(), file.name) if one.severity == "error")
        if wrong:
            raise FormErrors(wrong)
        with ready(config) as database, database.transaction(SystemClock().now()) as tx:
            row = publishing.publish(tx, source)
            told = f"{row.form_id} {row.version} is live."
    except OSError as error:
        raise Failure(2, f"{file}: {error.strerror}") from None
    except FormErrors as errors:
        raise Failure(1, *(_line(file, one) for one in errors.problems)) from None
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
