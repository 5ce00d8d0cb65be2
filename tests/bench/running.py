"""The bots and the stub as processes of their own, and one round of a bot against the stub."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
READY_WITHIN = 90.0  # seconds until a bot must have asked for its first update
ROUND_WITHIN = 120.0


class Failed(Exception):
    """A bot did not do what it should; the message ends with the last lines of its log."""


@dataclass(frozen=True, slots=True)
class Round:
    """One report by each of some officers. `waits` in seconds; `cpu` seconds of the bot's process, None if unknown."""

    seconds: float
    waits: tuple[float, ...]
    requests: int
    cpu: float | None


@dataclass(frozen=True, slots=True)
class Stub:
    """The Bot API server at `base`."""

    base: str
    pid: int

    def ask(self, path: str, told: dict[str, Any], within: float) -> dict[str, Any]:
        body = json.dumps(told).encode()
        request = urllib.request.Request(self.base + path, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=within) as answer:
            return dict(json.load(answer))


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot and where its log goes."""

    token: str
    process: subprocess.Popen[bytes]
    log: Path
    stub: Stub

    def play(self, people: range, limit: int = 0) -> Round:
        """Everyone fills in one report; with `limit` only so many answers of it. Raises Failed."""
        before = cpu_seconds(self.process.pid)
        told = {"token": self.token, "people": list(people), "limit": limit, "within": ROUND_WITHIN}
        got = self.stub.ask("/play", told, ROUND_WITHIN + 10)
        if got["fault"]:
            raise Failed(f"{self.log.stem}: {got['fault']}\n{tail(self.log)}")
        after = cpu_seconds(self.process.pid)
        cpu = after - before if after is not None and before is not None else None
        return Round(got["seconds"], tuple(got["waits"]), got["calls"], cpu)


Started = AbstractContextManager[Bot]


@contextmanager
def stub(questions: Path) -> Iterator[Stub]:
    with _process(["tests.bench.stub", str(questions)], None, subprocess.PIPE) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        yield Stub(f"http://127.0.0.1:{port}", process.pid)


@contextmanager
def bot(name: str, at: Stub, token: str, folder: Path, *more: str) -> Iterator[Bot]:
    """`tests.bench.bot_<name>` from its first request for updates on; ended kindly. Raises Failed."""
    log = folder / f"{name}.log"
    with log.open("wb") as out, _process([f"tests.bench.bot_{name}", at.base, token, *more], out, out) as process:
        try:
            at.ask("/ready", {"token": token}, READY_WITHIN)
        except OSError:
            raise Failed(f"{name} has not asked for updates\n{tail(log)}") from None
        yield Bot(token, process, log, at)


def cpu_seconds(pid: int) -> float | None:
    """Processor time of the process so far, in user and system; None where there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mb(pid: int) -> float | None:
    """The most memory the process has held (resident, MB of 10^6 bytes); None where there is no /proc."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


def tail(log: Path) -> str:
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-20:])


@contextmanager
def _process(module: list[str], err: Any, out: Any) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", *module], cwd=ROOT, stdout=out, stderr=err)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
