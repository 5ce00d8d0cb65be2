"""`kabar indicator` as typed."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.__main__ import run
from models import rollup
from models.database import Database
from tests.reporting.test_watching import plant


@pytest.fixture
def config(sqlite_database: Database, now: datetime, tmp_path: Path) -> str:
    with sqlite_database.transaction(now) as tx:
        plant(tx)
    file = tmp_path / "config.toml"
    file.write_text(f'[database]\nurl = "{sqlite_database.url}"\n')
    return str(file)


def test_an_area_is_shown_as_json_and_as_a_table(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["indicator", "show", "--area", "13.72", "--period", "2026-10", "--json", "--config", config]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["expected"], told["reported"], told["known"]) == (3, 2, 3)
    assert told["figures"]["cpr"] | {"year_ago": 0, "targets": 0, "definition": 0} == {
        "percent": 69.0, "above": 690.0, "below": 1000.0, "hidden": None, "better": "higher", "year_ago": 0,
        "month_ago": {"percent": 67.0, "above": 670.0, "below": 1000.0, "hidden": None}, "targets": 0, "definition": 0,
    }  # fmt: skip
    assert told["figures"]["cpr"]["targets"][0]["source"] == "Kompas, 23-2-2024"
    assert [one["name"] for one in told["below"]] == ["Lubuk Sikarah", "Tanjung Harapan"]
    assert told["counts"]["pus"] == 1000
    assert run(["indicator", "show", "--area", "13.72", "--period", "2026-10", "--config", config]) == 0
    shown = capsys.readouterr().out
    assert "13.72 2026-10: 2 of 3 reported" in shown
    assert "63.41 (2024, Kompas, 23-2-2024)" in shown


@pytest.mark.parametrize("wrong", [["--area", "99"], ["--area", "13.72.01.1001"], ["--period", "Oktober"]])
def test_what_is_no_area_or_month_is_said(config: str, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["indicator", "show", *wrong, "--config", config]) == 2
    assert wrong[1] in capsys.readouterr().err


def test_targets_are_stored_whole_or_not_at_all(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["indicator", "target", "--config", config]) == 0
    assert capsys.readouterr().out == "6 figures stored.\n"
    bad = tmp_path / "bad.csv"
    bad.write_text("area;figure;year;kind;value;source\n13.72;cpr;2026;target;65,5;DPPKB\n99;x;26;y;101;\n")
    assert run(["indicator", "target", str(bad), "--config", config]) == 1
    complaints = capsys.readouterr().err.splitlines()
    assert [line.split("column ")[1].split(":")[0] for line in complaints] == [
        "area", "figure", "year", "kind", "value", "source",
    ]  # fmt: skip
    bad.write_text(bad.read_text().splitlines()[0] + "\n13.72;cpr;2026;target;65,5;DPPKB\n")
    assert run(["indicator", "target", str(bad), "--config", config]) == 0
    capsys.readouterr()
    assert run(["indicator", "show", "--area", "13.72", "--period", "2026-10", "--json", "--config", config]) == 0
    (held,) = json.loads(capsys.readouterr().out)["figures"]["cpr"]["targets"]
    assert held == {"year": 2026, "value": 65.5, "source": "DPPKB"}


def test_sums_are_made_anew(
    config: str, sqlite_database: Database, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite_database.transaction(now) as tx:
        before = rollup.everything(tx)
        rollup.forget(tx, "13.72")
    assert run(["indicator", "rebuild", "--config", config]) == 0
    assert capsys.readouterr().out == "6 reports of 1 regencies added up.\n"
    with sqlite_database.reading(now) as tx:
        assert rollup.everything(tx) == before
