from __future__ import annotations

import asyncio
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.clock import SandboxClock, SystemClock
from bot.desk import DatabaseDown, Desk
from bot.use import Use, UsedTwice
from models import outages
from models.person import Person
from reporting import inbox
from reporting.inbox import Incoming
from reporting.refusals import Refusal


@pytest.fixture
async def desk(database):
    made = Desk(database, SystemClock())
    yield made
    await made.close()


def add(tx, name: str) -> str:
    tx.add(Person(name=name, created_at=tx.now))
    return name


def names(tx) -> list[str]:
    return list(tx.exec(select(Person.name).order_by(Person.name)))


async def test_run_commits_and_rolls_back(desk):
    def broken(tx):
        add(tx, "lost")
        raise KeyError

    assert await desk.run(add, "kept") == "kept"
    with pytest.raises(KeyError):
        await desk.run(broken)
    assert await desk.look(names) == ["kept"]


async def test_a_cancelled_task_does_not_tear_its_transaction(desk):
    begun = threading.Event()
    go_on = threading.Event()

    def slow(tx):
        add(tx, "a")
        tx.flush()
        begun.set()
        go_on.wait(5)
        add(tx, "b")

    task = asyncio.create_task(desk.run(slow))
    await asyncio.to_thread(begun.wait, 5)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    go_on.set()
    await desk.run(add, "c")

    async def both() -> bool:
        return await desk.look(names) == ["a", "b", "c"]

    async with asyncio.timeout(5):
        while not await both():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_write_while_looking_is_a_bug_and_no_outage(desk):
    def sneaky(tx):
        add(tx, "x")
        tx.flush()

    with pytest.raises(Exception, match=r"(?i)read.?only") as caught:
        await desk.look(sneaky)
    assert not isinstance(caught.value, DatabaseDown)


async def test_an_outage_has_its_own_name(desk, monkeypatch):
    def down(tx):
        raise OSError

    monkeypatch.setattr(outages, "is_outage", lambda error: isinstance(error, OSError))
    with pytest.raises(DatabaseDown):
        await desk.run(down)


async def test_use_may_be_used_again_after_a_refusal_and_never_after_a_write(desk):
    (row,) = await desk.run(inbox.receive, [Incoming(1, "1:m:1:1", 1, 1, {}, had_nik=False)])

    def refuse(tx):
        add(tx, "refused")
        raise Refusal("too_late")

    use = Use(desk, row)
    with pytest.raises(Refusal):
        await use(refuse)
    assert not use.is_spent
    await use(add, "said why")
    with pytest.raises(UsedTwice):
        await use(add, "again")
    assert await desk.look(names) == ["said why"]
    with pytest.raises(inbox.AlreadyDone):
        await Use(desk, row)(add, "by another process")


def test_the_sandbox_clock_stands_and_flows():
    start = datetime(2026, 11, 2, tzinfo=UTC)
    clock = SandboxClock(start)
    time.sleep(0.001)
    assert clock.now() > start
    clock.stand(start)
    assert clock.now() == clock.now() == start
    clock.flow(start)
    time.sleep(0.001)
    assert clock.now() > start
