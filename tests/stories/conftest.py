"""Kota Solok with the bot running as a program of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.people import Sandbox
from tests.stories import programs
from tests.stories.world import Cast, solok


@dataclass(frozen=True)
class Solok:
    """Everything runs; `folder` holds database, files, logs and the configuration."""

    folder: Path
    sandbox: Sandbox
    bot: programs.Program
    cast: Cast


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Solok]:
    with programs.sandbox(tmp_path) as base:
        sandbox = Sandbox(base)
        cast = solok(sandbox, programs.database_url(tmp_path))
        bot = programs.bot(tmp_path, base)
        bot.start(programs.READY)
        try:
            yield Solok(tmp_path, sandbox, bot, cast)
        finally:
            bot.end()
            sandbox.close()
