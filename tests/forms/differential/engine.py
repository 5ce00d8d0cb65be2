"""An engine in another process, spoken to in lines of JSON. The benchmark measures through the same door."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.forms.differential.scripts import PlayAct


class EngineError(Exception):
    """The engine refused the form, or raised while playing."""


@dataclass(frozen=True, slots=True)
class Played:
    """What an engine made of a script: its verdict on each act, the questions it asks at the end with the names
    of their choices (None for what is no select), and the submission."""

    said: tuple[str, ...]
    asked: tuple[tuple[str, tuple[str, ...] | None], ...]
    xml: str


class Engine:
    """A worker process; `close` ends it. One form is loaded at a time."""

    def __init__(self, command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            list(command), cwd=folder, env=environment, text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def load(self, xform: Path, folder: Path) -> float:
        """Parse the XForm in the file `xform`, its lists in `folder`; milliseconds. Raises EngineError."""
        return float(self._say({"load": str(xform), "folder": str(folder)})["ms"])

    def open(self) -> float:
        """Begin a new filling of the loaded form; milliseconds until its first question. Raises EngineError."""
        return float(self._say({"open": True})["ms"])

    def play(self, acts: Sequence[PlayAct]) -> Played:
        """Fill the loaded form from its beginning. Raises EngineError."""
        said = self._say({"play": acts})
        asked = tuple((path, None if names is None else tuple(names)) for path, names in said["asked"])
        return Played(tuple(said["said"]), asked, said["xml"])

    def time(self, acts: Sequence[PlayAct]) -> list[float]:
        """Microseconds of each answer on a new filling of the loaded form. Raises EngineError."""
        return [float(one) for one in self._say({"time": acts})["us"]]

    def close(self) -> None:
        """End the process. Its memory is gone then, whatever was loaded."""
        with self._process as process:
            assert process.stdin is not None
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def _say(self, asked: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise EngineError(f"the engine ended with exit code {self._process.wait(10)}")
        said: dict[str, Any] = json.loads(line)
        if "error" in said:
            raise EngineError(said["error"])
        return said
