"""`kabar kampung`: a new installation gets its first kampung without a line of code."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import run
from models.database import Database
from models.region import Region


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path, now) -> str:
    database = Database(sqlite_url)
    with database.transaction(now) as tx:
        tx.add(Region(code="13", level="province", name="Sumatera Barat", zone="Asia/Jakarta"))
        tx.flush()
        tx.add(Region(code="13.72", parent_code="13", level="village", name="Tanah Garam", zone="Asia/Jakarta"))
    database.close()
    file = tmp_path / "config.toml"
    file.write_text(f'[database]\nurl = "{sqlite_url}"\n', encoding="utf-8")
    return str(file)


def test_one_is_registered_and_listed(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kampung", "add", "--village", "13.72", "--name", "Payo Sejahtera", "--config", config]) == 0
    assert run(["kampung", "list", "--config", config]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1\tPayo Sejahtera\t13.72\tAsia/Jakarta"


def test_a_village_has_one(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kampung", "add", "--village", "13.72", "--config", config]) == 0
    assert run(["kampung", "add", "--village", "13.72", "--config", config]) == 2
    assert capsys.readouterr().err == "kabar: --village: Tanah Garam has Kampung KB Tanah Garam already\n"


def test_a_code_that_is_no_village_is_named(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kampung", "add", "--village", "13", "--config", config]) == 2
    assert "--village: '13' is no village" in capsys.readouterr().err
