"""`kabar delivery list`, as an administrator types it: keys, no names and no words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import run
from models import outbound_message
from models.database import Database

AT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def pushed(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two of a reminder's fates, and a notice that waits."""
    monkeypatch.setenv("KABAR_DATABASE__URL", str(sqlite_database.url))
    monkeypatch.chdir(tmp_path)
    with sqlite_database.transaction(AT) as tx:
        for at, (kind, state) in enumerate((("reminder", "sent"), ("reminder", "unknown"), ("notice", "queued"))):
            told = {"kind": kind, "telegram_chat_id": 5, "html": "Bu Sari", "not_before": AT + timedelta(days=at)}
            row = outbound_message.enqueue(tx, dedupe_key=f"key {at}", **told)
            outbound_message.move(tx, row or 0, ("queued",), state)


def test_what_was_pushed_and_what_became_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["delivery", "list"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1].split()[:5] == ["3", "2026-11-04", "01:00:00", "queued", "notice"]
    assert said[-1] == "queued 1, sent 1, unknown 1"
    assert not any("Sari" in line for line in said)


def test_of_one_state_since_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["delivery", "list", "--state", "unknown", "--since", "2026-11-03"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said[1:-1]] == ["2"]
    assert said[-1] == "queued 1, unknown 1"
    assert run(["delivery", "list", "--state", "lost"]) == 2
