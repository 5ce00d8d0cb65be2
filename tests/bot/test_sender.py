"""What each way of failing says about a message, against a server that fails in just that way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp import web

from bot.sender import Moved, NotDelivered, Outcome, Refused, Sender, Sent, Unknown
from reporting.delivering import Parcel
from tests.bot.conftest import TOKEN, World

PARCEL = Parcel(1, datetime(2026, 11, 2, tzinfo=UTC), "reminder", 5, "<b>Hai</b>", None, None, False)


def refusal(status: int, description: str, **parameters: int) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response({**body, "parameters": parameters} if parameters else body, status=status)


async def silent(request: web.Request) -> web.Response:
    await request.read()
    await asyncio.sleep(3)
    return web.Response()


async def cut(request: web.Request) -> web.Response:
    await request.read()
    request.transport.close()
    return web.Response()


async def half(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok": true')
    request.transport.close()
    return response


ANSWERS = {
    "429": (lambda _: refusal(429, "Too Many Requests: retry after 7", retry_after=7), NotDelivered("429", 7.0)),
    "403": (
        lambda _: refusal(403, "Forbidden: bot was blocked by the user"),
        Refused("Forbidden: bot was blocked by the user", is_unreachable=True),
    ),
    "chat not found": (
        lambda _: refusal(400, "Bad Request: chat not found"),
        Refused("Chat not found", is_unreachable=True),
    ),
    "bad HTML": (
        lambda _: refusal(400, "Bad Request: can't parse entities"),
        Refused("Can't parse entities"),
    ),
    "migrated": (
        lambda _: refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100),
        Moved(-100),
    ),
    "401": (lambda _: refusal(401, "Unauthorized"), NotDelivered("Telegram does not know the token")),
    "500": (lambda _: refusal(500, "Internal Server Error"), Unknown("the server failed")),
    "502 with a page": (lambda _: web.Response(status=502, text="<html>"), Unknown("the server failed")),
    "no answer": (silent, Unknown("ReadTimeout")),
    "cut": (cut, Unknown("RemoteProtocolError")),
    "half an answer": (half, Unknown("RemoteProtocolError")),
    "nonsense": (lambda _: web.Response(text="hello"), Unknown("TelegramError")),
}


@pytest.fixture
async def answering(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    app = web.Application()

    async def answer(call: web.Request) -> web.StreamResponse:
        made = ANSWERS[request.param][0](call)
        return await made if asyncio.iscoroutine(made) else made

    app.router.add_post("/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield "http://{}:{}".format(*runner.addresses[0])
    await runner.cleanup()


async def send(base: str, parcel: Parcel = PARCEL, picture: bytes | None = None) -> Outcome:
    sender = Sender(TOKEN, base)
    try:
        return await sender.send(parcel, picture)
    finally:
        await sender.close()


@pytest.mark.parametrize(("answering", "outcome"), [(k, v[1]) for k, v in ANSWERS.items()], indirect=["answering"])
async def test_outcomes(answering: str, outcome: Outcome, monkeypatch):
    monkeypatch.setattr("bot.sender.READ_SECONDS", 0.5)
    assert await send(answering) == outcome


async def test_no_connection_is_not_delivered():
    assert await send("http://127.0.0.1:9") == NotDelivered("ConnectError")


async def test_a_message_arrives_with_its_buttons(world: World):
    person = await world.person()
    await world.say(person, "/start")
    parcel = replace(PARCEL, chat_id=person, buttons=[[{"text": "Isi", "data": "m::x"}]])
    outcome = await send(world.base, parcel)
    assert isinstance(outcome, Sent)
    (message,) = [m for m in (await world.get(f"/sim/people/{person}/chat"))["messages"] if m["from"] == "bot"]
    assert message["message_id"] == outcome.message_id
    assert message["text"] == "Hai"
    assert message["buttons"] == [[{"text": "Isi", "data": "m::x"}]]


@pytest.mark.parametrize(("length", "messages"), [(1000, 1), (1100, 2)])
async def test_a_picture_carries_its_text_if_it_fits(world: World, png: bytes, length: int, messages: int):
    person = await world.person()
    await world.say(person, "/start")
    outcome = await send(
        world.base, replace(PARCEL, chat_id=person, html="<b>" + "ä&amp;" * (length // 2) + "</b>"), png
    )
    assert isinstance(outcome, Sent)
    seen = [m for m in (await world.get(f"/sim/people/{person}/chat"))["messages"] if m["from"] == "bot"]
    assert len(seen) == messages
    assert seen[0]["photo"]
    assert len(seen[-1]["text"]) == length
