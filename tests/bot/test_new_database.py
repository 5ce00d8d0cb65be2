"""Commands on a database that nobody has made yet, and on one of another version."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import run
from models.database import Database


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KABAR_DATABASE__URL", "sqlite:///new.db")


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("form list", 0, "No form is published"),
        ("region find solok", 1, "kabar region load"),
        ("invite --role plkb --area 13.72", 2, "--area"),
        ("export bulanan_kkb --format csv -o out.csv", 2, "bulanan_kkb"),
    ],
)
def test_a_new_database_gets_its_tables_by_itself(
    command: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command.split()) == code
    told = capsys.readouterr()
    assert said in told.out + told.err
    assert "no such table" not in told.err


def test_a_place_is_loaded_and_found_on_a_new_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.csv").write_text("code,name\n13,Sumatera Barat\n13.72,Kota Solok\n", encoding="utf-8")
    assert run(["region", "load", "r.csv"]) == 0
    assert run(["region", "find", "solok"]) == 0
    assert "13.72" in capsys.readouterr().out


def test_a_database_of_another_version_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    made = Database("sqlite:///new.db")
    made.upgrade()
    with made._writing.connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'from_the_future'")
        connection.commit()
    made.close()
    assert run(["form", "list"]) == 2
    assert capsys.readouterr().err.startswith("database.url: the database is newer than this version of Kabar")
