"""The webhook view: only Telegram may post, and 200 means stored."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.desk import DatabaseDown
from bot.webhook import SECRET_HEADER, Webhook
from tests.bot.conftest import TOKEN, World, running, until


class Inbox:
    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.is_down = False

    async def take(self, raws: list[Any]) -> None:
        if self.is_down:
            raise DatabaseDown
        self.taken += raws


@pytest.fixture
async def inbox():
    return Inbox()


@pytest.fixture
async def client(inbox):
    app = web.Application()
    app.router.add_post("/{path:.*}", Webhook(inbox, "s-e_cret").receive)
    async with TestClient(TestServer(app)) as made:
        yield made


@pytest.mark.parametrize("secret", ["", "wrong", "rahasia-é", "x" * 8000])
async def test_a_wrong_secret_is_401_and_stores_nothing(client, inbox, secret):
    response = await client.post("/hook", json={"update_id": 1}, headers={SECRET_HEADER: secret})
    assert response.status == 401
    assert inbox.taken == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff"])
async def test_no_update_is_400(client, inbox, body):
    assert (await client.post("/hook", data=body, headers={SECRET_HEADER: "s-e_cret"})).status == 400
    assert inbox.taken == []


async def test_200_only_after_it_is_stored(client, inbox):
    inbox.is_down = True
    response = await client.post("/hook", json={"update_id": 1}, headers={SECRET_HEADER: "s-e_cret"})
    assert response.status == 503
    assert response.headers["Retry-After"] == "5"
    inbox.is_down = False
    assert (await client.post("/hook", json={"update_id": 1}, headers={SECRET_HEADER: "s-e_cret"})).status == 200
    assert inbox.taken == [{"update_id": 1}]


async def test_the_bot_by_webhook(world: World, unused_tcp_port: int):
    person = await world.person()
    config = world.config(
        mode="webhook",
        listen=f"127.0.0.1:{unused_tcp_port}",
        webhook_url=f"http://127.0.0.1:{unused_tcp_port}/hook",
        webhook_secret="secret",
    )
    async with running(config):

        async def is_set() -> bool:
            return bool((await world.get(f"/bot{TOKEN}/getWebhookInfo"))["result"]["url"])

        await until(is_set)
        await world.say(person, "one")

        async def answered() -> bool:
            return "stored one" in await world.texts(person)

        await until(answered)
    async with running(world.config()):  # back to polling
        await world.say(person, "two")

        async def answered_again() -> bool:
            return "stored two" in await world.texts(person)

        await until(answered_again)
