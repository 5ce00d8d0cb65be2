"""The people of the demo at their phones: accounts in the sandbox, and the first thing they say."""

from __future__ import annotations

from datetime import datetime

import aiohttp

from bot.demo.cast import Member, districts


async def now(http: aiohttp.ClientSession) -> datetime:
    """The sandbox's time."""
    async with http.get("/sim/clock") as answer:
        return datetime.fromisoformat((await answer.json())["now"])


async def accounts(http: aiohttp.ClientSession) -> dict[str, int]:
    """Everyone's Telegram user id by name; who has no account yet gets one."""
    async with http.get("/sim/people") as answer:
        known = {str(one["name"]): int(one["id"]) for one in await answer.json()}
    members = [member for told in districts() for member in told.members]
    return {one.name: known.get(one.name) or await _account(http, one) for one in members}


async def press_start(http: aiohttp.ClientSession, bot_id: int, account: int) -> None:
    """What opening a bot for the first time does; nothing if the person has written before. Waits for the bot."""
    async with http.get(f"/sim/people/{account}/chat", params={"bot": bot_id}) as answer:
        has_chat = bool((await answer.json())["messages"])
    if not has_chat:
        await http.post(f"/sim/people/{account}/say", json={"text": "/start"})


async def _account(http: aiohttp.ClientSession, member: Member) -> int:
    person = {"name": member.name, "about": member.about, "language_code": "id", "phone": ""}
    async with http.post("/sim/people", json=person) as answer:
        return int((await answer.json())["id"])
