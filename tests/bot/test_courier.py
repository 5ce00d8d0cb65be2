"""Pushes from the outbox to the chat, and what becomes of them when something goes wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlmodel import select

from models import database as databases
from models import outbound_message as outbox
from models.bot_state import BotState
from models.chat import Chat
from models.outbound_message import OutboundMessage
from tests.bot.conftest import TOKEN, World, running, until


def queue(world: World, chat_id: int, *keys: str, kind: str = "reminder", **more: Any) -> None:
    database = databases.Database(world.config().database.url.get_secret_value())
    with database.transaction(datetime.now(UTC)) as tx:
        for key in keys:
            outbox.enqueue(tx, dedupe_key=key, kind=kind, telegram_chat_id=chat_id, html=key, **more)
    database.close()


def states(world: World) -> dict[str, str]:
    return {row.dedupe_key: row.state for row in world.rows(select(OutboundMessage))}


async def friend(world: World, name: str = "Sari") -> int:
    person = await world.person(name)
    await world.say(person, "/start")
    last = (await world.get(f"/bot{TOKEN}/getUpdates"))["result"][-1]
    await world.get(f"/bot{TOKEN}/getUpdates?offset={last['update_id'] + 1}")  # none of the bot's business
    return person


async def settled(world: World, **wanted: str) -> None:
    async def check() -> bool:
        return states(world) == wanted

    await until(check)


async def test_what_is_queued_goes_out_once_and_in_order(world: World):
    person = await friend(world)
    queue(world, person, "a", "b", "c")
    async with running(world.config()):
        await settled(world, a="sent", b="sent", c="sent")
    assert [text for text in await world.texts(person) if len(text) == 1] == ["a", "b", "c"]


async def test_a_chart_is_drawn_and_sent_with_its_text(world: World, png: bytes):
    person = await friend(world)
    queue(world, person, "a", kind="summary", chart={"rows": [1]})
    drawn: list[Any] = []

    def draw(chart: Any) -> bytes:
        drawn.append(chart)
        return png

    async with running(world.config(), draw=draw):
        await settled(world, a="sent")
    assert drawn == [{"rows": [1]}]
    chat = await world.get(f"/sim/people/{person}/chat")
    assert [bool(m["photo"]) for m in chat["messages"] if m["text"] == "a"] == [True]


async def test_a_chart_that_cannot_be_drawn_does_not_hold_the_words_back(world: World):
    person = await friend(world)
    queue(world, person, "a", chart={"rows": []})

    def draw(chart: Any) -> bytes:
        raise ValueError("no rows")

    async with running(world.config(), draw=draw):
        await settled(world, a="sent")


async def test_a_blocked_bot_stops_sending_to_that_person(world: World):
    person = await friend(world)
    queue(world, person, "a")
    database = databases.Database(world.config().database.url.get_secret_value())
    with database.transaction(datetime.now(UTC)) as tx:
        tx.add(Chat(bot_id=123456, telegram_chat_id=person, updated_at=tx.now))
    database.close()
    await world.post("/sim/faults", {"kind": "block", "person": person, "count": 1})
    async with running(world.config()):
        await settled(world, a="failed")
    (chat,) = world.rows(select(Chat))
    assert chat.blocked_at is not None


async def test_a_429_is_waited_out_and_remembered(world: World):
    person = await friend(world)
    await world.post("/sim/faults", {"kind": "429", "person": person, "count": 1, "retry_after": 1})
    queue(world, person, "a")
    async with running(world.config()):
        await settled(world, a="sent")
    (row,) = world.rows(select(OutboundMessage))
    assert row.tries == 1
    (state,) = world.rows(select(BotState))
    assert state.halted_until > row.created_at


async def test_a_reminder_that_may_have_arrived_is_never_sent_again(world: World, monkeypatch):
    monkeypatch.setattr("bot.sender.READ_SECONDS", 0.5)
    person = await friend(world)
    await world.post("/sim/faults", {"kind": "timeout_after_send", "person": person, "count": 1})
    queue(world, person, "a")
    async with running(world.config()):
        await settled(world, a="unknown")
        queue(world, person, "b")
        await settled(world, a="unknown", b="sent")
    assert [text for text in await world.texts(person) if len(text) == 1] == ["a", "b"]
