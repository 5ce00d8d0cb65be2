"""The sandbox and the bot as programs of their own, which share nothing but HTTP."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.forked import Forked, forked

TOKEN = "4242:" + "A" * 35
READY = "running as bot"
START_WITHIN = 90.0  # seconds; imports take four of them on an idle machine
CHECKOUT = Path(__file__).parents[2]


@dataclass
class Program:
    """One process with its output in a file; all its starts write to the same file."""

    arguments: list[str]
    output: Path
    cwd: Path = CHECKOUT  # `python -m` looks there first, as for a person who types it in the checkout
    flags: tuple[str, ...] = ()
    environment: dict[str, str] | None = None
    process: subprocess.Popen[bytes] | Forked | None = None

    def start(self, ready: str) -> str:
        """Starts it and waits for a line that holds `ready`; returns that line."""
        known = self.output.stat().st_size if self.output.exists() else 0
        self.process = self._born()
        return _until(
            lambda: self._line(ready, known), START_WITHIN, f"{self.arguments[0]} is not ready:\n{self.output}"
        )

    def kill(self) -> None:
        """SIGKILL to its whole process group; returns when it is gone."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM; its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=30)

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def log(self) -> str:
        return self.output.read_text("utf-8", errors="replace") if self.output.exists() else ""

    def _born(self) -> subprocess.Popen[bytes] | Forked:
        with self.output.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-u", *self.flags, "-m", *self.arguments],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.cwd,
                env=self.environment,
                start_new_session=True,
            )

    def _line(self, ready: str, known: int) -> str | None:
        assert self.process is not None
        said = self.output.read_bytes()[known:].decode("utf-8", errors="replace")
        if found := re.search(f".*{re.escape(ready)}.*\n", said):
            return found.group()
        assert self.process.poll() is None, f"{self.arguments[0]} ended with {self.process.returncode}:\n{said}"
        return None


class ForkedProgram(Program):
    """The same without its imports: what it does once it runs is what is tested."""

    def _born(self) -> Forked:
        return forked(self.arguments, self.output, self.cwd, self.environment)


@contextmanager
def sandbox(folder: Path) -> Iterator[str]:
    """`python -m sandbox`, on a free port; yields its address."""
    program = ForkedProgram(["sandbox", "--port", "0", "--data", str(folder / "sandbox")], folder / "sandbox.log")
    try:
        yield program.start("Sandbox: ").split()[-1]
    finally:
        program.end()


def bot(folder: Path, base: str) -> Program:
    """`kabar run --config`, not yet started, against the sandbox at that address."""
    config = folder / "config.toml"
    config.write_text(
        f'[telegram]\ntoken = "{TOKEN}"\napi_base = "{base}"\nclock = "sandbox"\nrate_per_second = 2500\n'
        f'[database]\nurl = "{database_url(folder)}"\n'
        f'[files]\ndir = "{folder / "files"}"\n',
        "utf-8",
    )
    return ForkedProgram(["bot", "run", "--config", str(config)], folder / "bot.log")


def database_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'kabar.db'}"


def kabar(folder: Path, *arguments: str) -> str:
    """Another command beside the running bot; its output."""
    command = [sys.executable, "-m", "bot", *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{arguments}: exit {done.returncode}\n{done.stderr}"
    return done.stdout


def _until(look: Callable[[], str | None], within: float, complaint: str) -> str:
    ends = time.monotonic() + within
    while time.monotonic() < ends:
        if (found := look()) is not None:
            return found
        time.sleep(0.02)
    raise AssertionError(complaint)
