"""`kabar demo` as a program of its own: it opens, fills in the past, survives being killed, and stays small."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import func, select

from models.database import Database
from models.kampung import Kampung
from models.person import Person
from models.region import Region
from models.submission import Submission
from tests.people import Sandbox
from tests.stories.programs import CHECKOUT, Program

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
OPEN = "Kabar is open at"
BU_SARI = "Sari Rahmawati"
MOST_MEGABYTES = 320
WITHIN = 40.0  # seconds


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Program]:
    arguments = ["bot", "demo", "--port", "0", "--no-browser", "--data", str(tmp_path / "data")]
    program = Program(arguments, tmp_path / "demo.log")
    yield program
    program.end()


def test_demo_goes_on_where_it_was_killed(demo: Program, tmp_path: Path) -> None:
    with Sandbox(_address(demo)) as sandbox:
        sandbox.people()[BU_SARI].sees(", Bu Sari.", WITHIN)
    stored = _grown(tmp_path, beyond=0)
    demo.kill()

    with Sandbox(_address(demo)) as sandbox:
        _grown(tmp_path, beyond=stored)
        said = [message["text"] for message in sandbox.people()[BU_SARI].messages() if message["from"] != "bot"]
        assert said == ["/start"]
        assert len(sandbox.people()) == _count(tmp_path, Person) == 81
    assert _count(tmp_path, Kampung) == 157
    assert _count(tmp_path, Region) == 91_599
    assert _twice(tmp_path) == []
    if sys.platform == "linux":
        assert _most_memory(demo) < MOST_MEGABYTES
    assert demo.stop() == 0
    assert "Traceback" not in demo.log()


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    kept = tmp_path / "of another demo"
    kept.touch()
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        told = ["--no-browser", "--reset", "--port", str(port), "--data", str(tmp_path)]
        command = [sys.executable, "-m", "bot", "demo", *told]
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr == f"kabar: port {port} can't be used (Address already in use); --port 0 takes a free one\n"
    assert kept.exists()


def _address(demo: Program) -> str:
    found = re.search(r"http://\S+", demo.start(OPEN))
    assert found
    return found.group()


def _grown(folder: Path, beyond: int) -> int:
    """Waits until the past holds more reports than that; how many it holds."""
    ends = time.monotonic() + WITHIN
    while (count := _count(folder, Submission)) <= beyond:
        assert time.monotonic() < ends, f"the past does not grow beyond {count} reports"
        time.sleep(0.1)
    return count


def _count(folder: Path, table: type) -> int:
    database = _database(folder)
    with closing(database), database.reading(NOW) as tx:
        return int(tx.exec(select(func.count()).select_from(table)).one())


def _twice(folder: Path) -> list[object]:
    """Reports that exist more than once for their form, kampung and period."""
    key = (Submission.form_id, Submission.kampung_id, Submission.period)
    database = _database(folder)
    with closing(database), database.reading(NOW) as tx:
        return list(tx.exec(select(*key).group_by(*key).having(func.count() > 1)))


def _database(folder: Path) -> Database:
    return Database(f"sqlite:///{folder / 'data' / 'kabar.db'}")


def _most_memory(demo: Program) -> int:
    """Megabytes of resident memory at its peak."""
    assert demo.process is not None
    status = Path(f"/proc/{demo.process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found.group(1)) // 1024
