"""What both imports share on the command line: the file, its faults in the programme's language, and the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot import config as configuration
from bot.commands import Failure
from reporting.imports.kampung_plan import Change, Difference
from reporting.imports.people_plan import Change as PeopleChange
from reporting.imports.table import LARGEST, Fault, FileFault, Table, read, reason
from reporting.imports.telling import told as value
from reporting.inviting import PREFIX
from reporting.texts import Texts, templates_folder

if TYPE_CHECKING:
    from bot.config import Config
    from models.invitation import Invitation

WIDEST = 48  # letters of a cell of the table


@dataclass(frozen=True, slots=True)
class Words:
    """How the programme's office reads: its language of the configuration."""

    texts: Texts
    language: str

    def word(self, key: str, **told: object) -> str:
        return self.texts.word(self.language, f"import_{key}", **told)


def words(config: Path | None) -> Words:
    try:
        loaded: Config = configuration.load(config)
    except configuration.ConfigError as error:
        raise Failure(2, *error.lines) from None
    return Words(Texts(templates_folder()), loaded.programme.language)


def table(told: Words, file: Path, columns: Mapping[str, str], needed: Sequence[str]) -> Table:
    """The rows of the file. What is no list at all ends the command with one line."""
    try:
        content = file.read_bytes() if file.stat().st_size <= LARGEST else bytes(LARGEST + 1)
    except OSError as error:
        raise Failure(2, f"{file}: {error.strerror}") from None
    try:
        return read(file.name, content, columns, needed)
    except FileFault as fault:
        raise Failure(2, f"{file}: {reason(told.texts, told.language, fault.code, fault.told)}") from None


def refused(told: Words, file: Path, rows: Table, faults: Sequence[Fault]) -> Failure:
    """Every fault by its cell, in the order of the rows."""
    ordered = sorted(
        faults, key=lambda one: (one.row, list(rows.letters).index(one.column) if one.column in rows.letters else 0)
    )
    lines = [f"{file}: {rows.said(told.texts, told.language, one)}" for one in ordered]
    return Failure(1, *lines, told.word("faults", count=len(lines)))


def show(header: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Aligned columns of plain text: 20,000 lines in a second, and a file when it is sent into one."""
    cut = [[one if len(one) <= WIDEST else one[: WIDEST - 1] + "…" for one in line[:-1]] + [line[-1]] for line in lines]
    if not cut:
        return
    widths = [max(len(line[at]) for line in (list(header), *cut)) for at in range(len(header))]
    for line in (header, *cut):
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def counted(told: Words, counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {told.word(what)}" for what, count in counts.items())


def show_kampung(told: Words, changes: Sequence[Change]) -> None:
    """A line for each row that changes something, then how many there are of each kind."""
    lines = [
        (str(one.row), one.village, one.name, told.word(one.what), "; ".join(_difference(d) for d in one.differences))
        for one in changes
        if one.what != "unchanged"
    ]
    show(("", "village", "name", "", ""), lines)
    kinds = ("new", "changed", "closed", "unchanged")
    typer.echo(counted(told, {kind: sum(one.what == kind for one in changes) for kind in kinds}))


def _difference(one: Difference) -> str:
    return (
        f"{one.column}: {value(one.old)} -> {value(one.new)}"
        if one.old is not None
        else f"{one.column}: {value(one.new)}"
    )


def show_people(told: Words, changes: Sequence[PeopleChange], invited: Mapping[int, Invitation]) -> None:
    """A line for each row that changes something or whose person has yet to come, with code and payload of the link."""
    lines = []
    for one in changes:
        row, order = invited.get(one.row), one.order
        if one.what != "unchanged" or row is not None:
            ways = (row.code, PREFIX + row.token) if row else ("", "")
            lines.append((str(one.row), order.name, order.phone, order.role, order.area, told.word(one.what), *ways))
    show(("", "name", "phone", "role", "area", "", "code", "link"), lines)
    kinds = ("new", "role_added", "ended", "unchanged")
    typer.echo(counted(told, {kind: sum(one.what == kind for one in changes) for kind in kinds}))
