"""Polling and webhooks: nothing lost, in order, and one listener at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from tests.sandbox.conftest import Client


async def test_an_offset_confirms_and_a_negative_one_keeps_the_last(client: Client) -> None:
    person = await client.person()
    for text in "abcd":
        await client.post(f"/sim/people/{person}/say", {"text": text})
    updates = await client.result("getUpdates")
    ids = [update["update_id"] for update in updates]
    assert ids == list(range(ids[0], ids[0] + 4))
    assert len(await client.result("getUpdates", limit=2)) == 2
    assert len(await client.result("getUpdates", offset=ids[1])) == 3
    assert [u["message"]["text"] for u in await client.result("getUpdates", offset=-1)] == ["d"]


async def test_a_long_poll_answers_when_something_comes(client: Client) -> None:
    person = await client.person()
    poll = asyncio.create_task(client.result("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    await client.post(f"/sim/people/{person}/say", {"text": "halo"})
    (update,) = await asyncio.wait_for(poll, 2)
    assert update["message"]["text"] == "halo"
    assert update["message"]["from"]["first_name"] == "Sri"


async def test_a_second_poller_ends_the_first(client: Client) -> None:
    await client.person()
    first = asyncio.create_task(client.call("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(client.call("getUpdates", timeout=1))
    ended = await asyncio.wait_for(first, 2)
    assert ended["error_code"] == 409
    assert ended["description"].startswith("Conflict: terminated by other getUpdates request")
    assert (await second)["ok"]


async def test_kinds_that_were_not_asked_for_do_not_come(client: Client) -> None:
    person = await client.person()
    await client.result("getUpdates", allowed_updates=["callback_query"])
    await client.post(f"/sim/people/{person}/say", {"text": "halo"})
    assert await client.result("getUpdates") == []
    await client.result("getUpdates", allowed_updates=[])
    await client.post(f"/sim/people/{person}/say", {"text": "halo"})
    assert len(await client.result("getUpdates")) == 1


async def test_messages_wait_a_day_and_no_longer(client: Client) -> None:
    person = await client.person()
    await client.post(f"/sim/people/{person}/say", {"text": "lama"})
    await client.post("/sim/clock", {"advance": 86_402})
    await client.post(f"/sim/people/{person}/say", {"text": "baru"})
    assert [u["message"]["text"] for u in await client.result("getUpdates")] == ["baru"]


async def test_bots_are_kept_apart(client: Client) -> None:
    person = await client.person()
    other = Client(client.base, client.session, "777:" + "B" * 35)
    await other.result("getMe")
    assert await other.refused("sendMessage", chat_id=person, text="x") == "Bad Request: chat not found"
    await client.post(f"/sim/people/{person}/say?bot=123456", {"text": "halo"})
    assert await other.result("getUpdates") == []
    assert len(await client.result("getUpdates")) == 1


class Hook:
    """A bot's own server: notes what comes and answers with the statuses given, then with 200."""

    def __init__(self) -> None:
        self.url = ""
        self.texts: list[str] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.reply: dict[str, object] | None = None
        self.in_flight = self.most_in_flight = 0

    async def receive(self, request: web.Request) -> web.Response:
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        update = await request.json()
        await asyncio.sleep(0.02)
        self.in_flight -= 1
        self.texts.append(update["message"]["text"] if "message" in update else "tap")
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply, status=status) if self.reply else web.Response(status=status)

    async def until(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.texts) < count:  # noqa: ASYNC110 - polled on purpose, as an outsider would
                await asyncio.sleep(0.01)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_a_webhook_gets_one_chat_in_order(client: Client, hook: Hook) -> None:
    person = await client.person()
    await client.result("setWebhook", url=hook.url, secret_token="s3cret")
    hook.statuses = [500]
    for text in "abc":
        await client.post(f"/sim/people/{person}/say", {"text": text})
    await hook.until(4)
    assert hook.texts == ["a", "a", "b", "c"]
    assert hook.most_in_flight == 1
    assert set(hook.secrets) == {"s3cret"}
    refused = await client.refused("getUpdates")
    assert refused.startswith("Conflict: can't use getUpdates method while webhook is active")
    info = await client.result("getWebhookInfo")
    assert info["url"] == hook.url
    assert "500" in info["last_error_message"]


async def test_chats_do_not_wait_for_each_other(client: Client, hook: Hook) -> None:
    people = [await client.person(name) for name in ("Sri", "Budi", "Ani")]
    await client.result("setWebhook", url=hook.url)
    says = (client.post(f"/sim/people/{one}/say", {"text": "halo"}) for one in people)
    await asyncio.gather(*says)
    await hook.until(3)
    assert hook.most_in_flight == 3
    assert hook.secrets == [None] * 3


async def test_a_method_in_the_answer_is_carried_out(client: Client, hook: Hook) -> None:
    person = await client.person()
    hook.reply = {"method": "sendMessage", "chat_id": person, "text": "Diterima"}
    await client.result("setWebhook", url=hook.url)
    await client.post(f"/sim/people/{person}/say", {"text": "halo"})
    await hook.until(1)
    chat = await client.chat(person, after=2, wait=3)
    assert chat["messages"][-1]["text"] == "Diterima"


async def test_a_webhook_that_goes_leaves_the_updates_to_polling(client: Client, hook: Hook) -> None:
    person = await client.person()
    hook.statuses = [500] * 50
    await client.result("setWebhook", url=hook.url)
    await client.post(f"/sim/people/{person}/say", {"text": "halo"})
    await hook.until(2)
    await client.result("deleteWebhook")
    assert [u["message"]["text"] for u in await client.result("getUpdates")] == ["halo"]
    assert await client.refused("setWebhook", url="ftp://x") == (
        "Bad Request: bad webhook: invalid webhook URL specified"
    )
