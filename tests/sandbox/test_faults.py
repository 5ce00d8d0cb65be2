"""Faults that are ordered, and the flood rule."""

from __future__ import annotations

import aiohttp
import pytest

from sandbox.flood import BURST, Flood
from sandbox.server import address, serve
from tests.sandbox.conftest import Client


async def test_too_many_requests_as_often_as_ordered(client: Client) -> None:
    person = await client.person()
    await client.post("/sim/faults", {"kind": "429", "count": 2, "retry_after": 7})
    assert (await client.call("getMe"))["ok"]
    for _ in range(2):
        refused = await client.call("sendMessage", chat_id=person, text="x")
        assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 7})
        assert refused["description"] == "Too Many Requests: retry after 7"
    assert (await client.call("sendMessage", chat_id=person, text="x"))["ok"]


async def test_a_fault_may_be_for_one_person_or_one_method(client: Client) -> None:
    sri, budi = await client.person("Sri"), await client.person("Budi")
    await client.post("/sim/faults", {"kind": "500", "person": budi})
    assert (await client.call("sendMessage", chat_id=sri, text="x"))["ok"]
    assert (await client.call("sendMessage", chat_id=budi, text="x"))["error_code"] == 500
    await client.post("/sim/faults", {"kind": "500", "method": "getMe"})
    assert (await client.call("sendMessage", chat_id=sri, text="x"))["ok"]
    assert (await client.call("getMe"))["error_code"] == 500


async def test_blocked_for_a_number_of_calls(client: Client) -> None:
    person = await client.person()
    await client.post("/sim/faults", {"kind": "block", "person": person, "count": 1})
    refused = await client.refused("sendMessage", chat_id=person, text="x")
    assert refused == "Forbidden: bot was blocked by the user"
    assert (await client.call("sendMessage", chat_id=person, text="x"))["ok"]


@pytest.mark.parametrize(("kind", "arrives"), [("timeout_after_send", True), ("drop", False)])
async def test_calls_without_an_answer(client: Client, kind: str, arrives: bool) -> None:
    person = await client.person()
    await client.post("/sim/faults", {"kind": kind, "retry_after": 1})
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.call("sendMessage", chat_id=person, text="Pagi")
    texts = [message["text"] for message in (await client.chat(person))["messages"]]
    assert ("Pagi" in texts) is arrives


async def test_unknown_kinds_are_refused(client: Client) -> None:
    await client.post("/sim/faults", {"kind": "flood"}, status=400)
    await client.post("/sim/faults", {"kind": "block"}, status=400)


def test_a_burst_passes_then_one_a_second() -> None:
    flood = Flood()
    assert [flood.wait(1, 2, 0.0) for _ in range(BURST)] == [0] * BURST
    assert flood.wait(1, 2, 0.0) > 0
    assert flood.wait(1, 3, 0.0) == 0
    assert flood.wait(1, 2, 1.0) == 0
    assert flood.wait(1, 2, 1.5) > 0


async def test_the_flood_rule_over_http(session: aiohttp.ClientSession) -> None:
    runner = await serve("127.0.0.1", 0, flood=Flood())
    client = Client(address(runner), session)
    person = await client.person()
    answers = [await client.call("sendMessage", chat_id=person, text="x") for _ in range(BURST + 1)]
    assert [answer["ok"] for answer in answers] == [True] * BURST + [False]
    assert answers[-1]["parameters"]["retry_after"] > 0
    await runner.cleanup()
