"""Forms of unknown origin are read here: in a process of their own with little memory, little time and no secrets.

    done = read(content, "formulir.xlsx")   # raises FormErrors; nothing of it ran in this process

The process gets the bytes on its standard input and answers with JSON; it knows no configuration and no token, and is
ended when it takes too long. Commands that only look at a form limit themselves instead: `confinement.confined`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.workshop.confinement import ALLOWANCE, Allowance, exhausted
from bot.workshop.wire import Read, read_from
from forms.problems import FormErrors

__all__ = ["Allowance", "Read", "read"]

_KEEPS = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL")  # what Python needs to start; tokens are not among them


def read(content: bytes, name: str, allowance: Allowance = ALLOWANCE) -> Read:
    """Converts, compiles and checks a form apart. `name` is its file name.

    Raises FormErrors with every error found, or with one that says which allowance it exceeded.
    """
    order = json.dumps({"name": name, "memory": allowance.memory, "seconds": allowance.seconds})
    try:
        with tempfile.TemporaryDirectory(prefix="kabar-form-") as folder:  # gone with all that was left in it
            done = subprocess.run(
                [sys.executable, "-m", "bot.workshop", order],
                input=content, capture_output=True, timeout=allowance.patience, env=_environment(folder), check=False,
            )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise exhausted("time") from None
    if done.returncode != 0:
        raise exhausted(_cause(done.returncode, done.stderr))
    found = read_from(done.stdout)
    if wrong := tuple(one for one in found.problems if one.severity == "error"):
        raise FormErrors(wrong)
    return found


def _environment(folder: str) -> dict[str, str]:
    home = Path(__file__).resolve().parents[2]  # where `bot` lies, installed or not
    kept = {name: os.environ[name] for name in _KEEPS if name in os.environ}
    one_thread = {"OPENBLAS_NUM_THREADS": "1"}  # openpyxl loads numpy where it is there, which sets much memory aside
    return (
        kept | one_thread | {"PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": folder, "TEMP": folder}
    )


def _cause(code: int, stderr: bytes) -> str:
    """What the process had used up: the system ended it, or it said so itself."""
    xcpu, kill = getattr(signal, "SIGXCPU", None), getattr(signal, "SIGKILL", None)
    if code < 0:
        return "time" if -code in (xcpu, kill) else "memory"
    return (
        "memory" if b"memory" in stderr.lower() else "time" if b"OutOfTime" in stderr else "it ended without an answer"
    )
