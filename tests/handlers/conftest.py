"""Kabar and the sandbox in one background thread; the test is a person outside."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import serve
from bot.config import Config
from bot.conversation import build
from models import article, kampung
from models.database import Database, Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.person import Person as PersonRow
from models.region import Region
from models.scope import Scope
from reporting import articles, publishing
from reporting.texts import templates_folder
from sandbox.server import address
from sandbox.server import serve as serve_sandbox
from tests.people import Person, Sandbox
from tests.reporting.places import village as another_village

TOKEN = "4242:" + "A" * 35
NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
REGIONS = (
    ("13", None, "province", "Sumatera Barat"),
    ("13.72", "13", "regency", "Kota Solok"),
    ("13.72.01", "13.72", "district", "Tanjung Harapan"),
    ("13.72.01.1004", "13.72.01", "village", "Tanah Garam"),
    ("13.72.01.1005", "13.72.01", "village", "Simpang Rumbio"),
)


@dataclass(frozen=True)
class Place:
    """Kabar with its sandbox. Rows made here are seen by the running bot."""

    sandbox: Sandbox
    database: Database

    def kampung(self, name: str = "Payo Sejahtera", village: str = "13.72.01.1004") -> int:
        """In that village; where it has a kampung already, in a new one of the same district."""
        with self.database.transaction(NOW) as tx:
            if kampung.in_village(tx, village) is not None:
                village = another_village(tx, len(kampung.in_scope(tx, Scope(areas=("",)))))
            row = Kampung(name=name, village_code=village, zone="Asia/Jakarta")
            tx.add(row)
            tx.flush()
            return int(row.id or 0)

    def registered(
        self, name: str, role: str, area: str = "", kampung_ids: tuple[int, ...] = (), way: str = "single"
    ) -> Person:
        """A person with a role who has pressed start; asked one question at a time unless `way` is "batch"."""
        person = self.sandbox.person(name)
        with self.database.transaction(NOW) as tx:
            told = {"name": name, "address": name, "settings": {"way": way}}
            row = PersonRow(**told, telegram_user_id=person.id, created_at=NOW)
            tx.add(row)
            tx.flush()
            for place in kampung_ids or (None,):
                tx.add(Membership(person_id=row.id, role=role, area_code=area, kampung_id=place, since=NOW))
        person.says("/start")
        person.sees(f", {name}.")
        return person


@pytest.fixture(scope="session")
def furnished(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with what a first start would otherwise do in every test."""
    file = tmp_path_factory.mktemp("furnished") / "kabar.db"
    shutil.copy(sqlite_template, file)
    furnish(f"sqlite:///{file}")
    return file


@pytest.fixture
def conversation_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite, or PostgreSQL when KABAR_TEST_ENGINE says so: a conversation can't tell."""
    if os.environ.get("KABAR_TEST_ENGINE") == "postgresql":
        url: str = request.getfixturevalue("postgresql_url")
        furnish(url)
        return url
    shutil.copy(request.getfixturevalue("furnished"), tmp_path / "kabar.db")
    return f"sqlite:///{tmp_path / 'kabar.db'}"


@pytest.fixture
def place(conversation_url: str, tmp_path: Path) -> Iterator[Place]:
    with running(conversation_url, tmp_path) as base:
        database = Database(conversation_url)
        made = Place(Sandbox(base), database)
        yield made
        made.sandbox.close()
        database.close()


def furnish(url: str) -> None:
    """Regions, the programme's forms and its articles."""
    database = Database(url)
    with database.transaction(NOW) as tx:
        plant(tx)
        for form in sorted((templates_folder() / "forms").glob("*.md")):
            publishing.publish(tx, publishing.read_source(form))
        article.sync(tx, articles.load(templates_folder() / "articles"))
    database.close()


def plant(tx: Transaction) -> None:
    for code, parent, level, name in REGIONS:
        tx.add(Region(code=code, parent_code=parent, level=level, name=name, zone="Asia/Jakarta"))
        tx.flush()


@contextmanager
def running(database_url: str, folder: Path) -> Iterator[str]:
    """Sandbox and bot until the end of the block; yields the sandbox's address."""
    started: Future[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = Future()
    thread = threading.Thread(target=_run, args=(database_url, folder, started), daemon=True)
    thread.start()
    base, loop, stop = started.result(timeout=30)
    try:
        yield base
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(timeout=30)
        assert not thread.is_alive(), "the bot did not stop"


def _run(url: str, folder: Path, started: Future[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]]) -> None:
    async def main() -> None:
        runner = await serve_sandbox("127.0.0.1", 0, now="2026-11-02T08:00:00+07:00")
        base, stop = address(runner), asyncio.Event()
        config = Config.model_validate(
            {
                "telegram": {"token": TOKEN, "api_base": base, "clock": "sandbox", "rate_per_second": 2500},
                "database": {"url": url},
                "files": {"dir": str(folder / "files")},
            }
        )
        started.set_result((base, asyncio.get_running_loop(), stop))
        try:
            await serve(config, build, stop)
        finally:
            await runner.cleanup()

    asyncio.run(main())
