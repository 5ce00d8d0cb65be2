"""Compiled forms, shared by all chats."""

from __future__ import annotations

from models.database import Database
from reporting import publishing
from reporting.library import Library
from reporting.texts import templates_folder


def test_a_version_is_read_from_the_database_once(sqlite_database: Database, now) -> None:
    source = publishing.read_source(templates_folder() / "forms" / "rakor_lintas_sektor.md")
    library = Library()
    with sqlite_database.transaction(now) as tx:
        version = publishing.publish(tx, source)
        tx.flush()
        assert version.id is not None
        form = library.of_version(tx, version.id)
        assert form.form_id == "rakor_lintas_sektor"
        tx.delete(version)
        tx.flush()
        assert library.of_version(tx, version.id) is form
