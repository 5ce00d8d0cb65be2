"""A sandbox on a free port, and a small client for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from sandbox.server import address, serve

TOKEN = "123456:" + "A" * 35


@dataclass(slots=True)
class Client:
    """Calls the sandbox as a bot (`call`) and as the page (`get`, `post`)."""

    base: str
    session: aiohttp.ClientSession
    token: str = TOKEN

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The whole answer of a Bot API method, refused or not."""
        async with self.session.post(f"{self.base}/bot{self.token}/{method}", json=params) as response:
            return await response.json()

    async def result(self, method: str, **params: Any) -> Any:
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return answer["description"]

    async def get(self, path: str, **query: Any) -> Any:
        async with self.session.get(self.base + path, params=query) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def post(self, path: str, body: Any, status: int = 200) -> Any:
        async with self.session.post(self.base + path, json=body) as response:
            assert response.status == status, await response.text()
            return await response.json()

    async def person(self, name: str = "Sri Wahyuni") -> int:
        """A new person who has pressed Start, with the updates about it confirmed."""
        await self.result("getMe")
        person = (await self.post("/sim/people", {"name": name, "about": "PLKB, Kota Solok"}))["id"]
        await self.post(f"/sim/people/{person}/say", {"text": "/start"})
        await self.result("getUpdates", offset=(await self.result("getUpdates"))[-1]["update_id"] + 1)
        return person

    async def chat(self, person: int, **query: Any) -> dict[str, Any]:
        return await self.get(f"/sim/people/{person}/chat", **query)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def client(session: aiohttp.ClientSession) -> AsyncIterator[Client]:
    runner = await serve("127.0.0.1", 0)
    yield Client(address(runner), session)
    await runner.cleanup()
