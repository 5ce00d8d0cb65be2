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


LIST = "village;name;families\n1372011001;Payo Sejahtera;742\n"


@pytest.fixture
def village(config: str, sqlite_url: str, now) -> str:
    """The same, with a village that has a whole code."""
    database = Database(sqlite_url)
    with database.transaction(now) as tx:
        for code, level in (("13.72.01", "district"), ("13.72.01.1001", "village")):
            tx.add(Region(code=code, parent_code=code.rpartition(".")[0], level=level, name=code, zone="Asia/Jakarta"))
            tx.flush()
    database.close()
    return config


def test_a_list_is_shown_then_brought_in(village: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kampung.csv"
    file.write_text(LIST, encoding="utf-8")
    assert run(["kampung", "import", str(file), "--dry-run", "--config", village]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "   village        name",
        "2  13.72.01.1001  Payo Sejahtera  baru",
        "1 baru, 0 berubah, 0 ditutup, 0 tetap",
        "Belum ada yang diubah.",
    ]
    assert run(["kampung", "import", str(file), "--config", village]) == 0
    assert run(["kampung", "import", str(file), "--config", village]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 baru, 0 berubah, 0 ditutup, 1 tetap"
    file.write_text(LIST.replace("742", "750"), encoding="utf-8")
    assert run(["kampung", "import", str(file), "--config", village]) == 0
    assert "berubah  families: 742 -> 750" in capsys.readouterr().out


def test_faults_of_a_list_end_the_command(village: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kampung.csv"
    file.write_text(LIST + "13.72.01.1002;B;tujuh\n13.72.01.1003;C;1\n", encoding="utf-8")
    assert run(["kampung", "import", str(file), "--config", village]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"kabar: {file}: C3 (families): tujuh bukan angka bulat; contoh 1234",
        f"kabar: {file}: A4 (village): 13.72.01.1003 tidak dikenal sebagai desa/kelurahan; "
        "kabar region find NAMA mencari kodenya",
        "kabar: 2 sel perlu diperbaiki. Tidak ada yang diubah.",
    ]
    assert run(["kampung", "list", "--config", village]) == 0
    assert "No Kampung KB is registered" in capsys.readouterr().out
    assert run(["kampung", "import", str(tmp_path / "none.csv"), "--config", village]) == 2


def test_one_is_shown_renamed_and_closed(village: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kampung.csv"
    file.write_text("village;name;bkb;pokja\n1372011001;Payo;Melati (07);ya\n", encoding="utf-8")
    assert run(["kampung", "import", str(file), "--config", village]) == 0
    assert run(["kampung", "rename", "1", "Payo  Baru", "--config", village]) == 0
    capsys.readouterr()
    assert run(["kampung", "show", "1", "--config", village]) == 0
    shown = capsys.readouterr().out
    assert "name     Payo Baru" in shown and "bkb      Melati (07)" in shown and "pokja    ya" in shown
    assert run(["kampung", "close", "1", "--config", village]) == 0
    assert run(["kampung", "close", "1", "--config", village]) == 2
    assert run(["kampung", "show", "1", "--config", village]) == 0
    assert "active   tidak" in capsys.readouterr().out
    assert run(["kampung", "show", "9", "--config", village]) == 2
    assert run(["kampung", "rename", "1", " ", "--config", village]) == 2


def test_coverage_tells_desa_and_kelurahan_apart(
    village: str, sqlite_url: str, now, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(sqlite_url)
    gone = now.date()
    with database.transaction(now) as tx:
        for code, until in (("13.72.01.2001", None), ("13.72.01.2002", None), ("13.72.01.2003", gone)):
            told = {"level": "village", "name": code, "zone": "Asia/Jakarta", "until": until}
            tx.add(Region(code=code, parent_code="13.72.01", **told))
            tx.flush()
    database.close()
    assert run(["kampung", "add", "--village", "13.72.01.2002", "--config", village]) == 0
    capsys.readouterr()
    assert run(["kampung", "coverage", "--area", "13.72.01", "--config", village]) == 0
    assert capsys.readouterr().out == "13.72.01\t13.72.01\tdesa 1/2\tkelurahan 0/1\n"
    assert run(["kampung", "coverage", "--area", "99", "--config", village]) == 2
    assert capsys.readouterr().err.startswith("kabar: --area: '99' is no area")
