"""Bringing in lists of 20,000 people and 20,000 kampung: dry run and run, .xlsx and .csv, SQLite and PostgreSQL.

Each is the command itself, in a process of its own, against a database that has every region and nothing else.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests import postgres
from tests.bench import lists
from tests.bench.running import Failed
from tests.bench.table import aligned

LISTS = {"kampung": lists.kampung, "people": lists.people}
HEAD = ("import", "dry s", "dry cpu s", "run s", "run cpu s")
Fresh = Callable[[str], str]  # the address of a new database with every region, by name


def measure(folder: Path, count: int) -> str:
    made = [(folder / f"{what}.{kind}", lines) for what, lines in LISTS.items() for kind in ("xlsx", "csv")]
    files = [lists.written(path, lines(count)) for path, lines in made]
    base = folder / "base.db"
    _prepare(f"sqlite:///{base}")
    rows = list(_rows("SQLite", files, lambda name: f"sqlite:///{shutil.copy(base, folder / f'{name}.db')}"))
    try:
        with postgres.running() as server:
            server.run("CREATE DATABASE base")
            _prepare(server.address("base"))
            rows += _rows("PostgreSQL", files, lambda name: server.create(name, "base"))
    except postgres.NotFoundError:
        rows.append(("PostgreSQL: none here", "", "", "", ""))
    return f"lists of {count:,} rows\n\n{aligned([HEAD, *rows])}"


def _rows(engine: str, files: list[Path], fresh: Fresh) -> Iterator[tuple[str, ...]]:
    for file in files:
        url = fresh(file.name.replace(".", "_"))
        dry, run = _timed(url, file, "--dry-run"), _timed(url, file)
        yield (f"{file.name}, {engine}", *(f"{figure:.1f}" for figure in (*dry, *run)))


def _timed(url: str, file: Path, *more: str) -> tuple[float, float]:
    """Seconds, and those of the processor."""
    started, before = time.perf_counter(), _cpu()
    _kabar(url, file.stem, "import", str(file), *more)
    return time.perf_counter() - started, _cpu() - before


def _prepare(url: str) -> None:
    _kabar(url, "db", "upgrade")
    _kabar(url, "region", "load")


def _kabar(url: str, *arguments: str) -> None:
    environment = {**os.environ, "KABAR_DATABASE__URL": url}
    done = subprocess.run([sys.executable, "-m", "bot", *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"kabar {' '.join(arguments[:2])}: {done.stderr.strip()[:300]}")


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
