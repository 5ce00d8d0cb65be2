"""`kabar calendar`: listing, drafting and importing a year."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.calendar import app
from models.database import Database
from models.reminder import Reminder
from reporting import calendar_files, opening
from tests.reporting import field
from tests.reporting.field import SARI, wib
from tests.reporting.walking import START

FAR = datetime(2099, 1, 5, tzinfo=UTC)


@pytest.fixture
def config(tmp_path: Path) -> str:
    database = Database(f"sqlite:///{tmp_path / 'kabar.db'}")
    database.upgrade()
    with database.transaction(START) as tx:
        field.settle(tx)
        calendar_files.ensure(tx)
    database.close()
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "sqlite:///{tmp_path / "kabar.db"}"\n', encoding="utf-8")
    return str(path)


def run(*told: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, list(told))
    return found.exit_code, found.output or str(found.exception)


def test_a_year_is_listed_taken_out_changed_and_put_back(config: str, tmp_path: Path) -> None:
    code, told = run("list", "2027", "--config", config)
    assert code == 0
    assert "2027-03-08\tnational\t-\tHari Suci Nyepi\n" in told
    assert "2027-03-08..2027-03-09\tsilence\t51\tNyepi di Bali 06:00-06:00\n" in told
    assert "2027-02-08..2027-03-09\tramadan\t-\tRamadan 1448 H\tdraft\n" in told

    file = tmp_path / "2027.csv"
    file.write_text(run("list", "2027", "--csv", "--config", config)[1].replace(",draft,", ",final,"), encoding="utf-8")
    told = run("import", str(file), "--dry-run", "--config", config)[1]
    assert "- 2027-02-08..2027-03-09\tramadan\t-\tRamadan 1448 H\tdraft\n" in told
    assert "+ 2027-02-08..2027-03-09\tramadan\t-\tRamadan 1448 H\n" in told
    assert "\tdraft" in run("list", "2027", "--config", config)[1]

    assert "2027: 28 rows" in run("import", str(file), "--config", config)[1]
    assert "\tdraft" not in run("list", "2027", "--config", config)[1]
    assert run("import", str(file), "--config", config)[1].startswith("Nothing changes.")


def test_planned_reminders_follow(config: str, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'kabar.db'}")
    far = {"form_id": "bulanan_kkb", "unit": "kampung:1", "period": "2098-12", "area_code": "13.72.01.1004"}
    times = dict.fromkeys(("opens_at", "due_at", "late_at", "lock_at"), FAR)
    with database.transaction(START) as tx:
        opening.obligation.open_all(tx, [_owed(far | times)])
        tx.add(Reminder(obligation_id=1, step="0", person_id=SARI, due_at=FAR))
    file = tmp_path / "2099.csv"
    lines = [f"{day},,national,,,,Libur,Holiday,final,SKB" for day in ("2099-01-01", "2099-01-05")]
    file.write_text("\n".join((",".join(calendar_files.COLUMNS), *lines)), encoding="utf-8")
    assert "1 planned reminders moved." in run("import", str(file), "--config", config)[1]
    with database.reading(wib(2, 8)) as tx:
        assert tx.get_one(Reminder, 1).due_at == datetime(2099, 1, 6, 1, 30, tzinfo=UTC)  # half past eight in WIB
    database.close()


def _owed(told: dict[str, object]) -> dict[str, object]:
    return (
        {"schedule_id": 1, "kampung_id": 1, "zone": "Asia/Jakarta", "person_id": SARI, "state": "waiting"}
        | told
        | {"excused_why": ""}
    )


def test_a_draft_goes_to_a_file_or_to_the_terminal(tmp_path: Path) -> None:
    assert run("draft", "2029")[1].startswith(",".join(calendar_files.COLUMNS))
    assert run("draft", "2029", "-o", str(tmp_path / "2029.csv"))[0] == 0
    assert (tmp_path / "2029.csv").read_text(encoding="utf-8") == run("draft", "2029")[1]


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", ",".join(calendar_files.COLUMNS) + "\nx,,,,,,,,,\n"])
def test_what_is_no_calendar_is_refused_whole(config: str, tmp_path: Path, content: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(content, encoding="utf-8")
    assert run("import", str(file), "--config", config)[0] != 0
    assert run("list", "2029", "--config", config)[0] != 0
