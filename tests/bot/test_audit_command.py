"""`kabar audit`, as an administrator types it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import text

from bot.__main__ import run
from models import audit_event
from models.database import Database
from reporting import auditing

AT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def trail(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Database]:
    """Three events, sealed."""
    monkeypatch.setenv("KABAR_DATABASE__URL", str(sqlite_database.url))
    monkeypatch.chdir(tmp_path)
    with sqlite_database.transaction(AT) as tx:
        for at in range(3):
            audit_event.log(tx, None, "export.made", "form", f"form_{at}", count=at)
        tx.flush()
        auditing.seal(tx)
    yield sqlite_database


def test_a_whole_trail_tells_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "verify"]) == 0
    said = capsys.readouterr().out.strip()
    assert said.startswith("3 events, unbroken. Head: ")
    assert run(["audit", "verify", "--head", said.rpartition(" ")[2]]) == 0
    assert run(["audit", "verify", "--head", "0" * 64]) == 1
    assert "not in the chain" in capsys.readouterr().err


def test_a_break_is_named(trail: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with trail.transaction(AT) as tx:
        tx.execute(text("DROP TRIGGER audit_event_update"))
        tx.execute(text("UPDATE audit_event SET object_id = 'x' WHERE id = 2"))
    assert run(["audit", "verify"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "kabar: event 2, link 2: the event or its link was changed",
        "kabar: 1 breaks in 3 events",
    ]


def test_the_list_holds_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "list", "--since", "2026-11-01", "--action", "export."]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["2026-11-02", "01:00:00", "-", "export.made", "form", "form_0", '{"count":', "0}"]
    assert lines[-1] == "3 events"
    assert run(["audit", "list", "--person", "5"]) == 0
    assert capsys.readouterr().out.splitlines() == ["0 events"]
    assert run(["audit", "list", "--since", "yesterday"]) == 2
