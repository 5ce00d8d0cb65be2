"""What was answered survives a SIGKILL."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import aiohttp

from sandbox.server import address, serve
from tests.sandbox.conftest import Client
from tests.sandbox.pictures import png


async def start(data: Path, session: aiohttp.ClientSession) -> tuple[asyncio.subprocess.Process, Client]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", "0", "--data", str(data)), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    return process, Client(line.removeprefix("Sandbox: ").strip(), session)


async def test_a_killed_sandbox_goes_on_where_it_was(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    process, client = await start(tmp_path, session)
    person = await client.person()
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]], "is_persistent": True}
    card = await client.result(
        "sendMessage", chat_id=person, text="<b>Lapor?</b>", parse_mode="HTML", reply_markup=markup
    )
    await client.result("setMyCommands", commands=[{"command": "lapor", "description": "Isi"}])
    form = aiohttp.FormData({"chat_id": str(person)})
    form.add_field("photo", png(5, 4), filename="a.png")
    async with session.post(f"{client.base}/bot{client.token}/sendPhoto", data=form) as response:
        photo = (await response.json())["result"]["photo"][-1]["file_id"]
    await client.post("/sim/clock", {"to": "2026-11-05T08:30:00+07:00"})
    tapped = await client.post(f"/sim/people/{person}/tap", {"message_id": card["message_id"], "text": "Ya"})
    before = await client.chat(person)
    waiting = await client.result("getUpdates")
    process.send_signal(signal.SIGKILL)
    await process.wait()

    process, client = await start(tmp_path, session)
    after = await client.chat(person)
    assert after["messages"] == before["messages"]
    assert after["bot"] == before["bot"]
    assert before["now"] <= after["now"] < "2026-11-05T08:32"
    assert await client.result("getUpdates") == waiting
    assert await client.result("answerCallbackQuery", **tapped)
    assert (await client.result("getFile", file_id=photo))["file_size"] == len(png(5, 4))
    await client.post(f"/sim/people/{person}/say", {"text": "halo"})
    updates = await client.result("getUpdates")
    assert [u["update_id"] for u in updates] == [waiting[0]["update_id"], waiting[0]["update_id"] + 1]
    assert updates[1]["message"]["message_id"] == before["messages"][-1]["message_id"] + 1
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0


async def test_time_given_counts_on_the_first_start_only(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    for now in ("2026-12-01T07:00:00+07:00", "2027-01-01T07:00:00+07:00"):
        runner = await serve("127.0.0.1", 0, tmp_path, now)
        clock = await Client(address(runner), session).get("/sim/clock")
        assert clock["now"].startswith("2026-12-01T07:00:0")
        await runner.cleanup()
