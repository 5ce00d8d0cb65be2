"""`kabar db` and `kabar region` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands import Failure, db, region
from models.database import Database


@pytest.fixture
def config(tmp_path: Path) -> str:
    file = tmp_path / "config.toml"
    file.write_text(f'[database]\nurl = "sqlite:///{tmp_path / "own.db"}"\n')
    return str(file)


def kabar(app: object, *arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)  # type: ignore[arg-type]


def test_upgrade_backup_restore(config: str, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'own.db'}")
    assert kabar(db.app, "upgrade", "--config", config).exit_code == 0
    assert database.is_current()
    copy = str(tmp_path / "copy")
    assert kabar(db.app, "backup", copy, "--config", config).output == f"Written to {copy}.\n"
    (tmp_path / "own.db").unlink()
    assert kabar(db.app, "restore", copy, "--config", config).output == f"Restored from {copy}.\n"
    assert database.is_current()


def test_a_backup_that_is_not_there(config: str, tmp_path: Path) -> None:
    result = kabar(db.app, "restore", str(tmp_path / "none"), "--config", config)
    assert (result.exit_code, result.stderr) == (1, f"{tmp_path / 'none'} does not exist\n")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////nowhere/own.db", "database.url: sqlite:////nowhere/own.db: unable to open database file"),
        ("mysql://localhost/kabar", "database.url: "),
        ("postgresql://kabar:rahasia@127.0.0.1:9/kabar", "database.url: postgresql+psycopg://kabar:***@127.0.0.1:9/"),
    ],
)
def test_a_wrong_database_ends_with_one_line(tmp_path: Path, url: str, said: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "{url}"\n')
    result = kabar(db.app, "upgrade", "--config", str(config))
    assert result.exit_code == 2
    assert result.stderr.startswith(said)
    assert result.stderr.count("\n") == 1


def test_load_and_find(config: str, tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("code,name\n13,Sumatera Barat\n13.72,Kota Solok\n13.72.02,Tanjung Harapan\n13.72.02.1006,Laing\n")
    kabar(db.app, "upgrade", "--config", config)
    assert kabar(region.app, "load", str(places), "--config", config).output == "4 regions loaded.\n"
    result = kabar(region.app, "find", "laing", "solok", "--json", "--config", config)
    first = json.loads(result.output)[0]
    assert first == {
        "code": "13.72.02.1006",
        "name": "Laing",
        "path": "Laing, Tanjung Harapan, Kota Solok, Sumatera Barat",
    }
    assert kabar(region.app, "find", "solok", "--config", config).output.startswith("13.72\tKota Solok\tKota Solok, ")


def test_all_regions_load_in_pieces(config: str) -> None:
    kabar(db.app, "upgrade", "--config", config)
    assert kabar(region.app, "load", "--config", config).output == "91,599 regions loaded.\n"


CHANGES = """change;code;name;old_code;since
renamed;13.72.02.1006;Laing Jaya;;2026-01-15

recoded;13.72.02.2001;;13.72.02.1007;2026-01-15
"""


@pytest.fixture
def solok(config: str, tmp_path: Path) -> Path:
    places = tmp_path / "places.csv"
    names = (
        "13,Sumatera Barat\n13.72,Kota Solok\n13.72.02,Tanjung Harapan\n13.72.02.1006,Laing\n13.72.02.1007,Tanjung\n"
    )
    places.write_text(f"code,name\n{names}")
    kabar(region.app, "load", str(places), "--config", config)
    return places


def test_changes_are_shown_then_carried_out(config: str, solok: Path, tmp_path: Path) -> None:
    file = tmp_path / "changes.csv"
    file.write_text(CHANGES)
    shown = kabar(region.app, "load", str(file), "--dry-run", "--config", config).output
    assert shown.endswith("2 changes (nothing was changed)\n")
    assert kabar(region.app, "find", "laing", "--config", config).output.count("\t") == 2
    done = kabar(region.app, "load", str(file), "--config", config).output
    assert shown.replace(" (nothing was changed)", "") == done
    (told,) = json.loads(kabar(region.app, "find", "13.72.02.1007", "--json", "--config", config).output)
    assert told["code"] == "13.72.02.2001"
    assert told["was"] == [{"code": "13.72.02.1007", "name": "Tanjung", "until": "2026-01-15"}]
    line = kabar(region.app, "find", "laing", "--config", config).output.splitlines()[0]
    assert line.endswith("\twas Laing (13.72.02.1006) until 2026-01-15")


def test_one_bad_row_stops_all_files(config: str, solok: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(CHANGES)
    bad.write_text("change,code,name,old_code,since\nmerged,13.72.02.1006,,13.72.02.1099,2026-13-01\n")
    result = kabar(region.app, "load", str(good), str(bad), "--config", config)
    assert isinstance(result.exception, Failure)
    assert result.exception.lines == (f"{bad}: row 2, column since: '2026-13-01' is no day; write it as 2026-01-31",)
    assert json.loads(kabar(region.app, "find", "laing", "--json", "--config", config).output)[0]["name"] == "Laing"


def test_a_list_of_regions_is_shown_and_goes_in_whole(config: str, solok: Path, tmp_path: Path) -> None:
    file = tmp_path / "more.csv"
    file.write_text("code,name\n13.72.02.1006,Laing Jaya\n13.73.01,Silungkang\n")
    result = kabar(region.app, "load", str(file), "--config", config)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "13.73, which lies above it" in result.stderr
    file.write_text("code,name\n13.72.02.1006,Laing Jaya\n13.73.01,Silungkang\n13.73,Kota Sawahlunto\n")
    shown = kabar(region.app, "load", str(file), "--dry-run", "--config", config).output
    assert shown.endswith("2 new, 1 renamed, 3 in all (nothing was changed)\n")
    assert kabar(region.app, "load", str(file), "--config", config).output == "3 regions loaded.\n"


def test_nothing_found(config: str) -> None:
    kabar(db.app, "upgrade", "--config", config)
    result = kabar(region.app, "find", "laing", "--config", config)
    assert (result.exit_code, result.stdout) == (1, "")


def test_a_wrong_file_ends_with_one_line(config: str, tmp_path: Path) -> None:
    kabar(db.app, "upgrade", "--config", config)
    result = kabar(region.app, "load", str(tmp_path / "none.csv"), "--config", config)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "none.csv: can't be read" in result.stderr
