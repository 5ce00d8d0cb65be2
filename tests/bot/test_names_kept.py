"""The names of regions are read into memory beside the writers, never by one of them."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.desk import Desk
from handlers import invite
from models import region, region_index
from models.database import Database, Transaction
from models.region_files import RegionRow
from models.region_search import RegionSearch
from reporting.inputs import Sender
from tests.bot.conftest import World, running, until

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
PATIENCE = 10.0  # seconds; nothing here takes one


@pytest.fixture
def reading_threads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the threads in which names were read."""
    threads: list[str] = []

    class Noted(region_index.RegionIndex):
        def __init__(self, entries: Any) -> None:
            threads.append(threading.current_thread().name)
            super().__init__(entries)

    monkeypatch.setattr(region_index, "RegionIndex", Noted)
    return threads


async def test_they_are_read_at_the_start_beside_the_writers(world: World) -> None:
    threads: list[str] = []

    async def read() -> bool:
        return bool(threads)

    async with running(world.config(), keep=lambda tx: threads.append(threading.current_thread().name)):
        await until(read)
    assert threads[0].startswith("read")


async def test_who_types_a_place_never_has_a_writer_read_them(database: Database, reading_threads: list[str]) -> None:
    desk, search = Desk(database, SystemClock()), RegionSearch()

    def typed(tx: Transaction, _sender: Sender, text: str, _bot: str) -> None:
        region.load_regions(tx, [RegionRow("13", "Sumatera Barat")])  # it writes
        search.find(tx, text)

    async def nothing(*_: Any) -> Any:
        return SimpleNamespace(username="kabar_bot")

    welcoming: Any = SimpleNamespace(prepare=search.prepare, typed=typed)
    message: Any = SimpleNamespace(text="sumatera barat")
    bot: Any = SimpleNamespace(me=nothing)
    show: Any = nothing
    await invite.typed(message, Sender(1, 2, 2), bot, welcoming, desk.run, desk.look, show)
    await invite.typed(message, Sender(1, 2, 2), bot, welcoming, desk.run, desk.look, show)
    assert len(reading_threads) == 2, "once at first, once since the regions changed"
    assert all(name.startswith("read") for name in reading_threads)
    await desk.close()


def test_no_writer_waits_while_they_are_read(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Regions change, and while a reader is at the new names a writer searches, writes and commits."""
    search, begun, go_on = RegionSearch(), threading.Event(), threading.Event()
    with database.transaction(NOW) as tx:
        region.load_regions(tx, [RegionRow("13", "Sumatera Barat")])
    with database.reading(NOW) as tx:
        search.prepare(tx)

    class Slow(region_index.RegionIndex):
        def __init__(self, entries: Any) -> None:
            begun.set()
            assert go_on.wait(PATIENCE)
            super().__init__(entries)

    def read() -> None:
        with database.reading(NOW) as tx:
            search.prepare(tx)

    with database.transaction(NOW) as tx:
        region.load_regions(tx, [RegionRow("14", "Riau")])
    monkeypatch.setattr(region_index, "RegionIndex", Slow)
    reader = threading.Thread(target=read)
    reader.start()
    assert begun.wait(PATIENCE)
    with database.transaction(NOW) as tx:
        region.load_regions(tx, [RegionRow("15", "Jambi")])
        assert [one.code for one in search.find(tx, "sumatra barat")] == ["13"]
        assert search.find(tx, "riau") == []
    assert reader.is_alive(), "the writer had to wait"
    go_on.set()
    reader.join(PATIENCE)
    with database.reading(NOW) as tx:
        assert [one.code for one in search.find(tx, "riau")] == ["14"]
