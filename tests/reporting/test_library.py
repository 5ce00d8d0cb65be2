"""Compiled forms, shared by all chats."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

import forms
from forms import FormErrors
from models import form_attachment
from models.database import Database
from models.form_attachment import FormAttachment
from models.form_file import FormFile
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


LISTED = """
| survey |
| | type | name | label | parameters |
| | select_one_from_file kab.csv | kab | Kabupaten | value=kode label=nama |
| settings |
| | form_title | form_id | version |
| | Uji | uji | {version} |
"""


def _folder(tmp_path: Path, version: str, rows: str) -> Path:
    (tmp_path / "uji.md").write_text(LISTED.format(version=version), "utf-8")
    (tmp_path / "kab.csv").write_text(f"kode,nama\n{rows}\n", "utf-8")
    return tmp_path / "uji.md"


def _offered(form: forms.Form, now: datetime) -> list[str]:
    return [one.label for one in forms.start(form, forms.Context(now=now)).prompt.choices]


def test_each_version_has_the_lists_it_was_published_with(database: Database, tmp_path: Path, now: datetime) -> None:
    with database.transaction(now) as tx:
        first = publishing.publish(tx, publishing.read_source(_folder(tmp_path, "1", "1371,Padang"))).id or 0
    with database.transaction(now) as tx:
        second = publishing.publish(tx, publishing.read_source(_folder(tmp_path, "2", "1372,Solok"))).id or 0
    library = Library()
    with database.reading(now) as tx:
        assert _offered(library.of_version(tx, first), now) == ["Padang"]
        assert _offered(library.of_version(tx, second), now) == ["Solok"]
        assert form_attachment.content(tx, first, "kab.csv") == b"kode,nama\n1371,Padang\n"
        assert form_attachment.content(tx, first, "lain.csv") is None


def test_the_same_list_is_stored_once(database: Database, tmp_path: Path, now: datetime) -> None:
    with database.transaction(now) as tx:
        for version in ("1", "2"):
            publishing.publish(tx, publishing.read_source(_folder(tmp_path, version, "1371,Padang")))
        assert len(tx.exec(select(FormFile)).all()) == 1
        assert len(tx.exec(select(FormAttachment)).all()) == 2


def test_another_list_needs_another_version(sqlite_database: Database, tmp_path: Path, now: datetime) -> None:
    with sqlite_database.transaction(now) as tx:
        publishing.publish(tx, publishing.read_source(_folder(tmp_path, "1", "1371,Padang")))
        publishing.publish(tx, publishing.read_source(_folder(tmp_path, "1", "1371,Padang")))
        with pytest.raises(FormErrors, match="other content"):
            publishing.publish(tx, publishing.read_source(_folder(tmp_path, "1", "1371,Kota Padang")))


def test_a_form_is_not_published_without_its_list(tmp_path: Path) -> None:
    form = _folder(tmp_path, "1", "1371,Padang")
    (tmp_path / "kab.csv").rename(tmp_path / "lain.csv")
    with pytest.raises(FormErrors) as raised:
        publishing.read_source(form)
    assert [(one.code, one.row, one.column) for one in raised.value.problems] == [("missing_list", 2, "type")]
    (tmp_path / "daftar").mkdir()
    (tmp_path / "lain.csv").rename(tmp_path / "daftar" / "kab.csv")
    assert publishing.read_source(form, [tmp_path / "daftar" / "kab.csv"]).files.keys() == {"kab.csv"}


def test_pictures_that_lie_beside_a_form_are_stored_with_it(tmp_path: Path) -> None:
    form = _folder(tmp_path, "1", "1371,Padang")
    form.write_text(form.read_text("utf-8").replace("| parameters |", "| parameters | media::image |", 1).replace(
        "label=nama |", "label=nama | peta.png |"), "utf-8")  # fmt: skip
    assert publishing.read_source(form).files.keys() == {"kab.csv"}
    (tmp_path / "peta.png").write_bytes(b"PNG")
    assert publishing.read_source(form).files["peta.png"] == b"PNG"
