"""SIGKILL between the commit of an update and the next offset, and at random moments: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from tests.bot.conftest import World, until
from tests.forked import Forked, forked

ROOT = Path(__file__).parents[2]


async def start(world: World, dies: str = "") -> Forked:
    program = ["tests.bot.mortal", world.base, str(world.folder), dies]
    return await asyncio.to_thread(forked, program, world.folder / "log", ROOT)


def end(bot: Forked) -> None:
    bot.kill()
    bot.wait()


async def test_killed_between_commit_and_offset(world: World):
    person = await world.person()
    for text in ("one", "two", "three"):
        await world.say(person, text)
    dying = await start(world, "before the offset")
    assert await asyncio.to_thread(dying.wait) == -signal.SIGKILL
    assert len(world.inbox("new")) == 3
    living = await start(world)

    async def all_answered() -> bool:
        return len(await world.texts(person)) == 3

    await until(all_answered, 30)
    end(living)
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
        end(bot)
    bot = await start(world)

    async def all_stored() -> bool:
        return len(world.stored()) >= said

    await until(all_stored, 30)
    end(bot)
    assert world.stored() == [str(number) for number in range(1, said + 1)]
