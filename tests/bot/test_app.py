"""The bot against a sandbox: what is said is stored once, in order, and answered."""

from __future__ import annotations

from tests.bot.conftest import World, running, until


async def test_what_is_said_is_stored_and_answered(world: World):
    person = await world.person()
    await world.say(person, "one")
    async with running(world.config()):

        async def answered() -> bool:
            return "stored one" in await world.texts(person)

        await until(answered)
    assert world.stored() == ["one"]


async def test_one_person_in_order_many_side_by_side(world: World):
    people = [await world.person(f"P{n}") for n in range(4)]
    async with running(world.config()):
        for number in range(10):
            for person in people:
                await world.say(person, f"{person}:{number}")

        async def all_answered() -> bool:
            return all([len(await world.texts(person)) == 10 for person in people])

        await until(all_answered)
    for person in people:
        mine = [text for text in world.stored() if text.startswith(f"{person}:")]
        assert mine == [f"{person}:{number}" for number in range(10)]
        assert await world.texts(person) == [f"stored {text}" for text in mine]
