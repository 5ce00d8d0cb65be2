"""SIGKILL between the commit of an update and the next offset, and at random moments: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from tests.bot.conftest import TOKEN, World, until

BOT = f"""
import asyncio, sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from bot.inbound import Inbound
from tests.bot.conftest import Config, Database, Files, Telegram, build, serve

base, folder, dies = sys.argv[1:]
if dies == "before the offset":
    take = Inbound.take

    async def take_and_die(self, raws):
        await take(self, raws)
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)

    Inbound.take = take_and_die

config = Config(
    telegram=Telegram(token={TOKEN!r}, api_base=base, rate_per_second=1000),
    database=Database(url=f"sqlite:///{{folder}}/kabar.db"),
    files=Files(dir=f"{{folder}}/files"),
)
asyncio.run(serve(config, build, asyncio.Event()))
"""


async def start(world: World, dies: str = "") -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", BOT, world.base, str(world.folder), dies, stderr=asyncio.subprocess.DEVNULL
    )


async def test_killed_between_commit_and_offset(world: World):
    person = await world.person()
    for text in ("one", "two", "three"):
        await world.say(person, text)
    dying = await start(world, "before the offset")
    assert await dying.wait() == -signal.SIGKILL
    assert len(world.inbox("new")) == 3
    living = await start(world)

    async def all_answered() -> bool:
        return len(await world.texts(person)) == 3

    await until(all_answered, 30)
    living.kill()
    await living.wait()
    assert world.stored() == ["one", "two", "three"]
    assert await world.texts(person) == ["stored one", "stored two", "stored three"]


@pytest.mark.parametrize("kills", [2])
async def test_killed_at_random_moments(world: World, kills: int):
    person = await world.person()
    said = 0
    for pause in [0.05 * number for number in range(kills)]:
        bot = await start(world)
        before = len(world.stored())

        async def alive(before: int = before) -> bool:
            return len(world.stored()) > before

        for _ in range(15):
            said += 1
            await world.say(person, f"{said}")
        await until(alive, 30)
        await asyncio.sleep(pause)
        bot.kill()
        await bot.wait()
    bot = await start(world)

    async def all_stored() -> bool:
        return len(world.stored()) >= said

    await until(all_stored, 30)
    bot.kill()
    await bot.wait()
    assert world.stored() == [str(number) for number in range(1, said + 1)]
