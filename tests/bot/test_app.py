"""The bot against a sandbox: what is said is stored once, in order, and answered."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.config import ConfigError, Database, Telegram
from bot.updates import incoming
from models import database as databases
from models import outbound_message
from models.audit_event import AuditEvent
from models.outbound_message import OutboundMessage
from reporting import inbox
from tests.bot.conftest import TOKEN, World, running, until


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


async def test_what_was_stored_before_a_crash_is_handled_at_the_next_start(world: World):
    person = await world.person()
    database = databases.Database(world.config().database.url.get_secret_value())
    await world.say(person, "left over")
    (raw,) = (await world.get(f"/bot{TOKEN}/getUpdates"))["result"]
    with database.transaction(datetime.now(UTC)) as tx:
        inbox.receive(tx, [incoming(123456, raw)])
    database.close()
    async with running(world.config()):  # Telegram delivers it once more: the key refuses it

        async def answered() -> bool:
            return bool(await world.texts(person))

        await until(answered)
        await world.say(person, "next")

        async def next_answered() -> bool:
            return len(await world.texts(person)) == 2

        await until(next_answered)
    assert world.stored() == ["left over", "next"]
    assert await world.texts(person) == ["stored left over", "stored next"]


async def test_a_bug_is_tried_three_times_and_then_quarantined_with_one_apology(world: World, monkeypatch, caplog):
    monkeypatch.setattr("bot.handling.PAUSE", 0.01)
    person, other = await world.person(), await world.person("B")
    async with running(world.config()):
        await world.say(person, "fail 3201234567890123")
        await world.say(person, "after")
        await world.say(other, "meanwhile")

        async def settled() -> bool:
            return len(await world.texts(person)) == 2 and bool(await world.texts(other))

        await until(settled)
    assert await world.texts(person) == ["sorry", "stored after"]
    assert set(world.stored()) == {"after", "meanwhile"}
    (row,) = world.inbox("quarantined")
    assert row.tries == 3
    assert "RuntimeError" in row.error
    assert "3201" not in row.error + str(row.raw) + caplog.text
    assert row.had_nik


async def test_an_update_that_cannot_be_parsed_blocks_nobody(world: World):
    person = await world.person()
    database = databases.Database(world.config().database.url.get_secret_value())
    poison = {"update_id": 1, "message": {"message_id": "x", "from": {"id": person}, "chat": {"id": person}}}
    with database.transaction(datetime.now(UTC)) as tx:
        inbox.receive(tx, [incoming(123456, poison)])
    database.close()
    async with running(world.config()):
        await world.say(person, "good")

        async def answered() -> bool:
            return await world.texts(person) == ["stored good"]

        await until(answered)
    (row,) = world.inbox("quarantined")
    assert row.error.startswith("not an update: message.")


async def test_a_second_write_is_refused_and_the_first_stays(world: World, caplog):
    person = await world.person()
    async with running(world.config()):
        await world.say(person, "twice")
        await world.say(person, "good")

        async def answered() -> bool:
            return "stored good" in await world.texts(person)

        await until(answered)
    assert world.stored() == ["twice", "good"]
    assert "UsedTwice" in caplog.text


async def test_content_is_forgotten_when_done(world: World):
    person = await world.person()
    async with running(world.config()):
        await world.say(person, "one")

        async def answered() -> bool:
            return bool(await world.texts(person))

        await until(answered)
    assert [row.raw for row in world.inbox("done")] == [None]


async def test_a_tap_is_answered_in_time_and_its_late_toast_does_no_harm(world: World):
    person = await world.person()
    await world.say(person, "hello")
    buttons = {"inline_keyboard": [[{"text": "Slow", "callback_data": "slow"}, {"text": "Fast", "callback_data": "x"}]]}
    sent = await world.post(f"/bot{TOKEN}/sendMessage", {"chat_id": person, "text": "?", "reply_markup": buttons})
    tap = {"message_id": sent["result"]["message_id"]}
    async with running(world.config()):
        started = asyncio.get_running_loop().time()
        await world.post(f"/sim/people/{person}/tap", {**tap, "text": "Fast"})
        await world.post(f"/sim/people/{person}/tap", {**tap, "text": "Slow"})

        async def both_stored() -> bool:
            return len(world.stored()) == 3

        await until(both_stored)
        assert asyncio.get_running_loop().time() - started > 0.9
    chat = await world.get(f"/sim/people/{person}/chat")
    assert [toast["text"] for toast in chat["toasts"] if toast["text"]] == ["toast"]
    assert world.inbox("quarantined") == []


async def test_lanes_wait_for_a_database_that_is_away_and_count_no_try(world: World, monkeypatch):
    monkeypatch.setattr("bot.lanes.PAUSES", (0.05,))
    person = await world.person()
    broken = {"for": 4}

    def sometimes(error: BaseException) -> bool:
        return isinstance(error, BrokenPipeError)

    original = inbox.handle

    def handle(tx, *args, **kwargs):
        if broken["for"]:
            broken["for"] -= 1
            raise BrokenPipeError
        return original(tx, *args, **kwargs)

    monkeypatch.setattr("models.outages.is_outage", sometimes)
    monkeypatch.setattr("reporting.inbox.handle", handle)
    async with running(world.config()):
        await world.say(person, "one")

        async def answered() -> bool:
            return await world.texts(person) == ["stored one"]

        await until(answered)
    assert [row.tries for row in world.inbox("done")] == [0]


async def test_it_can_be_stopped_while_telegram_does_not_answer(world: World):
    config = world.config()
    config = config.model_copy(update={"telegram": Telegram(token=TOKEN, api_base="http://127.0.0.1:9")})
    async with asyncio.timeout(5), running(config):
        await asyncio.sleep(0.5)


async def test_a_token_that_telegram_does_not_know_ends_it_with_the_key(world: World):
    config = world.config().model_copy(update={"telegram": Telegram(token="1:x", api_base=world.base)})
    with pytest.raises(ConfigError, match=r"telegram\.token: Telegram does not know it"):
        async with running(config):
            await asyncio.sleep(2)


async def test_on_postgresql_too(world: World, postgresql_url: str):
    config = world.config().model_copy(update={"database": Database(url=postgresql_url)})
    people = [await world.person(f"P{n}") for n in range(3)]
    async with running(config):
        for number in range(5):
            for person in people:
                await world.say(person, f"{number}")

        async def all_answered() -> bool:
            return all([len(await world.texts(person)) == 5 for person in people])

        await until(all_answered)
    for person in people:
        assert await world.texts(person) == [f"stored {number}" for number in range(5)]


async def test_what_is_over_its_term_goes_while_the_bot_runs(world: World):
    database = databases.Database(world.config().database.url.get_secret_value())
    with database.transaction(datetime(2024, 1, 1, tzinfo=UTC)) as tx:
        outbound_message.enqueue(tx, dedupe_key="old", kind="notice", telegram_chat_id=1, html="isi lama")
        outbound_message.move(tx, 1, ("queued",), "sent")
    database.close()
    async with running(world.config()):

        async def emptied() -> bool:
            return world.rows(select(OutboundMessage.html)) == [""]

        await until(emptied)
    (event,) = world.rows(select(AuditEvent).where(AuditEvent.action == "retention.expired"))
    assert (event.object_id, event.details) == ("messages sent", {"count": 1, "term": "6 months"})
