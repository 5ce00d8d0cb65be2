"""The world on disk: one SQLite file, one row per person, bot, chat, message, update and query.

A call's changes are one transaction, committed before the call is answered, so that a SIGKILL loses nothing that
anybody was told. `synchronous=NORMAL` with WAL: a power cut may take the last moments, never the file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sandbox.world import Key, World

KINDS = ("person", "bot", "chat", "message", "update", "query")


class Store:
    """Rows `(kind, key, row)` under `folder`/sandbox.sqlite3; key and row are JSON."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "sandbox.sqlite3", isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS record (kind TEXT, key TEXT, row TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID"
        )

    def load(self, world: World) -> None:
        """Fills an empty world."""
        for kind in KINDS:
            rows = self._db.execute("SELECT key, row FROM record WHERE kind = ?", (kind,))
            keyed = sorted(((json.loads(key), json.loads(row)) for key, row in rows), key=lambda pair: pair[0])
            for key, row in keyed:
                world.load((kind, *key), row)
        world.changed.clear()

    def save(self, world: World, keys: Iterable[Key], notes: dict[str, str]) -> None:
        """Writes or deletes what the keys name, and the notes, in one transaction."""
        self._db.execute("BEGIN IMMEDIATE")
        for key in keys:
            row, name = world.plain(key), json.dumps(key[1:])
            if row is None:
                self._db.execute("DELETE FROM record WHERE kind = ? AND key = ?", (key[0], name))
            else:
                self._put(key[0], name, json.dumps(row, ensure_ascii=False))
        for name, text in notes.items():
            self._put("note", name, text)
        self._db.execute("COMMIT")

    def note(self, name: str) -> str | None:
        """A single text kept under a name, such as the clock's time."""
        row = self._db.execute("SELECT row FROM record WHERE kind = 'note' AND key = ?", (name,)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        self._db.close()

    def _put(self, kind: str, name: str, row: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", (kind, name, row))
