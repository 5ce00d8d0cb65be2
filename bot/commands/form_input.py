"""What `kabar form` reads: bytes of a file, answers as one object or one a line. What can't be read ends with 2."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import typer

WRONG, USAGE, REFUSED = 1, 2, 3  # exit codes
_BOM = b"\xef\xbb\xbf"


def stop(code: int, *lines: str) -> NoReturn:
    """End the command: the lines go to stderr."""
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(code)


def content(path: Path) -> bytes:
    """The bytes of a file, without the mark that some editors put before UTF-8."""
    try:
        return path.read_bytes().removeprefix(_BOM)
    except OSError as error:
        stop(USAGE, f"{path}: {error.strerror}")


def text(path: Path) -> str:
    """A file as text."""
    try:
        return content(path).decode()
    except UnicodeDecodeError:
        stop(USAGE, f"{path}: not UTF-8 text")


def answers(path: Path) -> dict[str, Any]:
    """The answers for one submission."""
    try:
        return answers_in(text(path))
    except ValueError as error:
        stop(USAGE, f"{path.name}: {error}")


def answers_in(line: str | bytes) -> dict[str, Any]:
    """The answers in one line, or in one file. Raises ValueError for what is no JSON object in UTF-8."""
    try:
        found = json.loads(line if isinstance(line, str) else line.decode())
    except UnicodeDecodeError:
        raise ValueError("not UTF-8 text") from None
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None
    except RecursionError:
        raise ValueError("not JSON that can be read: nested too deep") from None
    if not isinstance(found, dict):
        raise ValueError("an object is expected, keyed by question name")
    return found


def lines(path: Path) -> Iterator[bytes]:
    """The lines that hold something, each read when it is asked for: a file may be larger than the memory."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file):
                found = line.removeprefix(_BOM).strip() if number == 0 else line.strip()
                if found:
                    yield found
    except OSError as error:
        stop(USAGE, f"{path}: {error.strerror}")
