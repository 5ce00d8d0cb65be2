"""`kabar form check` and `publish` with the lists that a form reads, as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import run

FORM = """
| survey |
| | type | name | label::Indonesia (id) | parameters |
| | select_one_from_file kab.csv | kab | Kabupaten | value=kode label=nama |
| settings |
| | form_id | version | form_title | instance_name | default_language \
| namespaces | attribute::kabar:purpose | attribute::kabar:legal_basis | attribute::kabar:retention_months |
| | uji | 1 | Uji | 'uji' | Indonesia (id) | kabar="https://kabar.id/xlsform" | Uji coba | UU 52/2009 | 12 |
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "uji.md").write_text(FORM, "utf-8")
    (tmp_path / "config.toml").write_text(f'[database]\nurl = "sqlite:///{tmp_path / "kabar.db"}"\n', "utf-8")
    assert run(["db", "upgrade"]) == 0
    return tmp_path


def test_a_form_is_published_with_a_list_from_elsewhere(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["form", "check", "uji.md"]) == 1
    assert "kab.csv, which is not beside it" in capsys.readouterr().out
    assert run(["form", "publish", "uji.md"]) == 1
    assert "uji.md:survey:2:type: error: The form reads kab.csv" in capsys.readouterr().err
    (folder / "daftar").mkdir()
    (folder / "daftar" / "kab.csv").write_text("kode,nama\n1371,Padang\n", "utf-8")
    assert run(["form", "publish", "uji.md", "--with", "daftar/kab.csv"]) == 0
    assert "uji 1 is live." in capsys.readouterr().out


def test_a_list_that_cannot_be_read_is_not_published(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "kab.csv").write_bytes(b"kode,nama\n\xff")
    assert run(["form", "publish", "uji.md"]) == 1
    assert "kab.csv is not in UTF-8" in capsys.readouterr().err
    assert run(["form", "list"]) == 0
    assert "No form is published" in capsys.readouterr().out


def test_a_form_without_purpose_ground_and_retention_is_not_published(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "kab.csv").write_text("kode,nama\n1371,Padang\n", "utf-8")
    (folder / "uji.md").write_text(FORM.replace("| UU 52/2009 | 12 |", "| | dua tahun |"), "utf-8")
    assert run(["form", "publish", "uji.md"]) == 1
    told = capsys.readouterr().err
    assert "uji.md:settings:2:attribute::kabar:legal_basis: error: " in told
    assert "no legal_basis, no retention_months" in told
    assert run(["form", "list"]) == 0
    assert "No form is published" in capsys.readouterr().out
