"""Drawing in a process of its own: typst would leave 80 MB in the bot for a few pictures a week.

The process is kept while there is something to draw, since starting it takes ten times as long as a picture, and ends
by itself half a minute later. Both sides send frames: four bytes with the length, then JSON one way and, after one byte
(0 for drawn, 1 for a fault in words), the file or the words the other way.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from threading import Lock
from typing import IO, Any

WITHIN = 60.0  # seconds; a picture takes half a second on an idle machine, with the start of the process
IDLE = 30.0  # seconds
DRAWN, FAULT = b"\0", b"\1"


class ChartError(ValueError):
    """The spec can't be drawn; says which key is wrong, or what typst says of it."""


class Apart:
    """One at a time, from whatever thread: side by side they would need that memory several times. `module` is what
    draws: `reporting.charts` pictures only, `reporting.drawing` documents too."""

    def __init__(self, module: str = "reporting.charts") -> None:
        self._module = module
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def draw(self, spec: dict[str, Any]) -> bytes:
        """As the module's `draw`. Raises ChartError; TimeoutExpired after a minute."""
        told = _framed(json.dumps(spec).encode())
        with self._turn:
            answer = self._ask(told)
            if answer is None:  # it had just ended by itself, or something ended it
                self.close()
                answer = self._ask(told)
            if answer is None:
                self.close()
                raise ChartError("the process that draws ended")
        if answer[:1] == FAULT:
            raise ChartError(answer[1:].decode(errors="replace"))
        return answer[1:]

    @property
    def process_id(self) -> int | None:
        """That of the process which draws, if it was started."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """Ends the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def __del__(self) -> None:
        self.close()

    def _ask(self, told: bytes) -> bytes | None:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(told)
            process.stdin.flush()
            return _frame(process.stdout, time.monotonic() + WITHIN)
        except BrokenPipeError:
            return None
        except TimeoutError as error:
            self.close()
            raise subprocess.TimeoutExpired(self._module, WITHIN) from error

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            # A session of its own: Ctrl+C ends the bot, which still finishes the message in hand.
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
        return self._process


def serve(draw: Callable[[dict[str, Any]], bytes]) -> None:
    """What such a process does: answers frames until nobody has asked for half a minute, or its asker is gone."""
    while (told := _asked()) is not None:
        try:
            answer = DRAWN + draw(json.loads(told))
        except ChartError as error:
            answer = FAULT + str(error).encode()
        sys.stdout.buffer.write(_framed(answer))
        sys.stdout.buffer.flush()


def _asked() -> bytes | None:
    ready, _, _ = select.select([sys.stdin.buffer], [], [], IDLE)
    try:
        return _frame(sys.stdin.buffer, time.monotonic() + WITHIN) if ready else None
    except TimeoutError:
        return None


def _framed(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


def _frame(source: IO[bytes], until: float) -> bytes | None:
    """The next frame; None at the end. Raises TimeoutError."""
    head = _read(source.fileno(), 4, until)
    return None if head is None else _read(source.fileno(), int.from_bytes(head, "big"), until)


def _read(source: int, size: int, until: float) -> bytes | None:
    parts = list[bytes]()
    while size:
        ready, _, _ = select.select([source], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(source, size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
