"""`kabar schedule`: listing, other days from the next period on, more time for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.schedule import app
from models.database import Database
from tests.reporting import field
from tests.reporting.walking import START


@pytest.fixture
def config(sqlite_database: Database, tmp_path: Path) -> str:
    with sqlite_database.transaction(START) as tx:
        field.settle(tx)
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{sqlite_database.url}"\n', encoding="utf-8")
    return str(path)


def run(config: str, *told: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, [*told, "--config", config])
    return found.exit_code, found.output or str(found.exception)


def test_the_schedules_of_an_area_are_listed_set_and_extended(config: str) -> None:
    code, told = run(config, "list", "--area", "13.72")
    assert code == 0
    assert "bulanan_kkb\t-\tkampung\tmonthly" in told
    assert run(config, "set", "bulanan_kkb", "--area", "13.72", "--due-day", "4")[0] == 0
    assert "bulanan_kkb\t13.72\tkampung" in run(config, "list", "--area", "13.72")[1]
    days = ("--due", "2099-01-07", "--late", "2099-01-12", "--lock", "2099-01-19", "--reason", "Libur")
    assert run(config, "extend", "bulanan_kkb", "2098-12", *days) == (0, "0 obligations of 0 people follow.\n")


@pytest.mark.parametrize(
    "told",
    [
        ("set", "bulanan_kkb"),
        ("set", "bulanan_kkb", "--due-day", "30"),
        ("extend", "bulanan_kkb", "2098-12", "--reason", "Libur"),
        ("extend", "bulanan_kkb", "2098-12", "--due", "besok", "--reason", "Libur"),
        ("extend", "bulanan_kkb", "2098-Q4", "--lock", "2099-01-19", "--reason", "Libur"),
    ],
)
def test_what_can_not_be_set_is_said(config: str, told: tuple[str, ...]) -> None:
    assert run(config, *told)[0] != 0
