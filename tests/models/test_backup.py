"""A copy made while others write is one consistent state; it comes back; what is no copy is refused."""

from __future__ import annotations

import sqlite3
import threading
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from models import backup
from models.backup import BackupError
from models.database import Database
from models.person import Person


@pytest.fixture
def database(own_database: Database) -> Database:
    """Of its own: here whole databases are replaced."""
    return own_database


def names(database: Database, now: datetime) -> list[str]:
    with database.reading(now) as tx:
        return [person.name for person in tx.exec(select(Person).order_by("id"))]


def add(database: Database, now: datetime, *names: str) -> None:
    with database.transaction(now) as tx:
        tx.add_all([Person(name=name, created_at=now) for name in names])


def test_a_copy_comes_back(database: Database, now: datetime, tmp_path: Path) -> None:
    add(database, now, "Sari")
    database.backup(tmp_path / "copy")
    add(database, now, "Budi")
    database.restore(tmp_path / "copy")
    assert names(database, now) == ["Sari"]
    assert database.is_current()
    add(database, now, "Rina")
    assert names(database, now) == ["Sari", "Rina"]


def test_a_copy_is_one_state_while_others_write(database: Database, now: datetime, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            add(database, now, "two", "together")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [tmp_path / f"copy{number}" for number in range(3)]
        for copy in copies:
            database.backup(copy)
    finally:
        stop.set()
        writer.join()
    sizes = []
    for copy in copies:
        database.restore(copy)
        sizes.append(len(names(database, now)))
    assert sizes == sorted(sizes)
    assert all(size % 2 == 0 for size in sizes)


def test_a_copy_of_sqlite_is_a_single_file(sqlite_database: Database, now: datetime, tmp_path: Path) -> None:
    add(sqlite_database, now, "Sari")
    folder = tmp_path / "copies"
    folder.mkdir()
    sqlite_database.backup(folder / "copy")
    assert [file.name for file in folder.iterdir()] == ["copy"]


def test_a_failed_copy_leaves_the_last_one(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_text("the last one")
    with pytest.raises(BackupError, match="does not exist"):
        Database(f"sqlite:///{tmp_path / 'none.db'}").backup(copy)
    assert copy.read_text() == "the last one"
    assert not (tmp_path / "none.db").exists()


def test_a_copy_needs_a_folder(database: Database, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="none"):
        database.backup(tmp_path / "none" / "copy")


@pytest.mark.parametrize("content", [None, b"", b"not a database, but long enough to be looked at" * 100])
def test_what_is_no_copy_is_refused(database: Database, now: datetime, tmp_path: Path, content: bytes | None) -> None:
    add(database, now, "Sari")
    file = tmp_path / "copy"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BackupError, match="copy"):
        database.restore(file)
    assert names(database, now) == ["Sari"]


def test_another_programs_database_is_refused(sqlite_database: Database, now: datetime, tmp_path: Path) -> None:
    add(sqlite_database, now, "Sari")
    other = sqlite3.connect(tmp_path / "copy")
    other.execute("CREATE TABLE person (name)")
    other.close()
    with pytest.raises(BackupError, match="no backup made by"):
        sqlite_database.restore(tmp_path / "copy")
    assert names(sqlite_database, now) == ["Sari"]


def test_without_the_client_programs_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match="pg_dump is not installed"):
        backup.save(Database("postgresql://localhost/kabar").url, tmp_path / "copy")
