"""One file a group of commands; each has a typer `app`, imported only when it is used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="The configuration; config.toml here if there is one.")
]


class Failure(Exception):
    """Ends a command: its lines go to stderr, `code` is the exit code.

    1 the thing checked has errors, 2 wrong usage or configuration, 3 an answer or request was refused.
    """

    def __init__(self, code: int, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.code = code
        self.lines = lines
