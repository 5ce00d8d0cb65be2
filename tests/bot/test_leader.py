"""One process works on a database: the second is refused or stands by, and who lost the lead writes nothing."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot import leader as leaders
from bot.clock import SystemClock
from bot.clockwork import Clockwork
from bot.config import Config, ConfigError
from bot.config import Database as Told
from bot.desk import Desk
from bot.leader import Leader
from models import leadership
from models.database import Database
from models.leadership import Deposed
from models.person import Person
from reporting import due
from reporting.ticking import whole
from tests.bot.conftest import World, build, running, serve, until

END_THE_SESSION = text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted")


def write(tx) -> None:
    tx.add(Person(name="written", created_at=tx.now))


def names(tx) -> list[str]:
    return list(tx.exec(select(Person.name)).all())


def epoch(tx) -> int:
    found = leadership.find(tx)
    return found.epoch if found else 0


def cut(url: str) -> None:
    """Ends the session that holds the seat, as a network or a server does."""
    database = Database(url)
    with database.transaction(SystemClock().now()) as tx:
        tx.connection().execute(END_THE_SESSION)
    database.close()


async def test_a_second_process_on_the_same_sqlite_is_refused(world: World):
    async with running(world.config()):

        async def runs() -> bool:
            return (world.folder / "kabar.db.lock").exists()

        await until(runs)
        with pytest.raises(ConfigError, match=r"another Kabar runs on this database \(process \d+\)"):
            await serve(world.config(), build, asyncio.Event())
    async with running(world.config()):  # free again
        person = await world.person()
        await world.say(person, "one")

        async def stored() -> bool:
            return world.stored() == ["one"]

        await until(stored)


async def test_on_postgresql_the_second_stands_by_and_takes_over(world: World, postgresql_url: str, caplog):
    caplog.set_level(logging.INFO)
    person = await world.person()
    config: Config = world.config().model_copy(update={"database": Told(url=postgresql_url)})

    async def said(words: str) -> None:
        async def logged() -> bool:
            return words in caplog.text

        await until(logged)

    async with AsyncExitStack() as second:
        async with running(config):
            await said("this process leads, epoch 1")
            await second.enter_async_context(running(config))
            await said("this one stands by")
        await world.say(person, "one")
        await said("this process leads, epoch 2")

        async def answered() -> bool:
            return await world.texts(person) == ["stored one"]

        await until(answered)


async def test_who_has_lost_the_session_writes_nothing_and_stands_down(postgresql_url: str, monkeypatch):
    monkeypatch.setattr(leaders, "LOOKS_EVERY", 0.01)
    async with AsyncExitStack() as stack:
        old, new = await process(postgresql_url, stack), await process(postgresql_url, stack)
        await old.lead()
        assert not new.seat.take()
        await old.desk.run(old.leader.fence(write))
        cut(postgresql_url)
        await new.lead()
        with pytest.raises(Deposed):
            await old.desk.run(old.leader.fence(write))
        await asyncio.wait_for(old.leader.keep(), 5)
        assert old.leader.lost.is_set()
        await new.desk.run(new.leader.fence(write))
        assert await new.desk.look(names) == ["written"] * 2


async def test_a_server_that_was_away_gives_the_seat_back(postgresql_url: str, monkeypatch):
    monkeypatch.setattr(leaders, "LOOKS_EVERY", 0.01)
    async with AsyncExitStack() as stack:
        only = await process(postgresql_url, stack)
        await only.lead()
        keeping = asyncio.create_task(only.leader.keep())
        cut(postgresql_url)

        async def leads_anew() -> bool:
            return await only.desk.look(epoch) == 2

        await until(leads_anew)
        await only.desk.run(only.leader.fence(write))
        keeping.cancel()
        assert not only.leader.lost.is_set()


async def test_a_clock_that_stood_still_says_so(sqlite_database, now, caplog):
    desk, moments = Desk(sqlite_database, SystemClock()), []
    clockwork = Clockwork(desk, FixedClock(now), [whole(lambda tx, at: moments.append(at))])
    await clockwork._on_the_minute()
    later = Clockwork(desk, FixedClock(now + due.GRACE), [])
    await later._on_the_minute()
    assert "stood still" not in caplog.text
    much_later = Clockwork(desk, FixedClock(now + due.GRACE * 2 + timedelta(seconds=1)), [])
    await much_later._on_the_minute()
    assert "stood still" in caplog.text
    row = await desk.look(leadership.find)
    assert (row.stood_from, row.stood_until) == (now + due.GRACE, now + due.GRACE * 2 + timedelta(seconds=1))
    assert moments == [now]
    await desk.close()


class FixedClock(SystemClock):
    def __init__(self, at) -> None:
        self.at = at

    def now(self):
        return self.at


class Process:
    def __init__(self, url: str) -> None:
        database = Database(url)
        self.desk = Desk(database, SystemClock())
        self.seat = database.seat()
        self.leader = Leader(self.desk, self.seat, is_fenced=True)

    async def lead(self) -> None:
        assert self.seat.take()
        await self.leader.begin()


async def process(url: str, stack: AsyncExitStack) -> Process:
    made = Process(url)
    stack.push_async_callback(made.desk.close)
    stack.callback(made.seat.leave)
    return made
