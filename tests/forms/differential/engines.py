"""ODK's engines, where the machine has what they need."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.forms.differential.engine import Engine

_ROOT = Path(__file__).parents[3]
_HERE = Path(__file__).parent
_CACHE = _ROOT / ".cache" / "xforms-engine"
SHORT_RUN = "-XX:TieredStopAtLevel=1"  # what runs for seconds only is not worth the second compiler
_PACKAGES = ("@getodk/xforms-engine@0.22.0", "jsdom@29.1.1")


class MissingError(Exception):
    """What the machine lacks to run an engine."""


def javarosa(zone: str, *options: str) -> Engine:
    """Collect's engine, on any Java runtime from 11 on; `options` are the runtime's. Raises MissingError."""
    import jpype

    try:
        jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        raise MissingError("no Java: apt-get install default-jre-headless") from None
    return Engine([sys.executable, "-m", "tests.forms.differential.javarosa_worker", zone, *options], _ROOT)


def xforms_engine(zone: str) -> Engine:
    """The engine of ODK Web Forms, under Node; npm fetches it once into `.cache/`. Raises MissingError."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise MissingError("no Node: apt-get install nodejs npm")
    if not (_CACHE / "node_modules/@getodk/xforms-engine").is_dir():
        _CACHE.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(_CACHE), *_PACKAGES]
        if subprocess.run(install, capture_output=True, check=False).returncode:
            raise MissingError(f"npm could not fetch {' and '.join(_PACKAGES)}")
    return Engine([node, str(_HERE / "xforms_engine_worker.mjs"), str(_CACHE)], _ROOT, {**os.environ, "TZ": zone})


def noon() -> str:
    """A time zone in which it is about noon, so that no walk crosses midnight."""
    ahead = 12 - datetime.now(UTC).hour  # the engines beside ours know no other clock
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
