"""A consistent copy of the database in one file, made while Kabar runs, and its return.

SQLite copies itself through its online backup; PostgreSQL through `pg_dump` and `pg_restore`, which must be installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from models import engines


class BackupError(Exception):
    """A copy can't be made or read back; the message is one plain sentence with the way out."""


def save(url: URL, file: Path) -> None:
    """Writes the copy beside `file` first, so that `file` is whole or is not there. Only its owner may read it."""
    partial = file.with_name(file.name + ".partial")
    try:
        partial.touch(mode=0o600)
        _dump(url, partial)
        _sync(partial)
        partial.replace(file)
    except OSError as error:
        raise BackupError(f"{file} can't be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


def load(url: URL, file: Path) -> None:
    """Replaces everything stored by what is in `file`, in one transaction."""
    if not file.is_file():
        raise BackupError(f"{file} does not exist")
    if url.get_backend_name() == "sqlite":
        _load_sqlite(url, file)
    elif file.read_bytes()[:5] != b"PGDMP":
        raise BackupError(f"{file} is no backup of a PostgreSQL database made by `kabar db backup`")
    else:
        _run("pg_restore", url, "--clean", "--if-exists", "--no-owner", "--single-transaction", str(file))


def _dump(url: URL, file: Path) -> None:
    if url.get_backend_name() == "sqlite":
        _save_sqlite(url, file)
    else:
        _run("pg_dump", url, "--format=custom", "--no-owner", f"--file={file}")


def _save_sqlite(url: URL, file: Path) -> None:
    if not Path(str(url.database)).is_file():
        raise BackupError(f"{url.database} does not exist")
    try:
        with closing(_open(str(url.database))) as source, closing(_open(str(file))) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # the copy is one file, without a log beside it
    except engines.sqlite_driver().DatabaseError as error:
        raise BackupError(f"{url.database} can't be copied: {error}") from error


def _load_sqlite(url: URL, file: Path) -> None:
    try:
        with closing(_open(str(file))) as copy, closing(_open(str(url.database))) as target:
            if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise BackupError(f"{file} is damaged; take another backup")
            if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone() is None:
                raise BackupError(f"{file} is no backup made by `kabar db backup`")
            copy.backup(target)
    except engines.sqlite_driver().DatabaseError as error:
        raise BackupError(f"{file} can't be restored: {error}") from error


def _open(path: str) -> Any:
    return engines.sqlite_driver().connect(path, timeout=engines.BUSY_MS / 1000, isolation_level=None)


def _run(program: str, url: URL, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is not installed; install PostgreSQL's client programs")
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environment = {**os.environ, "PGPASSWORD": url.password or os.environ.get("PGPASSWORD", "")}
    done = subprocess.run(
        [found, f"--dbname={address}", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BackupError(f"{program} failed: {done.stderr.strip().splitlines()[0]}")


def _sync(file: Path) -> None:
    with file.open("rb") as written:
        os.fsync(written.fileno())
