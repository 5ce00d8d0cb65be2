"""Programs of their own without the six seconds that their imports take: forked from one that has made them before."""

from __future__ import annotations

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Forked:
    """What tests need of a `subprocess.Popen`."""

    process: ForkServerProcess

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    @property
    def returncode(self) -> int | None:
        return self.process.exitcode

    def poll(self) -> int | None:
        return self.process.exitcode

    def terminate(self) -> None:
        self.process.terminate()

    def kill(self) -> None:
        self.process.kill()

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, or minus the number of the signal that ended it."""
        self.process.join(timeout)
        assert self.process.exitcode is not None, "it goes on"
        return self.process.exitcode


def forked(arguments: Sequence[str], output: Path, cwd: Path, environment: Mapping[str, str] | None = None) -> Forked:
    """`python -m ARGUMENTS` in a session of its own, all its output at the end of a file."""
    output.touch()
    told = (list(arguments), str(output), str(cwd), dict(environment or os.environ))
    process = _server().Process(target=_become, args=told)
    process.start()
    return Forked(process)


@cache
def _server() -> ForkServerContext:
    """One for the test run; it ends with it."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["bot.conversation", "bot.commands.run", "sandbox.__main__"])
    return made


def _become(arguments: list[str], output: str, cwd: str, environment: dict[str, str]) -> None:
    os.setsid()
    file = os.open(output, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    sys.stdout.reconfigure(line_buffering=True)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.argv = [arguments[0], *arguments[1:]]
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
