"""`kabar people`: lists of officers, coordinators and cadres from a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated
from zipfile import BadZipFile

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure, people_roles
from bot.commands.db import ready
from bot.randomness import RandomIds
from models.database import Database
from reporting import importing
from reporting.importing import COLUMNS, OPTIONAL, Change, Problem
from reporting.inviting import PREFIX

LARGEST = 5_000_000  # bytes of a list; 10,000 people are some 700 kB
MOST_ROWS = 20_000

app = typer.Typer(help="People: import a list, see who serves where, change it.", no_args_is_help=True)
people_roles.mount(app)


@app.callback()
def people() -> None:
    """People: import a list, see who serves where, change it."""


class OnlyShown(Exception):
    """Rolls back what a dry run did."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="xlsx or csv with columns name, phone, role, area; optional: address.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    config: ConfigFile = None,
) -> None:
    """Make persons, roles and invitations of FILE. The same again changes nothing; a fault anywhere stops it all."""
    orders, problems = importing.read(_cells(file))
    if problems:
        raise Failure(1, *_lines(file, problems))
    with ready(config) as database:
        changes, problems = _run(database, orders, dry_run)
    if problems:
        raise Failure(1, *_lines(file, problems))
    _show(changes, dry_run)


def _run(database: Database, orders: list, dry_run: bool) -> tuple[list[Change], list[Problem]]:
    changes: list[Change] = []
    problems: list[Problem] = []
    try:
        with database.transaction(SystemClock().now()) as tx:
            changes, problems = importing.bring_in(tx, RandomIds(), orders)
            if problems or dry_run:
                raise OnlyShown
    except OnlyShown:
        pass
    return changes, problems


def _cells(file: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Rows with their spreadsheet number; blank rows are left out."""
    rows = _sheet(file) if file.suffix.lower() == ".xlsx" else _csv(file)
    header = [one.strip().lower() for one in next(rows, [])]
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise Failure(2, f"{file}: the first row needs the columns {', '.join(COLUMNS)}; missing: {', '.join(missing)}")
    unknown = [column for column in header if column and column not in COLUMNS + OPTIONAL]
    if unknown:
        raise Failure(2, f"{file}: unknown column {unknown[0]!r}; there are {', '.join(COLUMNS + OPTIONAL)}")
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise Failure(2, f"{file}: more than {MOST_ROWS} rows; split it")
        if any(cell.strip() for cell in row):
            yield number, dict(zip(header, row, strict=False))


def _csv(file: Path) -> Iterator[list[str]]:
    """Commas or semicolons, whichever the header has: Indonesian spreadsheets write semicolons."""
    try:
        text = _bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(2, f"{file}: not UTF-8; save it as CSV UTF-8") from None
    first = text.partition("\n")[0]
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")


def _sheet(file: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    content = _bytes(file)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for row in book.active.iter_rows(values_only=True):
            yield [_text(cell) for cell in row]
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        raise Failure(2, f"{file}: not an Excel workbook (.xlsx)") from None


def _text(cell: object) -> str:
    """A spreadsheet turns 0812... into the number 812..., and 13.72 into 13.72."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise Failure(2, f"{file}: larger than {LARGEST // 1_000_000} MB; split it")
        return file.read_bytes()
    except OSError as error:
        raise Failure(2, f"{file}: {error.strerror}") from None


def _lines(file: Path, problems: list[Problem]) -> list[str]:
    return [f"{file}: row {one.row}, column {one.column}: {one.message}" for one in problems]


def _show(changes: list[Change], dry_run: bool) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table("Row", "Name", "Phone", "Role", "Area", "What", "Code", "Link payload", box=box.SIMPLE)
    for one in changes:
        row = one.invited if not dry_run else None
        code, payload = (row.code, PREFIX + row.token) if row else ("", "")
        guest = one.guest
        table.add_row(str(one.row), guest.name, guest.phone, guest.role, guest.area_code, one.what, code, payload)
    Console(width=160).print(table)
    counts = {what: sum(one.what == what for one in changes) for what in ("new", "role added", "unchanged")}
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    typer.echo(f"{told}{' (nothing was changed)' if dry_run else ''}")
