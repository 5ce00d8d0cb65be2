"""`kabar export`: submissions out, streaming; the file appears when it is whole."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.db import ready
from models.database import Database
from reporting import exporting
from reporting.export_files import WRITERS, TooManyRows
from reporting.exporting import NotThere, Selection
from reporting.library import Library

app = typer.Typer()


class Format(StrEnum):
    csv = "csv"
    xlsx = "xlsx"
    json = "json"
    xml = "xml"


@app.command()
def export(
    form: Annotated[str, typer.Argument(help="The form's id, as in bulanan_kkb.")],
    kind: Annotated[Format, typer.Option("--format", help="csv: one file, and one for each repeat; xml: a zip.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    since: Annotated[str, typer.Option("--from", help="The first day, as in 2026-10-01, by local time.")] = "",
    until: Annotated[str, typer.Option("--to", help="The last day.")] = "",
    area: Annotated[str, typer.Option("--area", help="A region code; all below it is included.")] = "",
    config: ConfigFile = None,
) -> None:
    """Write the current submissions of FORM to a file: answers as typed, choices by their names."""
    selection = Selection(form, _day("--from", since), _day("--to", until), area)
    if not output.parent.is_dir():
        raise Failure(2, f"{output.parent}: no such directory")
    with ready(config) as database:
        try:
            count = _write(database, selection, kind.value, output)
        except NotThere as error:
            raise Failure(2, str(error)) from None
        except TooManyRows as error:
            raise Failure(1, str(error)) from None
        except OSError as error:
            raise Failure(2, f"{output}: {error.strerror}") from None
    typer.echo(f"{count:,} submissions written to {output}.")


def _write(database: Database, selection: Selection, kind: str, output: Path) -> int:
    """One reading transaction, so that a report corrected meanwhile is in the file once."""
    count = 0
    with tempfile.TemporaryDirectory(prefix=".kabar-export-", dir=output.parent) as folder:
        with database.reading(SystemClock().now()) as tx:
            exporting.check(tx, selection)
            plan = exporting.layout(tx, Library(), selection)
            with WRITERS[kind](Path(folder) / output.name, plan) as writer:
                for record in exporting.records(tx, selection, plan):
                    writer.add(record, exporting.document(tx, record) if writer.needs_xml else "")
                    count += 1
        with database.transaction(SystemClock().now()) as tx:
            exporting.record(tx, selection, kind, count)  # first, so that nothing goes out unseen
        for file in sorted(Path(folder).iterdir()):
            os.replace(file, output.parent / file.name)
    return count


def _day(option: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Failure(2, f"{option}: {text!r} is not a day like 2026-10-01") from None
